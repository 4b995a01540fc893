"""Accepting every unit about which there is no doubt (验收全部无疑问的), and saying of each other why not."""

from __future__ import annotations

from pathlib import Path

from desktop.services.office.acceptance.accepting import accept, what_blocks
from desktop.services.office.acceptance.unasked import unasked_changes
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import CONTRADICTS, OfficeFact
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.next_step import REOPENED, next_step
from desktop.services.office.facts.paired import paired_of, pairs_fact
from desktop.services.office.facts.past import LEFT_OUT, history_fact
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.letters.stored_letters import Progress, telling_done
from desktop.submission.keys.identity import Identity
from forms.frozen import frozen
from forms.receiving.state import ALLOWED, Deed, OfficeState


@frozen
class LeftOut:
    """A unit that is not accepted now.

    Attributes:
        unit: its code.
        state: of its year.
        reasons: why, each as a Chinese clause with its step; at least one.
    """

    unit: str
    state: OfficeState
    reasons: tuple[str, ...]


@frozen
class WithoutDoubt:
    """Which units can be accepted, and which not.

    Attributes:
        units: codes of those that can be, in the plan's order.
        others: the other expected units, likewise.
    """

    units: tuple[str, ...]
    others: tuple[LeftOut, ...]


def without_doubt(desk: OfficeDesk, year: int) -> WithoutDoubt:
    """Which of the expected units can be accepted as they stand; nothing is changed.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    require_year(desk, year)
    ledger = ledger_of(desk, year)
    paired = paired_of(desk, ledger)
    units, others = [], []
    for unit in ledger.plan.reporting_units:
        unit_year = ledger.unit_year(unit.code)
        pairs = pairs_fact(ledger.plan, unit_year, paired)
        reasons = _doubts(desk, unit_year, pairs)
        if reasons:
            others.append(LeftOut(unit.code, unit_year.state, reasons))
        else:
            units.append(unit.code)
    return WithoutDoubt(tuple(units), tuple(others))


def _doubts(desk: OfficeDesk, unit_year: UnitYear, pairs: OfficeFact | None) -> tuple[str, ...]:
    state = unit_year.state
    if Deed.ACCEPT in ALLOWED[state]:
        unequal = (pairs.line,) if pairs is not None and pairs.is_doubtful else ()
        reopened = (REOPENED,) if unit_year.is_reopened else ()
        current = unit_year.current
        past = None if current is None else history_fact(desk, unit_year, current)
        facts = () if current is None or past is None else (*unit_year.facts(current), past)
        return (
            *(one.sentence for one in what_blocks(unit_year, facts)),
            *unequal,
            *wanting_a_look(desk, unit_year, past),
            *reopened,
        )
    step = next_step(unit_year).words
    return (f"{state.label}（{step}）" if step else state.label,)


def wanting_a_look(desk: OfficeDesk, unit_year: UnitYear, past: OfficeFact | None) -> tuple[str, ...]:
    """Why a year that can be accepted is not accepted together with others, as Chinese clauses; mostly none.

    Args:
        desk: the office's desk.
        unit_year: the unit's year.
        past: fact ``history`` of what counts; None where it was not compared, or no year is left out.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return (*_against_own_rules(unit_year), *_unasked(desk, unit_year), *_years_left_out(past))


def _years_left_out(past: OfficeFact | None) -> tuple[str, ...]:
    """Years of which a unit sent nothing, though the office holds them."""
    if past is None or past.status != LEFT_OUT:
        return ()
    return (f"{past.sentence}（看一遍，没有疑问就单独验收）",)


def _unasked(desk: OfficeDesk, unit_year: UnitYear) -> tuple[str, ...]:
    """What a later revision changed and nobody asked about: it may silence a warning."""
    changed = unasked_changes(desk, unit_year)
    if changed is None or not changed.differences:
        return ()
    return (f"没有问过而改了 {len(changed.differences)} 格（看一遍，没有疑问就单独验收）",)


def _against_own_rules(unit_year: UnitYear) -> tuple[str, ...]:
    """What our own judgement, which counts, says against results of another engine (contracts 6)."""
    facts = [] if unit_year.current is None else unit_year.facts(unit_year.current)
    return tuple(one.line for one in facts if one.status == CONTRADICTS)


def accept_all(
    desk: OfficeDesk,
    year: int,
    identity: Identity,
    folder: Path,
    tell: Progress = lambda *_: None,
    *,
    apart: bool = False,
) -> tuple[list[tuple[str, Path]], WithoutDoubt]:
    """Accept all about which there is no doubt, each with its own signed letter.

    Each is decided and stored by itself: those before one that fails, or where it is stopped, are accepted.

    Args:
        desk: the office's desk.
        year: reporting year.
        identity: the office's signing key.
        folder: where the letters are written.
        tell: hears before each unit how many are done, and of how many; raises where it is to stop.
        apart: whether each unit's letter is written into a folder of its name there.

    Returns:
        Code and letter of each that was accepted, and what was found of all.

    Raises:
        UserInputError: the key is not the office's (E-DECIDE-013), somebody else than the head does it, or
            the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: a letter cannot be written, or the store fails; the sentence says how many were
            accepted before.
    """
    found = without_doubt(desk, year)
    accepted: list[tuple[str, Path]] = []
    for unit in found.units:
        tell(len(accepted), len(found.units))
        with telling_done(len(accepted), "验收", desk.unit_name(unit)):
            into = unit_folder(desk, folder, unit) if apart else folder
            accepted.append((unit, accept(desk, unit, year, identity, into)))
    return accepted, found
