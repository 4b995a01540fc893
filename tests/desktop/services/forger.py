"""A person with a database tool who knows how everything hangs together, and makes it fit again."""

import json
import shutil
import sqlite3
import zlib
from contextlib import closing

from db.log.chain import row_hash
from forms.canonical import canonical_json, digest_of

PARTS = ("cell", "log", "chain", "column", "table", "form", "content")
"""What can be rewritten: a figure, the row of the log that speaks of it, all hashes, the column of the
revision, the frozen table, the printed form, and the frozen content with its digest."""

OLD, NEW = "2036", "2063"
_ITEM = "live-births"
_COLUMNS = "seq, at, actor, year, kind, subject, old, new, reason"


def forge(source, target, parts):
    """Copy a store and rewrite these parts of it, each consistent with the others as far as it goes."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for part in ("cell", "log", "table", "form"):
            if part in parts:
                _CHANGES[part](connection)
        _recompute(connection, parts)
        for _, sql in triggers:
            connection.execute(sql)


def _cell(connection):
    connection.execute(
        "UPDATE observation SET text = ?, value = ? WHERE year = 2025 AND code = ? AND breakdown = '_T'",
        (NEW, NEW, _ITEM),
    )


def _log(connection):
    where = f"year = 2025 AND subject = 'cell:{_ITEM}/_T'"
    connection.execute(f"UPDATE change_log SET new = replace(new, '\"{OLD}\"', '\"{NEW}\"') WHERE {where}")


def _table(connection):
    [data] = connection.execute(
        "SELECT data FROM revision_document WHERE name = 'data/observations.csv'"
    ).fetchone()
    lines = data.decode().split("\r\n")
    changed = [line.replace(OLD, NEW) if f",{_ITEM},_T,2025," in line else line for line in lines]
    _replace_document(connection, "data/observations.csv", "\r\n".join(changed).encode())


def _form(connection):
    [data] = connection.execute(
        "SELECT data FROM revision_document WHERE name = 'forms/official-form.pdf'"
    ).fetchone()
    _replace_document(connection, "forms/official-form.pdf", data.replace(b"%%EOF", b"%%eof"))


_CHANGES = {"cell": _cell, "log": _log, "table": _table, "form": _form}


def _replace_document(connection, name, data):
    connection.execute(
        "UPDATE revision_document SET data = ?, digest = ? WHERE name = ?", (data, digest_of(data), name)
    )


def _recompute(connection, parts):
    """Make the hashes fit row by row, and on the way what the rows after a 定稿 say of it."""
    head, heads = "0" * 64, {}
    for row in connection.execute(f"SELECT {_COLUMNS}, hash FROM change_log ORDER BY seq").fetchall():
        fields, found = list(row[:-1]), row[-1]
        if fields[4] == "freeze":
            fields[7] = _frozen_again(connection, fields[7], heads, parts)
        head = heads[fields[0]] = row_hash(head, *fields) if "chain" in parts else found
        connection.execute(
            "UPDATE change_log SET new = ?, hash = ? WHERE seq = ?", (fields[7], head, fields[0])
        )
    connection.execute("UPDATE log_state SET head = ?", (head,))
    if "column" in parts:
        for (entries,) in connection.execute("SELECT log_entries FROM revision").fetchall():
            connection.execute(
                "UPDATE revision SET log_head = ? WHERE log_entries = ?", (heads[entries], entries)
            )


def _frozen_again(connection, said, heads, parts):
    """The row of a 定稿, and with it the content, as they would have been."""
    document = json.loads(said)
    digests = dict(connection.execute("SELECT name, digest FROM revision_document").fetchall())
    document["documents"] = [[name, kind, digests[name]] for name, kind, _ in document["documents"]]
    if "content" in parts:
        [content] = connection.execute("SELECT content FROM revision").fetchone()
        stated = json.loads(zlib.decompress(content))
        stated["log_head"] = heads[stated["log_count"]]
        stated["tables"] = {name: digests[name] for name in stated["tables"]}
        again = canonical_json(stated)
        connection.execute(
            "UPDATE revision SET content = ?, content_digest = ?", (zlib.compress(again), digest_of(again))
        )
        document["content"] = digest_of(again)
    return canonical_json(document).decode()
