"""How often a store was put in place of another from a backup, as its change log states."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import bindparam, func, select

from db.file.session import Queries
from db.log.tables import LOG
from db.values import instant_text, read_instant

_RESTORED = select(LOG.c.seq, LOG.c.at, LOG.c.reason).where(LOG.c.kind == "restore").order_by(LOG.c.seq)
_PLACE = select(func.min(LOG.c.seq)).where(LOG.c.at == bindparam("at"))

_COUNT = re.compile(r"恢复，第 ([0-9]{1,6}) 次$")


def restorations(session: Queries, before: datetime | None = None) -> int:
    """How often a store was put in place of another from a backup, those that it replaced included.

    A desk may be restored twice from one backup; what it numbers afterwards must not repeat what it numbered
    in between. Entries of older programs count one each.

    Args:
        session: the store.
        before: only what was restored before the first entry of this time, by their places in the log: the
            clock may have been fast then. Where there is no such entry, before this time. None for all.
    """
    rows = list(session.rows(_RESTORED))
    if before is not None and rows:
        until = instant_text(before)  # compared as texts, as the log is
        place = session.value(_PLACE, {"at": until})
        rows = [row for row in rows if (row["at"] < until if place is None else row["seq"] < place)]
    counts = [(_COUNT.search(row["reason"]), place) for place, row in enumerate(rows, start=1)]
    return max((int(found[1]) if found else place for found, place in counts), default=0)


def last_restoration(session: Queries) -> datetime | None:
    """When a store was put in place of another from a backup for the last time; None where it never was.

    Args:
        session: the store.
    """
    at = [row["at"] for row in session.rows(_RESTORED)]
    return read_instant(at[-1]) if at else None


def restoring_words(backup_name: str, times: int) -> str:
    """What the log says of a restoring, with how often it was done."""
    return f"从备份 {backup_name} 恢复，第 {times} 次"
