"""Whether the cells of a finalised year are those that were frozen.

The frozen tables are bound to the content digest on stamped paper, the cells are not: somebody who
changes a cell and makes the change log fit contradicts the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from db.unit.records import StoredExplanation, YearRecord
from desktop.services.unit.desk import Desk
from desktop.submission.errors import TableError
from desktop.submission.profile.datapackage import FINDINGS, OBSERVATIONS, Table
from desktop.submission.profile.tables import read_table
from forms.errors import EnvironmentFault
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import Row, observation_texts, utc_text
from forms.reporting.entry import Observation

_WORDS = {
    "value": "数值",
    "missing": "缺报原因",
    "text": "填报原文",
    "note": "备注",
    "source": "来源",
    "entered_by": "填报人",
    "entered_at": "填报时间",
}
"""Columns of a cell that are compared, as a clerk calls them."""


def changed_since_frozen(desk: Desk) -> list[str]:
    """Sentences about finalised years whose cells or explanations are not those that were frozen.

    Each names year, revision, cell and what differs, never a figure; empty where all agree.
    """
    frozen = [record for record in desk.store.year_records() if record.state.is_frozen]
    return [
        f"{record.year} 年第 {record.revision} 版：{what}"
        for record in frozen
        for what in _differences(desk, record)
    ]


def _differences(desk: Desk, record: YearRecord) -> Iterator[str]:
    try:
        newest = desk.store.latest_revision(record.year)
        stored = desk.store.documents(record.year, record.revision)
    except EnvironmentFault:
        yield "定稿的内容或文件被改动过，读不出来"
        return
    if newest is None or newest.number != record.revision:
        yield "年度状态写着这一版，最新的定稿却不是这一版"
        return
    files = {one.name: one.data for one in stored}
    try:
        cells, findings = (_rows(table, files) for table in (OBSERVATIONS, FINDINGS))
    except (TableError, KeyError):
        yield "定稿的数据表读不出来"
        return
    own = [row for row in cells if row["year"] == str(record.year)]
    yield from _changed_cells(desk.store.observations(record.year), own)
    yield from _changed_explanations(desk.store.explanations(record.year), findings)


def _rows(table: Table, files: Mapping[str, bytes]) -> Sequence[Row]:
    return read_table(files[table.path], table.columns)


def _changed_cells(present: Mapping[SeriesKey, Observation], frozen: Sequence[Row]) -> Iterator[str]:
    for row in frozen:
        texts = observation_texts(present.get(SeriesKey(row["item"], row["breakdown"])))
        different = [word for name, word in _WORDS.items() if texts[name] != row[name]]
        if different:
            cell = f"{row['form']}/{row['row']}/{row['breakdown']}"
            yield f"{cell} 现在的{'、'.join(different)}与定稿的数据表不符"


def _changed_explanations(present: Sequence[StoredExplanation], frozen: Sequence[Row]) -> Iterator[str]:
    """Explanations are never taken away, so each frozen one must still be there."""
    kept = {(e.code, e.digest, e.text, e.actor, utc_text(e.at)) for e in present}
    for row in frozen:
        facts = tuple(row[name] for name in ("code", "digest", "explanation", "explained_by", "explained_at"))
        if row["explanation"] and facts not in kept:
            yield f"{row['code']}（{row['cells']}）的说明与定稿的审核表不符"
