"""单位 × 指标: shapes and words of the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.models.grid.roles import Mark
from desktop.services.office.overview.matrix import MatrixCell, MatrixLine, RowStanding

MARKS: Mapping[RowStanding, Mark] = {
    RowStanding.ASKED: Mark.ASKED,
    RowStanding.WARNED: Mark.ALARM,
    RowStanding.GAP: Mark.TO_COME,
    RowStanding.REASON: Mark.NOTHING,
    RowStanding.FILLED: Mark.DONE,
    RowStanding.COMPUTED: Mark.SAME,
    RowStanding.AWAITED: Mark.BLANK,
}
"""The shape of each standing."""


def cell_words(line: MatrixLine, cell: MatrixCell) -> str:
    """A cell in words: whose, which row of which form, and how it stands."""
    more = f"（{cell.words}）" if cell.words else ""
    return f"{line.name}　{cell.form}　{cell.row}：{cell.standing.label}{more}"


def counted(lines: Sequence[MatrixLine]) -> str:
    """How many rows stand how, with the shapes that say so."""
    found = [cell.standing for line in lines for cell in line.cells]
    counts = ((one, found.count(one)) for one in RowStanding)
    return "　".join(f"{one.label} {count}（{MARKS[one].shape}）" for one, count in counts if count)
