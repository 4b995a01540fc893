"""Receipts: signed letters that say what was received, and what the office reckoned of it.

A content gets one receipt: the same again repeats its number. It gets none once it was accepted: the
acceptance says that it was received, and where letters are opened out of their order, a receipt with a later
number would make the acceptance a mere record at the unit (``letters.md``, "Receipt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from db.office.records import ReceivedPackage
from db.office.sent_records import StoredLetter
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.decisions.required import require_unit
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import history_fact
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.letter import Saying, signed_letter
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.letters.stored_letters import Progress, putting_down, telling_done, write_again
from desktop.submission.keys.identity import Identity
from desktop.submission.package import inspect
from forms.canonical import digest_of
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.letter import ReceiptOf
from forms.letters.sum_code import figure_sum

ACCEPTED_INSTEAD = "已经验收过：验收单就是收到的凭据，不再签发回执。单位没有收到验收单的，照原样再写出验收单"
"""Why a revision gets no receipt, behind its name."""


@frozen
class Receipt:
    """A receipt that was written.

    Attributes:
        unit: code of the unit.
        number: of the letter.
        path: the file that is sent.
        is_new: whether it was signed now; else it is the one that was signed before.
    """

    unit: str
    number: int
    path: Path
    is_new: bool


def receipt(desk: OfficeDesk, unit: str, year: int, identity: Identity, folder: Path) -> Receipt:
    """Sign and write the receipt for the current revision of a unit's year, or write it again.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        identity: the office's signing key.
        folder: where the letter is written.

    Raises:
        UserInputError: no such unit or year, or the key is not the office's (E-DECIDE-013).
        StateError: nothing was taken for the unit's (E-DECIDE-005), or the revision was accepted without a
            receipt (E-DECIDE-003).
        EnvironmentFault: the letter cannot be written, or the store fails; then nothing was signed.
    """
    return _receipt(desk, require_unit(desk, unit, year), identity, folder)


def receipts(
    desk: OfficeDesk,
    year: int,
    identity: Identity,
    folder: Path,
    tell: Progress = lambda *_: None,
    *,
    apart: bool = False,
) -> list[Receipt]:
    """Sign and write a receipt for every unit whose current revision wants one, in the plan's order.

    Each is stored by itself: those before one that fails, or where it is stopped, are signed and written.

    Args:
        desk: the office's desk.
        year: reporting year.
        identity: the office's signing key.
        folder: where the letters are written.
        tell: hears before each unit how many are done, and of how many; raises where it is to stop.
        apart: whether each unit's receipt is written into a folder of its name there.

    Raises:
        UserInputError: the key is not the office's (E-DECIDE-013), or the plan does not reach that year
            (E-DECIDE-002).
        EnvironmentFault: a letter cannot be written, or the store fails; the sentence says how many were
            signed before.
    """
    made: list[Receipt] = []
    wanting = list(_without_receipt(desk, year))
    for unit_year in wanting:
        tell(len(made), len(wanting))
        with telling_done(len(made), "有了回执", desk.unit_name(unit_year.unit)):
            into = unit_folder(desk, folder, unit_year.unit) if apart else folder
            made.append(_receipt(desk, unit_year, identity, into))
    return made


def wanting_receipts(desk: OfficeDesk, year: int) -> list[str]:
    """Codes of the units whose current revision has no receipt and was never accepted, in the plan's order.

    Raises:
        UserInputError: the plan does not reach that year (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    return [unit_year.unit for unit_year in _without_receipt(desk, year)]


def accepted_without_receipt(desk: OfficeDesk, year: int) -> list[str]:
    """Codes of the units whose current revision has no receipt and gets none: it was accepted.

    Raises:
        UserInputError, EnvironmentFault: as of :func:`wanting_receipts`.
    """
    return [unit_year.unit for unit_year in _without_receipt(desk, year, are_accepted=True)]


def _without_receipt(desk: OfficeDesk, year: int, *, are_accepted: bool = False) -> Iterator[UnitYear]:
    require_year(desk, year)
    ledger = ledger_of(desk, year)
    for unit in ledger.plan.reporting_units:
        unit_year = ledger.unit_year(unit.code)
        has_none = unit_year.current is not None and receipt_for(desk, unit_year) is None
        if has_none and _was_accepted(desk, unit_year) is are_accepted:
            yield unit_year


def _was_accepted(desk: OfficeDesk, unit_year: UnitYear) -> bool:
    return _signed(desk, unit_year, OfficeLetter.ACCEPTANCE) is not None


def receipt_for(desk: OfficeDesk, unit_year: UnitYear) -> StoredLetter | None:
    """The receipt for the current revision of a unit's year; None where there is none yet."""
    return _signed(desk, unit_year, OfficeLetter.RECEIPT)


def _signed(desk: OfficeDesk, unit_year: UnitYear, kind: OfficeLetter) -> StoredLetter | None:
    """The first letter of a kind about the current revision; None where there is none."""
    current = unit_year.current
    letters: Sequence[StoredLetter] = desk.store.letters(unit_year.unit, unit_year.year)
    about = (one for one in letters if current is not None and one.content == current.content)
    return next((one for one in about if one.kind is kind), None)


def _receipt(desk: OfficeDesk, unit_year: UnitYear, identity: Identity, folder: Path) -> Receipt:
    current = unit_year.current
    if current is None:
        raise StateError(
            DecideCode.NOTHING_TO_DECIDE,
            f"{desk.unit_name(unit_year.unit)} {unit_year.year} 年现在是“{unit_year.state.label}”，"
            "没有认定的一版，不能签发回执",
        )
    before = receipt_for(desk, unit_year)
    if before is not None:
        return Receipt(unit_year.unit, before.number, write_again(desk, before, folder), is_new=False)
    if _was_accepted(desk, unit_year):
        raise StateError(
            DecideCode.NOT_NOW,
            f"{desk.unit_name(unit_year.unit)} {unit_year.year} 年的这一版{ACCEPTED_INSTEAD}",
        )
    taken = _taken(desk, unit_year, current)
    saying = Saying(kind=OfficeLetter.RECEIPT, content=current.content, receipt=taken)
    letter = signed_letter(desk, unit_year, saying, identity, desk.clock())
    with putting_down(desk, letter, folder) as path:
        desk.store.add_letter(letter)
    return Receipt(letter.unit, letter.number, path, is_new=True)


def _taken(desk: OfficeDesk, unit_year: UnitYear, package: ReceivedPackage) -> ReceiptOf:
    found = figure_sum(desk.store.values(package.content), package.year)
    facts = [*unit_year.facts(package), history_fact(desk, unit_year, package)]
    manifest = inspect(desk.store.file_bytes(package.digest)).manifest_bytes
    return ReceiptOf(
        manifest_digest=digest_of(manifest or b""),
        received_at=package.at,
        facts={fact.name: fact.state.value for fact in facts},
        cells=found.cells,
        sum_code=found.code,
    )
