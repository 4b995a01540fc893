"""Registering many certificates by a list of fingerprints: what became of each, line by line."""

from __future__ import annotations

from pathlib import Path

from desktop.models.grid.roles import Mark
from desktop.models.office.cells import ShownCell, ShownLine
from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.fingerprints import StampedPrint, read_prints
from desktop.services.office.registry.print_list import units_called
from desktop.services.office.registry.register import (
    RegisterLine,
    RegisterOutcome,
    certificate_files,
    register,
)
from forms.errors import Problem
from forms.frozen import frozen

RESULT_HEADS = ("文件", "结果")
_MARKS = {
    RegisterOutcome.REGISTERED: Mark.DONE,
    RegisterOutcome.KNOWN: Mark.SAME,
    RegisterOutcome.REFUSED: Mark.BAD,
}


@frozen
class ListedResult:
    """What became of many certificates.

    Attributes:
        summary: how many, in a sentence.
        lines: each certificate, then what is wrong with the list.
        is_fine: whether nothing was refused and the whole list could be read.
    """

    summary: str
    lines: tuple[ShownLine, ...]
    is_fine: bool


def register_listed(desk: OfficeDesk, folder: Path, listed: Path) -> ListedResult:
    """Register the certificates of a folder whose fingerprints stand in a list.

    Raises:
        UserInputError: no certificates, no list, or somebody who may not.
        EnvironmentFault: a file cannot be read, or the store could not be written.
    """
    files = certificate_files([folder])
    stamped, problems = read_prints(listed, units_called(desk))
    made = register(desk, files, stamped)
    held = {one.certificate.fingerprint for one in made if one.certificate is not None}
    unmatched = [one for one in stamped if one.digits not in held]
    counts = {outcome: sum(one.outcome is outcome for one in made) for outcome in RegisterOutcome}
    refused = counts[RegisterOutcome.REFUSED]
    summary = (
        f"登记 {counts[RegisterOutcome.REGISTERED]} 份，以前登记过 {counts[RegisterOutcome.KNOWN]} 份，"
        f"没有登记 {refused} 份。等着它们的报送包已重新判断，见进度。"
    )
    lines = [
        *(_line(one) for one in sorted(made, key=lambda one: one.outcome is not RegisterOutcome.REFUSED)),
        *(_problem(one) for one in problems),
        *(_unmatched(desk, one) for one in unmatched),
    ]
    return ListedResult(summary, tuple(lines), is_fine=not refused and not problems)


def _line(one: RegisterLine) -> ShownLine:
    return ShownLine((ShownCell(one.file, _MARKS[one.outcome]), ShownCell(window_words(one.sentence))))


def _unmatched(desk: OfficeDesk, one: StampedPrint) -> ShownLine:
    words = f"{desk.unit_name(one.unit)}的这个指纹没有对应的证书文件"
    return ShownLine((ShownCell(one.place, Mark.ALARM), ShownCell(words)))


def _problem(one: Problem) -> ShownLine:
    return ShownLine((ShownCell(one.place, Mark.BAD), ShownCell(window_words(one.message))))
