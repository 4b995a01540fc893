"""What restoring a backup of a unit's store would change, year by year."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from db.description import stored, told_names, unsaid
from db.file import sqlite_only
from db.file.beside import connect_for_looking
from db.file.session import Session
from db.file.sqlite_only import require_tables
from db.log.chain import noted_position, once_stood
from db.log.open_file import StoreCore
from db.log.tables import LOG as CHANGES
from db.store.backup import require_restorable
from db.translation import decoding, translated
from db.unit.records import BackupComparison, YearDifference
from db.unit.tables import OBSERVATION, REPORT_YEAR
from db.values import read_instant
from forms.filing.state import YearState

_LATEST = select(func.max(CHANGES.c.at))
_STATES = select(REPORT_YEAR.c.year, REPORT_YEAR.c.state)
_Cells = dict[int, dict[tuple[str, str], tuple[object, ...]]]


class ComparisonPart(StoreCore):
    """The method of a store that compares a backup with it."""

    def compare(self, backup_path: Path | str) -> BackupComparison:
        """What restoring a backup would change; nothing is written.

        Raises:
            BackupMissing, NotAStore, StoreTooNew, BackupUnsound: it is no backup that can be restored.
        """
        other = Path(backup_path)
        require_restorable(other, self._kind)
        with translated(other), decoding(other), closing(connect_for_looking(other, self._kind)) as driver:
            require_tables(driver, OBSERVATION.name, REPORT_YEAR.name)
            there = Session(driver)
            position = noted_position(there)
            if position is None:
                raise LookupError("the backup notes no end of its log")
            content_there = _states(there), _cells(there)
            last = there.value(_LATEST)
        with self._read(), decoding(self.path):
            here = self._session
            noted = noted_position(here)
            assert noted is not None
            is_ancestor = once_stood(here, *position)
            years = _differences((_states(here), _cells(here)), content_there)
        return BackupComparison(
            path=str(other),
            entries_here=noted[0],
            entries_there=position[0],
            is_ancestor=is_ancestor,
            years=years,
            last_change_there=None if last is None else read_instant(last),
        )


def _states(session: Session) -> dict[int, YearState]:
    return dict(session.execute(_STATES).fetchall())


def _cells(session: Session) -> _Cells:
    """Contents of all cells by year, code and breakdown; a file of an older schema lacks some columns."""
    plain, present = stored(OBSERVATION), sqlite_only.column_names(session.driver, OBSERVATION.name)
    statement = select(*(column for column in plain.columns if column.name in present))
    found: _Cells = {}
    for row in session.rows(statement):
        whole = {**unsaid(OBSERVATION), **row}
        cell = whole["code"], whole["breakdown"]
        found.setdefault(whole["year"], {})[cell] = tuple(whole[name] for name in told_names(OBSERVATION))
    return found


def _differences(
    here: tuple[dict[int, YearState], _Cells], there: tuple[dict[int, YearState], _Cells]
) -> tuple[YearDifference, ...]:
    found = []
    for year in sorted(here[0].keys() | there[0].keys()):
        ours, theirs = here[1].get(year, {}), there[1].get(year, {})
        difference = YearDifference(
            year=year,
            differing=sum(1 for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]),
            only_here=len(ours.keys() - theirs.keys()),
            only_there=len(theirs.keys() - ours.keys()),
            state_here=here[0].get(year, YearState.EMPTY),
            state_there=there[0].get(year, YearState.EMPTY),
        )
        changes = difference.differing or difference.only_here or difference.only_there
        if changes or difference.state_here is not difference.state_there:
            found.append(difference)
    return tuple(found)
