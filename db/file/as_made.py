"""Whether tables, indices, triggers and views of a file are those that this program made.

Without its trigger a frozen row can be rewritten; a trigger that was added can alter what is typed; without
its ``CHECK`` a column takes values that it must not have. A file whose schema differs is not written to.
"""

from __future__ import annotations

import sqlite3

from db.file.schema import Objects, Schema, digest_of_objects, objects_of, revision_of

_KINDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_NAMED = 3
"""How many differing objects a sentence names: enough to see what was altered; it also has their number.
Chosen by us."""


def departure(connection: sqlite3.Connection, schema: Schema) -> str:
    """What in the schema of an open store is not as its program made it, in Chinese; empty if nothing.

    Args:
        connection: a store of a released revision.
        schema: the schemas of this kind of store.
    """
    objects, stated = objects_of(connection), schema.digest(revision_of(connection))
    if not stated or digest_of_objects(objects) == stated:
        return ""
    # Only the newest schema can be made again to say what differs; of an older one the digest alone tells.
    made = schema.made_now()
    if digest_of_objects(made) != stated:
        return "与建立时的不同"
    return _in_words(objects, made)


def _in_words(found: Objects, made: Objects) -> str:
    named = [f"缺少{_name(key)}" for key in made.keys() - found.keys()]
    named += [f"多出{_name(key)}" for key in found.keys() - made.keys()]
    named += [f"{_name(key)}被改动" for key in made.keys() & found.keys() if made[key] != found[key]]
    more = f"等 {len(named)} 处" if len(named) > _NAMED else ""
    return "、".join(sorted(named)[:_NAMED]) + more


def _name(key: tuple[str, str, str]) -> str:
    kind, name, _ = key
    return f"{_KINDS.get(kind, '对象')}“{name}”"
