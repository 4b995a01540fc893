"""What has changed in an open year since it was frozen last, for the question before the next 定稿."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.services.unit.year import YearDesk
from desktop.submission.errors import TableError
from desktop.submission.profile.datapackage import FINDINGS, OBSERVATIONS
from desktop.submission.profile.tables import read_table
from forms.errors import EnvironmentFault
from forms.figures.breakdown import TOTAL, breakdown_name
from forms.figures.quantity import Missing
from forms.filing.people import LABELS
from forms.filing.tables import Row, finding_rows, observation_rows
from forms.frozen import frozen
from forms.reporting.asked_place import placed_rows
from forms.text.told import told_change

_WORDS = {"note": "的备注", "source": "的数据来源"}


@frozen
class SinceFrozen:
    """What differs from the revision that was frozen last.

    Attributes:
        number: of that revision.
        lines: what differs, figures first, a line each: where, what it was, what it is.
        is_unreadable: whether the frozen tables could not be read, so that nothing can be said.
    """

    number: int
    lines: tuple[str, ...]
    is_unreadable: bool = False


def since_frozen(year: YearDesk) -> SinceFrozen | None:
    """Compare an open year with its last revision; None where it was never frozen."""
    store = year.desk.store
    try:
        revision = store.latest_revision(year.year)
        if revision is None:
            return None
        files = {one.name: one.data for one in store.documents(year.year, revision.number)}
        cells, findings = (read_table(files[table.path], table.columns) for table in (OBSERVATIONS, FINDINGS))
    except (EnvironmentFault, TableError, KeyError):
        return SinceFrozen(year.record.revision, (), is_unreadable=True)
    people = {LABELS[role.key]: (getattr(revision.people, role.key), text)
              for role, text in year.desk.people.by_role()}  # fmt: skip
    return SinceFrozen(
        revision.number,
        (
            *_of_cells(year, cells),
            *_of_explanations(year, findings),
            *(f"{name}：{told_change(was, now)}" for name, (was, now) in people.items() if was != now),
        ),
    )


def frozen_figures(year: YearDesk, number: int) -> dict[str, str]:
    """What stood there when a revision was frozen, as questions name it; empty where it cannot be read."""
    try:
        files = {one.name: one.data for one in year.desk.store.documents(year.year, number)}
        rows = read_table(files[OBSERVATIONS.path], OBSERVATIONS.columns)
    except (EnvironmentFault, TableError, KeyError):
        return {}
    return {address: _figure(row) for address, row in placed_rows(rows, year.year)}


def figures_now(year: YearDesk) -> dict[str, str]:
    """What stands there now, likewise."""
    rows = observation_rows(year.figures, year.layout)
    return {address: _figure(row) for address, row in placed_rows(rows, year.year)}


def _of_cells(year: YearDesk, before: Sequence[Row]) -> Iterator[str]:
    """Figures that are others, then remarks and sources."""
    old = {_address(row): row for row in before if row["year"] == str(year.year)}
    new = {_address(row): row for row in observation_rows(year.figures, year.layout)
           if row["year"] == str(year.year)}  # fmt: skip
    both = [(address, old.get(address, {}), row) for address, row in new.items()]
    for address, was, now in both:
        if _figure(was) != _figure(now):
            yield f"{_place(year, address)}：{told_change(_figure(was), _figure(now))}"
    for address in old.keys() - new.keys():
        yield f"{address}：不再填"
    for address, was, now in both:
        for column, word in _WORDS.items():
            if was.get(column, "") != now[column]:
                yield f"{_place(year, address)}{word}：{told_change(was.get(column, ''), now[column])}"


def _figure(row: Mapping[str, str]) -> str:
    """What stands in a cell: its figure, the reason for none, or the text as typed."""
    missing = row.get("missing", "")
    return row.get("value", "") or (Missing(missing).label if missing else row.get("text", ""))


def _of_explanations(year: YearDesk, before: Sequence[Row]) -> Iterator[str]:
    old, new = (
        {(row["code"], row["cells"]): row["explanation"] for row in rows if row["explanation"]}
        for rows in (before, finding_rows(year.report))
    )
    for identity in dict.fromkeys((*old, *new)):
        was, now = old.get(identity, ""), new.get(identity, "")
        if was != now:
            first = identity[1].partition(" ")[0]
            place = _place(year, first) if first else "整套报表"
            yield f"{place}的说明：{told_change(was, now)}"


def _address(row: Row) -> str:
    return f"{row['form']}/{row['row']}/{row['breakdown']}"


def _place(year: YearDesk, address: str) -> str:
    if address not in year.layout.cell_by_address:
        return address
    row, column = year.layout.row_by_cell[address], address.rpartition("/")[2]
    head = "" if column == TOTAL else f" · {breakdown_name(column, year.desk.plan.areas)}"
    return f"《{year.layout.form_of(address).form.title}》{row.code} {row.name}{head}"
