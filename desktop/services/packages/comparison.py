"""Our own results compared with those that a package states, row by row and field by field.

Codes, cells, numbers and verdicts are compared, never sentences, whose wording may differ between versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from desktop.services.packages.fact import shown
from desktop.submission.profile.datapackage import FINDINGS, INDICATORS, VERDICTS, Table
from forms.filing.tables import Row, finding_rows, indicator_rows, unit_verdicts, verdict_rows
from forms.findings import RULES, Checker, Report
from forms.frozen import frozen
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout

LISTED = 500
"""Differences that are listed one by one. Chosen above the rows of results that a unit has."""

_SHOWN = 120
"""Characters of a field that are shown. Chosen above twice the longest number of ours."""

_NAMED_BY: Mapping[str, Sequence[str]] = {
    INDICATORS.name: ("indicator", "breakdown"),
    FINDINGS.name: ("code", "cells"),
    VERDICTS.name: ("indicator", "section", "domain", "item", "op", "target", "target_year", "tier"),
}
"""Columns that identify the subject of a row."""
_WORDS = ("message", "explanation", "explained_by", "explained_at")
"""Columns of people's and programs' sentences, which are not compared."""


@frozen
class RecheckDifference:
    """One field, or one whole row, in which our result differs.

    Attributes:
        table: entry name of the table.
        row: line of the table in the package; None where it has no such row.
        about: the subject of the row.
        column: the field; empty where only one side has the row.
        stated: what the package says, empty for a whole row; None where it has no such row.
        own: what our calculation gives, empty for a whole row; None where it gives no such row.
    """

    table: str
    row: int | None
    about: str
    column: str
    stated: str | None
    own: str | None

    @property
    def sentence(self) -> str:
        """Chinese clause that names the place and both results."""
        if self.row is None:
            return f"{self.table} 缺少“{self.about}”，本机算出有这一条"
        if not self.column:
            return f"{self.table} 第 {self.row} 行“{self.about}”，本机没有算出"
        shown = f"包里是“{self.stated}”，本机是“{self.own}”"
        return f"{self.table} 第 {self.row} 行的“{self.column}”与本机计算的不一致：{shown}"


@frozen
class RecheckComparison:
    """Both results about the same figures.

    Attributes:
        report: our own findings, with the explanations of none.
        stated: number of rows that the package states, by table name.
        own: number of rows that our calculation gives, by table name.
        differences: every difference, in the order of the tables.
    """

    report: Report
    stated: Mapping[str, int]
    own: Mapping[str, int]
    differences: tuple[RecheckDifference, ...]

    def to_dict(self, engine: int, own_engine: int) -> dict[str, Any]:
        """Both results as plain JSON types; of the differences the first ``LISTED``, and their number."""
        return {
            "engine": {"stated": engine, "own": own_engine},
            "rows": {name: {"stated": self.stated[name], "own": self.own[name]} for name in self.own},
            "differences": [asdict(one) for one in self.differences[:LISTED]],
            "difference_count": len(self.differences),
            "blocking": [{"code": f.code, "cells": list(f.cells)} for f in self.report.blocking],
        }


def difference_sentences(results: Mapping[str, Any]) -> list[str]:
    """Chinese clauses about the differences that :meth:`RecheckComparison.to_dict` lists."""
    return [RecheckDifference(**one).sentence for one in results["differences"]]


def compare(figures: Figures, layout: UnitLayout, tables: Mapping[str, Sequence[Row]]) -> RecheckComparison:
    """Repeat all derivations, checks and verdicts, and compare them with what a package states."""
    report = Checker(figures.plan, layout.unit, layout, RULES).check(figures)
    own: list[tuple[Table, list[Row]]] = [
        (INDICATORS, indicator_rows(figures, layout)),
        (FINDINGS, finding_rows(report)),
        (VERDICTS, verdict_rows(unit_verdicts(figures, layout))),
    ]
    found = [one for table, rows in own for one in _differences(table, rows, tables[table.name])]
    return RecheckComparison(
        report,
        {table.name: len(tables[table.name]) for table, _ in own},
        {table.name: len(rows) for table, rows in own},
        tuple(found),
    )


def _differences(table: Table, own: Sequence[Row], stated: Sequence[Row]) -> Iterator[RecheckDifference]:
    """Rows are paired by what they are about; of several about the same, each with the one of its place."""
    mine, theirs = _numbered(table, own), _numbered(table, stated)
    for key, (number, row) in theirs.items():
        # Rows are told of as a whole; their fields have nothing to be compared with.
        if key not in mine:
            yield RecheckDifference(
                table=table.path, row=number, about=_about(key), column="", stated="", own=None
            )
            continue
        _, expected = mine[key]
        for name, text in row.items():
            # Sentences may be worded otherwise by another version; what they are about is in the other
            # columns.
            if name not in _WORDS and text != expected[name]:
                said = shown(text, _SHOWN)
                yield RecheckDifference(
                    table=table.path,
                    row=number,
                    about=_about(key),
                    column=name,
                    stated=said,
                    own=expected[name],
                )
    for key in mine:
        if key not in theirs:
            yield RecheckDifference(
                table=table.path, row=None, about=_about(key), column="", stated=None, own=""
            )


def _numbered(table: Table, rows: Sequence[Row]) -> dict[tuple[str, ...], tuple[int, Row]]:
    """Rows by what they are about, with their line in the file."""
    found: dict[tuple[str, ...], tuple[int, Row]] = {}
    seen: dict[tuple[str, ...], int] = {}
    # The first line of the file is the header.
    for number, row in enumerate(rows, start=2):
        about = tuple(row[name] for name in _NAMED_BY[table.name])
        seen[about] = seen.get(about, 0) + 1
        # With its count: the same rule may ask twice about the same cells, for two reasons.
        found[*about, str(seen[about])] = number, row
    return found


def _about(key: tuple[str, ...]) -> str:
    return shown(" ".join(part for part in key[:-1] if part), _SHOWN)
