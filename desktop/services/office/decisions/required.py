"""What must hold before anything is decided or sent: a unit of the plan, its state, a reason."""

from __future__ import annotations

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.unit_year import UnitYear
from forms.codes.decide import DecideCode
from forms.errors import StateError, UserInputError
from forms.receiving.state import ALLOWED, Deed, OfficeState
from forms.text.typed import require_text

_REASON = "原因"


def require_unit(desk: OfficeDesk, unit: str, year: int) -> UnitYear:
    """The year of a unit of the plan.

    Raises:
        UserInputError: the plan has no such unit, or does not reach that year (E-DECIDE-001, 002).
    """
    require_unit_code(desk, unit, year)
    return ledger_of(desk, year).unit_year(unit)


def require_filed(desk: OfficeDesk, unit: str, year: int) -> UnitYear:
    """The year of a unit of the plan, or of anybody else from whom something came that says to be of it.

    Args:
        desk: the office's desk.
        unit: code of the unit; one of elsewhere stands under ``region/code``.
        year: reporting year; one that the plan does not reach where something came of it.

    Raises:
        UserInputError: no such unit or year, and nothing came (E-DECIDE-001, 002).
    """
    ledger = ledger_of(desk, year, unit.rpartition("/")[2])
    if unit not in ledger.packages:
        require_unit_code(desk, unit, year)
    return ledger.unit_year(unit)


def require_unit_code(desk: OfficeDesk, unit: str, year: int) -> None:
    """Refuse a unit or a year that the plan does not have; errors as of :func:`require_unit`."""
    plan = desk.pack_of(year).plan
    if unit not in {one.code for one in plan.reporting_units}:
        known = "、".join(f"{one.code}（{one.name}）" for one in plan.reporting_units)
        raise UserInputError(DecideCode.NO_SUCH_UNIT, f"规划里没有要报送的单位“{unit}”；有：{known}")
    first, last = plan.period
    if not first <= year <= last:
        raise UserInputError(DecideCode.NO_SUCH_YEAR, f"{year} 年不在规划期 {first}—{last} 年内")


def require_allowed(desk: OfficeDesk, unit_year: UnitYear, deed: Deed) -> None:
    """Refuse what cannot be done in the present state.

    Raises:
        StateError: it cannot (E-DECIDE-003); the sentence says what can.
    """
    allowed = ALLOWED[unit_year.state]
    if deed not in allowed or (deed in _CONDITIONS and not _is_open(unit_year, deed)):
        can = "、".join(one.label for one in _OFFERED if one in allowed and _is_open(unit_year, one))
        raise StateError(
            DecideCode.NOT_NOW,
            f"{year_named(desk, unit_year)}现在是“{unit_year.state.label}”，不能“{deed.label}”"
            + (f"；可以：{can}" if can else "")
            + (_NO_LETTER if (unit_year.state, deed) == (OfficeState.QUARANTINED, Deed.ASK) else ""),
        )


_NO_LETTER = (
    "。待处理的还不算单位报来的一版，不能发退回单：用电话或邮件请单位重新报；"
    "认不下来的不予采用，以后照没有报的催报"
)
_OFFERED = tuple(Deed)
"""What is offered where it can be done, in this order."""


_CONDITIONS = frozenset({Deed.ASIDE, Deed.REOPEN})
"""Deeds that need more than their state."""


def _is_open(unit_year: UnitYear, deed: Deed) -> bool:
    conditions = {
        Deed.ASIDE: bool(unit_year.waiting),
        Deed.BRIDGE: bool(unit_year.lineage.gap),
        Deed.REOPEN: unit_year.accepted is not None,
    }
    return conditions.get(deed, True)


def year_named(desk: OfficeDesk, unit_year: UnitYear) -> str:
    """A unit's year by name, as a sentence begins (Chinese)."""
    return f"{desk.unit_name(unit_year.unit)} {unit_year.year} 年"


def require_reason(text: str) -> str:
    """A reason as it is stored.

    Raises:
        UserInputError: it is blank (E-DECIDE-004), or holds characters that are refused (E-TEXT-001).
    """
    words = require_text(text, _REASON, lines=True)
    if not words.strip():
        raise UserInputError(DecideCode.REASON_WANTED, "没有写原因：请写明为什么这样决定")
    return words
