"""Choosing between contradicting revisions of a unit's year: a decision with a reason, and a signed letter.

Nothing is dropped: the one that was not chosen stays readable for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from db.office.records import Decision, DecisionKind
from desktop.services.office.decisions.correcting import take_back
from desktop.services.office.decisions.deciding import is_named
from desktop.services.office.decisions.required import require_allowed, require_reason, require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.figure import figure_address
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.letter import Saying, signed_letter
from desktop.services.office.letters.stored_letters import putting_down
from desktop.submission.keys.identity import Identity
from desktop.submission.package import inspect
from desktop.submission.profile.published import SUBMISSION_NAME
from forms.canonical import check_code, format_check_code
from forms.codes.decide import DecideCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.plan.series_name import series_name
from forms.receiving.comparison import CellDifference, differing_cells
from forms.receiving.permission import Act
from forms.receiving.state import Deed
from forms.text.kept import MIN_REASON, no_reason
from forms.text.typed import is_seen


@frozen
class Candidate:
    """A revision that a person may choose, where several contradict each other.

    Attributes:
        content: its content digest.
        revision: its number.
        check_code: the 校验码 of its paper, which mostly decides.
        signed_at: when it was signed, by the unit's clock; None without a sound signature.
        signer: fingerprint of the certificate that signed.
        log_head: head of the unit's change log when it was finalised; empty where it cannot be read.
    """

    content: str
    revision: int
    check_code: str
    signed_at: datetime | None
    signer: str
    log_head: str


@frozen
class Fork:
    """Contradicting revisions side by side.

    Attributes:
        candidates: ordered by content digest.
        differences: the cells in which they differ, values in the order of the candidates.
        names: of all cells, by address.
        on_paper: content of the one that the typed paper matches; None where none, or none was typed.
    """

    candidates: tuple[Candidate, ...]
    differences: tuple[CellDifference, ...]
    names: Mapping[str, str]
    on_paper: str | None


def fork_of(desk: OfficeDesk, unit_year: UnitYear) -> Fork | None:
    """The revisions between which a person must choose; None where nobody must.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    contents = unit_year.lineage.candidates
    return compared(desk, unit_year, contents) if contents else None


def compared(desk: OfficeDesk, unit_year: UnitYear, contents: Sequence[str]) -> Fork:
    """Contents of a unit's year beside each other.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    candidates = []
    for content in contents:
        package = unit_year.of_content(content)
        assert package is not None
        signer = package.signer
        candidates.append(
            Candidate(
                content=content,
                revision=package.revision,
                check_code=check_code(content),
                signed_at=None if signer is None else signer.signed_at,
                signer="" if signer is None else signer.fingerprint,
                log_head=_log_head(desk.store.file_bytes(package.digest)),
            )
        )
    values = [desk.store.values(content) for content in contents]
    stated = [
        {
            (figure_address(one), one.year): one.missing or one.text if one.value is None else str(one.value)
            for one in found
        }
        for found in values
    ]
    names = {
        figure_address(one): series_name(desk.plan, SeriesKey(one.item, one.breakdown))
        for found in values
        for one in found
    }
    typed = unit_year.typed_code
    on_paper = next((one.content for one in candidates if one.check_code == typed), None)
    return Fork(tuple(candidates), tuple(differing_cells(*stated)), names, on_paper)


def _log_head(data: bytes) -> str:
    """Head of the change log that a package states of itself."""
    found = inspect(data).payload
    text = next((entry.data for entry in found if entry.name == SUBMISSION_NAME), b"{}")
    try:
        return str(json.loads(text).get("log_head", ""))
    except (ValueError, AttributeError):
        return ""


@frozen
class ToChoose:
    """What is chosen.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        named: the chosen revision: its 校验码, or its content digest.
        reason: why.
        is_again: whether the last choice is corrected: it is taken back, and another one is made.
    """

    unit: str
    year: int
    named: str
    reason: str
    is_again: bool = False


def why_no_choice(reason: str) -> str:
    """Why a reason is not enough for a choice, and how long it is (Chinese clause); empty where it is enough.

    Args:
        reason: as it is written so far.
    """
    words = sum(map(is_seen, reason))
    if words < MIN_REASON:
        return f"选定理由至少 {MIN_REASON} 个字，已写 {words} 个"
    flaw = no_reason(reason, "选定理由")
    return "" if flaw is None else flaw.flaw


def choose(desk: OfficeDesk, wanted: ToChoose, identity: Identity, folder: Path) -> Path:
    """Choose one of contradicting revisions, and write the signed letter for the unit.

    Args:
        desk: the office's desk.
        wanted: what is chosen.
        identity: the office's signing key.
        folder: where the letter is written.

    Returns:
        The letter's file.

    Raises:
        UserInputError: no such unit, year or candidate (E-DECIDE-011), or no reason (E-DECIDE-004).
        StateError: there is nothing to choose (E-DECIDE-003).
        UserInputError: the key is not the office's (E-DECIDE-013).
        EnvironmentFault: the letter cannot be written, or the store fails; then nothing was decided.
    """
    unit_year = require_unit(desk, wanted.unit, wanted.year)
    corrected = _last_choice(desk, unit_year) if wanted.is_again else None
    asked = unit_year if corrected is None else unit_year.without(corrected.id)
    require_allowed(desk, asked, Deed.CHOOSE)
    words, actor, now = require_reason(wanted.reason), desk.acting(Act.CHOOSE), desk.clock()
    flaw = why_no_choice(words)
    if flaw:
        raise UserInputError(DecideCode.REASON_WANTED, f"{flaw}：请写明为什么选这一份")
    contents = asked.lineage.candidates
    chosen = next((one for one in contents if is_named(one, wanted.named)), None)
    if chosen is None or (corrected is not None and chosen == corrected.content):
        offered = [one for one in contents if corrected is None or one != corrected.content]
        known = "、".join(format_check_code(check_code(one)) for one in offered)
        raise UserInputError(
            DecideCode.NO_CANDIDATE, f"“{wanted.named}”不是可以选定的一份；可以选定的校验码：{known}"
        )
    others = [one for one in contents if one != chosen]
    saying = Saying(kind=OfficeLetter.CHOICE, content=chosen, not_chosen=tuple(others))
    letter = signed_letter(desk, unit_year, saying, identity, now)
    # In this order: the transaction, entered last, ends first, so that the letter appears once all is stored.
    with putting_down(desk, letter, folder) as path, desk.store.transaction():
        if corrected is not None:
            take_back(desk, corrected, words, actor, now)
        desk.store.decide(
            DecisionKind.CHOOSE,
            wanted.unit,
            wanted.year,
            content=chosen,
            subject=" ".join(others),
            answer=check_code(chosen),
            reason=words,
            actor=actor,
            now=now,
        )
        desk.store.add_letter(letter)
    return path


def _last_choice(desk: OfficeDesk, unit_year: UnitYear) -> Decision:
    """The choice that is corrected.

    Raises:
        StateError: none stands, or the year was accepted with it (E-DECIDE-003).
    """
    made = [one for one in unit_year.standing if one.kind is DecisionKind.CHOOSE]
    if not made or unit_year.accepted is not None:
        whose = f"{desk.unit_name(unit_year.unit)} {unit_year.year} 年"
        why = "已经验收，改选先重开（reopen）" if made else "没有选定过，不能改选"
        raise StateError(DecideCode.NOT_NOW, f"{whose}{why}")
    return made[-1]
