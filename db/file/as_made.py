"""Whether tables, indices, triggers and views of a file are those that this program made.

A trigger that is gone lets frozen rows be rewritten, one that was added rewrites what is typed, and a
``CHECK`` that was taken out lets in what must not be. A file that differs is not written to.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing

from db.unit.schema import create_schema, even_out, revision_of

DIGESTS: Mapping[str, str] = {
    "0001": "ff698c9902d05971969488dc13f1082ac221016fb38f85c335ade660c2346b46",
}
"""Schema revision to the digest of its objects, for every released one. A test says what a new one has."""

_STATISTICS = {
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""What SQLite itself adds when somebody lets it count; it changes no answer."""
_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_NAMED = 3

_Objects = dict[tuple[str, str, str], str]
"""Kind, name and table of an object to its statement with blanks evened out."""


def objects_of(connection: sqlite3.Connection) -> _Objects:
    """Everything the schema of an open file names; what is not text (damage) as Python spells it."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    texts = [tuple(map(str, row)) for row in rows]
    return {(kind, name, table): even_out(sql) for kind, name, table, sql in texts if sql not in _STATISTICS}


def digest_of_objects(objects: _Objects) -> str:
    """SHA-256 over the objects in order."""
    text = "\n".join("\0".join((*key, sql)) for key, sql in sorted(objects.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def departure(connection: sqlite3.Connection) -> str:
    """What in an open store is not as the program of its revision made it, in words; empty if all is.

    Args:
        connection: a store of a released revision.
    """
    revision, objects = revision_of(connection), objects_of(connection)
    if digest_of_objects(objects) == DIGESTS.get(revision, ""):
        return ""
    made = _made_now()
    if digest_of_objects(made) != DIGESTS.get(revision):
        return "与建立时的不同" if revision in DIGESTS else ""
    return _in_words(objects, made)


def _made_now() -> _Objects:
    """The objects of a store that is made at this moment."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        create_schema(fresh)
        return objects_of(fresh)


def _in_words(found: _Objects, made: _Objects) -> str:
    named = [f"缺少{_name(key)}" for key in made.keys() - found.keys()]
    named += [f"多出{_name(key)}" for key in found.keys() - made.keys()]
    named += [f"{_name(key)}被改动" for key in made.keys() & found.keys() if made[key] != found[key]]
    more = f"等 {len(named)} 处" if len(named) > _NAMED else ""
    return "、".join(sorted(named)[:_NAMED]) + more


def _name(key: tuple[str, str, str]) -> str:
    kind, name, _ = key
    return f"{_KINDS.get(kind, '对象')}“{name}”"
