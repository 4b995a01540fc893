"""Whether one file holds everything that another one, or the same at another time, held."""

from __future__ import annotations

import sqlite3


def holds(connection: sqlite3.Connection, entries: int, head: str) -> bool:
    """Whether the log of an open file once had this length and head: it holds all that was stored then."""
    try:
        row = connection.execute("SELECT hash FROM change_log WHERE seq = ?", (entries,)).fetchone()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == head
