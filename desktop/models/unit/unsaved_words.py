"""Words beside the figures that could not be stored: kept until they are mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from forms.filing.people import LABELS
from forms.findings import Finding

OF_UNIT = 0
"""Stands for the year of a text that belongs to no year, such as a name; chosen by us, no year has it."""


class WrittenAbout(NamedTuple):
    """What a text is about.

    Attributes:
        name: what the text is, in the clerk's words: 原因说明, 数据来源, 备注, 口径变动, 撤回原因,
            or the role of a person.
        address: the cell that it belongs to; empty where it belongs to none.
        code: of the finding that it explains; empty for other texts.
    """

    name: str
    address: str
    code: str = ""


class UnsavedText(NamedTuple):
    """A text as it was typed, and the sentence why it was not stored."""

    text: str
    reason: str


def reason_of(finding: Finding) -> WrittenAbout:
    """The explanation of a finding."""
    code, address = finding.identity
    return WrittenAbout("原因说明", address, code)


def name_of(role: str) -> WrittenAbout:
    """The name or number of a role; kept under :data:`OF_UNIT`."""
    return WrittenAbout(LABELS[role], "")


def answer_of(question: str) -> WrittenAbout:
    """The answer to a question of the office."""
    return WrittenAbout("答复", "", question)


def is_answer(about: WrittenAbout) -> bool:
    """Whether a text answers a question of the office."""
    return about == answer_of(about.code)


WITHDRAWAL = WrittenAbout("撤回原因", "")
"""Why a year is taken back."""


def redefinition_of(address: str) -> WrittenAbout:
    """What changed in the definition of a figure."""
    return WrittenAbout("口径变动", address)


class UnsavedWords(QObject):
    """The texts of all years; one for a window."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is kept yet."""
        super().__init__(parent)
        self._kept: dict[int, dict[WrittenAbout, UnsavedText]] = {}

    def keep(self, year: int, subject: WrittenAbout, text: UnsavedText) -> None:
        """Keep a text in place of what was kept before about the same."""
        of_year = self._kept.setdefault(year, {})
        if of_year.get(subject) != text:
            of_year[subject] = text
            self.changed.emit()

    def forget(self, year: int, subject: WrittenAbout) -> None:
        """Drop a text that was stored, or that its writer took back."""
        if self._kept.get(year, {}).pop(subject, None) is not None:
            self.changed.emit()

    def find(self, year: int, subject: WrittenAbout) -> UnsavedText | None:
        """The text about something; None where nothing is kept."""
        return self._kept.get(year, {}).get(subject)

    def of_year(self, year: int) -> Mapping[WrittenAbout, UnsavedText]:
        """The texts of a year."""
        return dict(self._kept.get(year, {}))

    def __iter__(self) -> Iterator[tuple[int, WrittenAbout, UnsavedText]]:
        """All texts, by year."""
        for year in sorted(self._kept):
            for subject, text in self._kept[year].items():
                yield year, subject, text

    def take_over(self, others: UnsavedWords) -> None:
        """Keep what another window kept."""
        for year, subject, text in others:
            self.keep(year, subject, text)
