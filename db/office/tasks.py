"""Tasks that the office signed for a year, the plan files that go into them, and the days of filing."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from db.description import Row
from db.errors import misuse
from db.log.transactions import StorePart
from db.log.work import Change
from db.office.sent_records import Deadline, StoredTask
from db.office.tables import DEADLINE, PLAN_FILE, TASK
from db.translation import decoding
from db.values import clean
from forms.canonical import canonical_text, digest_of
from forms.letters.task import YearTask, task_members, task_of

_TASKS = select(TASK).where(TASK.c.year == bindparam("year")).order_by(TASK.c.number)
_TERMS = select(TASK.c.terms).where(TASK.c.year == bindparam("year")).order_by(TASK.c.number)
_LAST = select(func.max(TASK.c.number)).where(TASK.c.year == bindparam("year"))
_PLAN_FILE = select(PLAN_FILE.c.data).where(PLAN_FILE.c.digest == bindparam("digest"))
_DEADLINES = select(DEADLINE).order_by(DEADLINE.c.year, DEADLINE.c.unit)


class TaskPart(StorePart):
    """The methods of the office's store for tasks and deadlines."""

    def add_task(self, task: StoredTask) -> None:
        """Store a signed task; StoreMisuse where its number is not above those of the year."""
        if digest_of(task.data) != task.digest:
            raise misuse("digest of a task differs")
        change = Change("task", task.actor, task.at)
        with self._write() as work:
            newest = work.session.value(_LAST, {"year": task.year}) or 0
            if task.number <= newest:
                raise misuse("number of a task", number=task.number)
            row = {
                "year": task.year,
                "number": task.number,
                "name": clean(task.name),
                "digest": task.digest,
                "terms": canonical_text(task_members(task.task)),
                "data": task.data,
                "actor": change.actor,
                "at": change.at,
            }
            work.add(TASK, row, change)

    def tasks(self, year: int) -> list[StoredTask]:
        """Tasks signed for a year, by number."""
        with self._read() as session, decoding(self.path):
            return [
                StoredTask(task=task_of(row.pop("terms")), **row)
                for row in session.rows(_TASKS, {"year": year})
            ]

    def task_in_force(self, year: int) -> YearTask | None:
        """The terms of the last task of a year; None where none was signed."""
        with self._read() as session, decoding(self.path):
            terms = [row["terms"] for row in session.rows(_TERMS, {"year": year})]
            return task_of(terms[-1]) if terms else None

    def keep_plan_file(self, digest: str, data: bytes, *, actor: str, now: datetime) -> bool:
        """Keep a version of the plan as it was handed over; the first of each version stays.

        Args:
            digest: of the pack in it, a version that is known here.
            data: the file, with its own signature and approval.
            actor: who handed it over.
            now: the present, with time zone.

        Returns:
            False where one is kept already.
        """
        change = Change("import", actor, now)
        row = {
            "digest": digest,
            "file_digest": digest_of(data),
            "data": data,
            "actor": change.actor,
            "at": change.at,
        }
        with self._write() as work:
            if work.present(PLAN_FILE, row) is not None:
                return False
            work.add(PLAN_FILE, row, change)
        return True

    def plan_file(self, digest: str) -> bytes | None:
        """The file in which a version of the plan was handed over; None where it was a bare pack."""
        with self._read() as session:
            found: bytes | None = session.value(_PLAN_FILE, {"digest": digest})
            return found

    def deadlines(self) -> list[Deadline]:
        """Until when units are to file, by year and unit."""
        with self._read() as session, decoding(self.path):
            return [Deadline(**row) for row in session.rows(_DEADLINES)]

    def set_deadline(self, year: int, unit: str, day: date, *, actor: str, now: datetime) -> bool:
        """Store until when a unit, or all with an empty one, are to file; False where nothing changes."""
        row: Row = {"year": year, "unit": unit, "day": day.isoformat()}
        with self._write() as work:
            return work.put(DEADLINE, row, Change("deadline", actor, now))

    def remove_deadline(self, year: int, unit: str, *, actor: str, now: datetime) -> bool:
        """Remove a unit's own day, or with an empty one the common day; False where there is none."""
        with self._write() as work:
            return work.remove(DEADLINE, {"year": year, "unit": unit}, Change("deadline", actor, now))
