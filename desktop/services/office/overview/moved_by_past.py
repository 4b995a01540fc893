"""What the office's own earlier figures move at packages that came before them, told year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import HISTORY
from desktop.services.office.overview.board import BoardRow, board_in
from desktop.services.office.years import years_of
from forms.receiving.state import OfficeState

Rows = Mapping[int, Mapping[str, BoardRow]]
"""Lines of the units by year and unit, of the years of which anything came."""
_NAMED = 5
"""Units that a line names; the board has all of them. Chosen by us."""


def rows_of_all_years(desk: OfficeDesk) -> Rows:
    """How every unit of every year stands.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    ledgers = [ledger_of(desk, year) for year in years_of(desk)]
    return {one.year: {row.unit: row for row in board_in(desk, one).rows} for one in ledgers if one.packages}


def moved_words(before: Rows, after: Rows) -> list[str]:
    """Units whose earlier years differ now and did not before, and whose warnings changed (Chinese lines).

    Args:
        before: how the units stood before figures were imported.
        after: how they stand since.
    """
    lines = []
    for year, rows in sorted(after.items(), reverse=True):
        old = before.get(year, {})
        differing = [row for row in rows.values() if HISTORY in row.bad and not _differed(old.get(row.unit))]
        accepted = [row for row in differing if row.state is OfficeState.ACCEPTED]
        others = [row for row in differing if row.state is not OfficeState.ACCEPTED]
        if accepted:
            lines.append(
                f"{year} 年已验收的 {len(accepted)} 个单位，报来的往年数与导入的不同：{_names(accepted)}；"
                "进度表和待办里列出，打开看了再定，要单位更正的先重开。"
            )
        if others:
            lines.append(f"{year} 年还没有验收的 {len(others)} 个单位，往年数不符：{_names(others)}。")
        warned = [
            f"{row.name} {was} → {row.warnings}"
            for row in rows.values()
            if (was := _warnings(old.get(row.unit))) is not None and row.warnings not in {None, was}
        ]
        if warned:
            lines.append(f"{year} 年预警的个数变了：{_listed(warned)}。")
    return lines


def _differed(row: BoardRow | None) -> bool:
    return row is not None and HISTORY in row.bad


def _warnings(row: BoardRow | None) -> int | None:
    return None if row is None else row.warnings


def _names(rows: Sequence[BoardRow]) -> str:
    return _listed([row.name for row in rows])


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
