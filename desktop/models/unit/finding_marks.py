"""The shape and the word of a finding as it stands, the same in every list."""

from __future__ import annotations

from collections import Counter

from desktop.models.grid.cell_text import level_mark
from desktop.models.grid.roles import Mark
from desktop.models.unit.working_year import WorkingYear
from forms.findings import Finding, Level, Trait

_GRAVEST_FIRST = (Mark.BAD, Mark.ALARM, Mark.BLANK, Mark.DONE, Mark.HINT)


def standing_of(working: WorkingYear, finding: Finding) -> tuple[Mark, str]:
    """Shape and word: blank cells are no error while a year is filled in, and what is explained is done."""
    if Trait.BLANKS in finding.traits:
        return Mark.BLANK, "未填"
    if finding.enforcement is Level.QUERY and not working.is_open(finding):
        return Mark.DONE, "已说明"
    return level_mark(finding.enforcement), finding.enforcement.label


def mark_of_level(working: WorkingYear, level: Level) -> Mark:
    """The gravest shape among the findings of a level; that of the level where there is none."""
    found = {standing_of(working, f)[0] for f in working.year.report.findings if f.enforcement is level}
    return next((mark for mark in _GRAVEST_FIRST if mark in found), level_mark(level))


def level_words(working: WorkingYear, level: Level) -> str:
    """A level with how many findings it has; blank cells are no mistakes, and are counted as cells."""
    found = [f for f in working.year.report.findings if f.enforcement is level]
    blank = sum(len(f.cells) for f in found if Trait.BLANKS in f.traits)
    wrong = sum(Trait.BLANKS not in f.traits for f in found)
    words = [f"{level.label} {wrong}"] * (wrong > 0 or not blank) + [f"未填 {blank} 格"] * (blank > 0)
    return "，".join(words)


def counted(working: WorkingYear) -> list[tuple[Mark, int, str]]:
    """How many findings there are of each shape, gravest first, with its word; of blanks, how many cells."""
    counts: Counter[tuple[Mark, str]] = Counter()
    for finding in working.year.report.findings:
        standing = standing_of(working, finding)
        counts[standing] += len(finding.cells) if standing[0] is Mark.BLANK else 1
    ordered = sorted(counts.items(), key=lambda item: _GRAVEST_FIRST.index(item[0][0]))
    return [(mark, number, word) for (mark, word), number in ordered]
