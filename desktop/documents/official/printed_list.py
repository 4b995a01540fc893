"""Lists behind the forms, the same on paper and in Excel: findings with explanations, early warnings."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.documents.official.content import PrintContent, PrintedFinding, PrintedWarning
from forms.frozen import frozen

FINDINGS = "审核情况说明"
WARNINGS = "预警清单"
TITLES = (FINDINGS, WARNINGS)


@frozen
class ListColumn:
    """One column: its name, its share of the width, and whether short texts stand in the middle."""

    name: str
    share: int
    is_centred: bool = False


@frozen
class PrintedList:
    """A titled table of texts."""

    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    is_annex: bool = False
    """Whether it stands apart as an annex (附件), with its own page numbers, so that it can be left out."""

    @property
    def heading(self) -> str:
        """The title as it stands on paper."""
        return f"附件　{self.title}" if self.is_annex else self.title


_FINDING_COLUMNS = (
    ListColumn("序号", 34, is_centred=True),
    ListColumn("级别", 40, is_centred=True),
    ListColumn("位置", 132),
    ListColumn("审核发现", 262),
    ListColumn("单位说明", 210),
    ListColumn("说明人", 68, is_centred=True),
)
_WARNING_COLUMNS = (
    ListColumn("序号", 34, is_centred=True),
    ListColumn("预警", 84, is_centred=True),
    ListColumn("指标", 150),
    ListColumn("规划目标", 120),
    ListColumn("依据", 258),
    ListColumn("还需", 100),
)


def printed_lists(content: PrintContent) -> Iterator[PrintedList]:
    """The lists that are not empty, in order: annexes last."""
    warned = tuple(_warning_texts(n, warning) for n, warning in enumerate(content.warnings, start=1))
    found = tuple(_finding_texts(n, finding) for n, finding in enumerate(content.findings, start=1))
    if found:
        yield PrintedList(FINDINGS, _FINDING_COLUMNS, found)
    if warned:
        # A judgement of the program on the figures and not a part of the report that the unit signs.
        yield PrintedList(WARNINGS, _WARNING_COLUMNS, warned, is_annex=True)


def _warning_texts(number: int, warning: PrintedWarning) -> tuple[str, ...]:
    return (
        str(number),
        warning.kind,
        warning.indicator,
        warning.target,
        warning.basis,
        warning.need or "—",
    )


def _finding_texts(number: int, finding: PrintedFinding) -> tuple[str, ...]:
    explanation = finding.explanation or ("—" if finding.level == "提示" else "（未说明）")
    return (str(number), finding.level, finding.place, finding.sentence, explanation, finding.by)
