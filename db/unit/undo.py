"""Steps that can be undone and redone, even after a restart.

A step keeps the columns of each cell before and after, in the order of the table. An older step lacks a
column that was added later, and gets for it the value that older rows have (:func:`db.description.unsaid`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update

from db.description import Row, addition, content_names, stored, unsaid
from db.file.session import Session
from db.log.work import Work
from db.unit.records import RecordKind
from db.unit.tables import OBSERVATION, UNDO_STEP
from db.values import clean, read_json
from forms.canonical import canonical_text, digest_of

Change = tuple[Row, Row | None, Row | None]
"""A row with the key of the cell, and the rows before and after; None where the cell was or is empty."""

_STEP = stored(UNDO_STEP)
_OF_YEAR = _STEP.c.year == bindparam("year")
_CONTENT = content_names(OBSERVATION)
_CELL = stored(OBSERVATION)
_CELLS = select(_CELL.c.year, _CELL.c.code, _CELL.c.breakdown, *(_CELL.c[name] for name in _CONTENT)).where(
    _CELL.c.year == bindparam("year")
)
_ADD = addition(UNDO_STEP)
_FORGET = delete(_STEP).where(_OF_YEAR)
_FORGET_UNDONE = _FORGET.where(_STEP.c.undone == 1)
_STEPS = select(_STEP).where(_OF_YEAR).order_by(_STEP.c.id)
_FORGET_ONE = delete(_STEP).where(_STEP.c.id == bindparam("step"))
_REWRITE = update(_STEP).where(_STEP.c.id == bindparam("step"))
_MARK = update(_STEP).where(_STEP.c.id == bindparam("step"))
_LAST_IDS = select(func.max(_STEP.c.id)).where(_STEP.c.undone == 0).group_by(_STEP.c.year)
_LAST_STEPS = select(_STEP.c.year, _STEP.c.changes).where(_STEP.c.id.in_(_LAST_IDS))
NEWEST_DONE: Select[Any] = (
    select(_STEP).where(_OF_YEAR, _STEP.c.undone == 0).order_by(_STEP.c.id.desc()).limit(1)
)
OLDEST_UNDONE: Select[Any] = select(_STEP).where(_OF_YEAR, _STEP.c.undone == 1).order_by(_STEP.c.id).limit(1)


def add_step(work: Work, year: int, kind: RecordKind, label: str, done: Sequence[Change]) -> None:
    """Keep a step; steps that are undone at this moment can no longer be redone."""
    # As in every editor: after a new change what was undone has no place to go back to.
    work.execute(_FORGET_UNDONE, {"year": year})
    changes = canonical_text(
        [[row["code"], row["breakdown"], _packed(old), _packed(new)] for row, old, new in done]
    )
    step = {"year": year, "undone": 0, "kind": kind.value, "changes": changes}
    step["label"] = clean(label) or f"{kind.label} {len(done)} 格"
    work.execute(_ADD, {**step, "digest": digest_of(changes.encode())})


def leave_out(work: Work, year: int, cells: AbstractSet[tuple[str, str]]) -> None:
    """Take cells out of all steps of a year, so that nothing leads back to what they held.

    Args:
        work: the transaction.
        year: reporting year.
        cells: code and breakdown of each.

    Raises:
        ValueError: a step is damaged.
    """
    for step in work.session.rows(_STEPS, {"year": year}):
        _require_whole(step)
        before = read_json(step["changes"])
        left = [change for change in before if (change[0], change[1]) not in cells]
        if not left:
            work.execute(_FORGET_ONE, {"step": step["id"]})
        elif len(left) < len(before):
            changes = canonical_text(left)
            work.execute(
                _REWRITE, {"step": step["id"], "changes": changes, "digest": digest_of(changes.encode())}
            )


def mark(work: Work, step: int, *, is_undone: bool) -> None:
    """Note whether a step is undone."""
    work.execute(_MARK, {"undone": int(is_undone), "step": step})


def forget_steps(work: Work, year: int) -> None:
    """Forget the steps of a year."""
    work.execute(_FORGET, {"year": year})


def targets(step: Row, *, undoing: bool) -> list[tuple[Row, Row | None]]:
    """Key and wanted row of each cell of a step; ValueError when the step is damaged.

    Args:
        step: row of the step.
        undoing: whether the contents before the step are wanted, else those after it.
    """
    _require_whole(step)
    found: list[tuple[Row, Row | None]] = []
    for code, breakdown, old, new in read_json(step["changes"]):
        key = {"year": step["year"], "code": code, "breakdown": breakdown}
        found.append((key, _unpacked(key, old if undoing else new)))
    return found


def _require_whole(step: Row) -> None:
    # Steps are not in the change log, so the digest alone tells that one is damaged.
    if digest_of(step["changes"].encode()) != step["digest"]:
        raise ValueError("damaged undo step")


def differences_of_last_steps(session: Session) -> Iterator[str]:
    """Yields cells that are not as the last step of their year left them, in words without figures.

    A copy made inside a commit can have the new step and the old cell, or the reverse.
    """
    for year, changes in session.execute(_LAST_STEPS).fetchall():
        present = {(row[1], row[2]): row for row in session.execute(_CELLS, {"year": year})}
        for code, breakdown, _old, new in read_json(changes):
            wanted = None if new is None else (year, code, breakdown, *new, *_unsaid_after(len(new)))
            if present.get((code, breakdown)) != wanted:
                yield f"{year} undo:{code}/{breakdown}"


def _packed(row: Row | None) -> list[Any] | None:
    return None if row is None else [row[name] for name in _CONTENT]


def _unpacked(key: Row, content: list[Any] | None) -> dict[str, Any] | None:
    if content is None:
        return None
    whole = (*content, *_unsaid_after(len(content)))
    return {**key, **dict(zip(_CONTENT, whole, strict=True))}


@cache
def _unsaid_after(length: int) -> tuple[Any, ...]:
    """What a step that keeps so many columns says of the others, which are younger than it."""
    later = _CONTENT[length:]
    if length > len(_CONTENT) or not unsaid(OBSERVATION).keys() >= set(later):
        raise ValueError("damaged undo step")
    return tuple(unsaid(OBSERVATION)[name] for name in later)
