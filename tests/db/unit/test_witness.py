"""Each thing that frozen content states is compared, also where all hashes were made to fit again."""

import sqlite3
import zlib
from contextlib import closing

import pytest

from db.description import wording
from db.log.chain import row_hash
from db.unit.records import StoredDocument, UnitProfile
from db.unit.tables import CONTENT_LIMIT, REVISION
from forms.canonical import canonical_json, digest_of
from forms.errors import StateError
from tests.db.added_rows import adding
from tests.db.samples import FROZEN_TABLES, NOW, PLAN, YEAR, put, typed

TABLE, ATTACHED, FORM = "data/a.csv", "attachments/1.pdf", "forms/a.pdf"
FILES = [
    StoredDocument(FORM, "application/pdf", b"form"),
    StoredDocument(TABLE, "text/csv", b"table"),
    StoredDocument(ATTACHED, "application/pdf", b"attached"),
]
PEOPLE = UnitProfile(head="张", filler="王芳")
FIELDS = "seq, at, actor, year, kind, subject, old, new, reason"


def content_of(store, **changes):
    log, plan = store.log_position(), store.current_plan()
    digests = {one.name: digest_of(one.data) for one in FILES}
    stated = {
        "plan": {"id": "wanghua", "version": "1.0.0", "digest": plan.digest},
        "year": YEAR,
        "revision": 1,
        "replaces": None,
        "people": {"head": "张", "statistician": "", "filler": "王芳", "phone": ""},
        "finalised_at": "2026-01-15T16:30:05+08:00",
        "log_head": log.hash,
        "log_count": log.entries,
        "tables": {TABLE: digests[TABLE]},
        "attachments": [{"file": ATTACHED, "digest": digests[ATTACHED]}],
    }
    return canonical_json(stated | changes)


def freeze(store, number=1, **changes):
    content = content_of(store, revision=number, **changes)
    plan = store.current_plan().digest
    return store.freeze(YEAR, number, content, digest_of(content), plan, FILES, PEOPLE, "王芳", NOW)


@pytest.fixture
def frozen(store):
    put(store, typed("1"))
    freeze(store)
    assert store.verify_log().ok
    return store


def reseal(connection, rows=None):
    """Recompute what the log says of each 定稿, all hashes, and the columns that hold them."""
    head, heads = "0" * 64, {}
    found = rows or connection.execute(f"SELECT {FIELDS} FROM change_log ORDER BY seq").fetchall()
    connection.execute("DELETE FROM change_log")
    for seq, row in enumerate(found, start=1):
        fields = [seq, *row[1:]]
        if fields[4] == "freeze":
            fields[5], fields[7] = _said(connection)
        head = heads[seq] = row_hash(head, *fields)
        connection.execute("INSERT INTO change_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, head))
    connection.execute("UPDATE log_state SET entries = ?, head = ?", (len(found), head))
    for (entries,) in connection.execute("SELECT log_entries FROM revision").fetchall():
        connection.execute(
            "UPDATE revision SET log_head = ? WHERE log_entries = ?", (heads[entries], entries)
        )


def _said(connection):
    names = wording(REVISION).names
    found = connection.execute(f"SELECT {', '.join(names)} FROM revision").fetchone()
    row = dict(zip(names, found, strict=True))
    documents = connection.execute(
        "SELECT name, media_type, digest FROM revision_document ORDER BY position"
    ).fetchall()
    row["documents"] = [list(document) for document in documents]
    return f"revision:{row['number']}", wording(REVISION).value(row)


def rewrite(path, *statements, log=None):
    """Change what is stored, and make everything fit again but the frozen content."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*(statement if isinstance(statement, tuple) else (statement,)))
        rows = connection.execute(f"SELECT {FIELDS} FROM change_log ORDER BY seq").fetchall()
        reseal(connection, log(rows) if log is not None else rows)
        for _, sql in triggers:
            connection.execute(sql)
    assert len(triggers) == 2 * len(FROZEN_TABLES)


COPY = adding("revision_document", "year, revision, 7, {}, media_type, digest, data", "revision_document")
EMPTIED = "UPDATE revision_document SET data = x'00', digest = ? WHERE name = ?"
OTHER_PLAN = adding("plan_version", "?, plan_id, version, document, actor, at", "plan_version")
CHANGED = [
    (
        [(EMPTIED, (digest_of(b"\0"), TABLE))],
        f"定稿时的文件“{TABLE}”被改动过，与定稿内容所列的摘要不符",
    ),
    (
        [
            (
                "UPDATE revision_document SET data = x'00', digest = ? WHERE name = ?",
                (digest_of(b"\0"), ATTACHED),
            )
        ],
        f"定稿时的文件“{ATTACHED}”被改动过，与定稿内容所列的摘要不符",
    ),
    ([f"DELETE FROM revision_document WHERE name = '{TABLE}'"], f"定稿时的文件“{TABLE}”不见了"),
    ([f"{COPY.format('name')} WHERE name = '{TABLE}'"], f"文件“{TABLE}”有两份，定稿内容只列了一份"),
    ([f"""{COPY.format("'b.csv'")} WHERE name = '{TABLE}'"""], "多出定稿内容没有列的文件“b.csv”"),
    (["UPDATE revision SET people = replace(people, '张', '李')"], "责任人员与定稿内容不符"),
    (["UPDATE revision SET at = '2026-01-15T08:30:06.123456Z'"], "定稿时间与定稿内容不符"),
    (
        [
            (OTHER_PLAN, ("f" * 64,)),
            ("UPDATE revision SET plan_digest = ?", ("f" * 64,)),
        ],
        "所用规划与定稿内容不符",
    ),
]


@pytest.mark.parametrize(("statements", "sentence"), CHANGED, ids=[sentence for _, sentence in CHANGED])
def test_what_the_content_states_is_compared_with_what_is_stored(frozen, path, statements, sentence):
    rewrite(path, *statements)
    assert f"{YEAR} 年第 1 版：{sentence}" in frozen.verify_log().mismatches


def test_a_revision_under_another_number_or_year_is_found(frozen, path):
    rewrite(path, "UPDATE revision SET number = 2", "UPDATE revision_document SET revision = 2")
    assert f"{YEAR} 年第 2 版：版次与定稿内容不符" in frozen.verify_log().mismatches
    rewrite(
        path,
        adding("report_year", "2024, state, revision, deadline, reason, actor, at", "report_year"),
        "UPDATE revision SET year = 2024, number = 1",
        "UPDATE revision_document SET year = 2024, revision = 1",
    )
    assert "2024 年第 1 版：年度与定稿内容不符" in frozen.verify_log().mismatches


def test_a_row_rewritten_before_the_freezing_contradicts_the_content(frozen, path):
    rewrite(path, log=lambda rows: [(*row[:2], "别人", *row[3:]) if row[0] == 3 else row for row in rows])
    assert frozen.verify_log().mismatches == (
        f"{YEAR} 年第 1 版：定稿内容所记的末条校验值在变更记录里找不到，定稿之前的变更记录被改写过",
    )


def test_a_row_slipped_in_between_the_content_and_the_freezing_is_found(frozen, path):
    count = frozen.latest_revision(YEAR).log_entries - 1

    def with_one_more(rows):
        return [*rows[:count], rows[count - 1], *rows[count:]]

    rewrite(path, "UPDATE revision SET log_entries = log_entries + 1", log=with_one_more)
    assert f"{YEAR} 年第 1 版：变更记录第 {count} 条与定稿之间被增删过记录" in frozen.verify_log().mismatches


def test_a_clock_that_went_back_at_the_freezing_is_no_contradiction(store):
    put(store, typed("1"))
    with store.transaction():
        store.set_state(YEAR, "ready", 0, "", "王芳", NOW.replace(year=2027))
    freeze(store)
    assert [entry.kind for entry in store.log_entries(newest=3)] == ["clock", "state", "freeze"]
    assert store.verify_log().ok


def test_a_stated_place_and_a_column_that_lie_elsewhere_are_found(store, path, behind):
    put(store, typed("1"))
    freeze(store, log_count=3)
    count = store.latest_revision(YEAR).log_entries - 1
    expected = f"{YEAR} 年第 1 版：定稿内容所记的末条校验值应在第 3 条，现在是第 {count} 条，变更记录被增删过"
    assert store.verify_log().mismatches == (expected,)
    rewrite(path, "UPDATE revision SET log_entries = 4")
    behind(
        "DROP TRIGGER tr_revision_no_update",
        ("UPDATE revision SET log_head = ?", ("a" * 64,)),
        "CREATE TRIGGER tr_revision_no_update BEFORE UPDATE ON revision "
        "BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END",
    )
    sentence = f"{YEAR} 年第 1 版：定稿时的日志校验值在变更记录里找不到，变更记录被改写过"
    assert sentence in store.verify_log().mismatches


def test_the_revision_that_it_replaces_is_compared(frozen):
    frozen.set_state(YEAR, "withdrawn", 1, "更正", "王芳", NOW)
    freeze(frozen, 2, replaces="0" * 64)
    assert frozen.verify_log().mismatches == (f"{YEAR} 年第 2 版：更正的是哪一版与定稿内容不符",)


def test_content_of_another_digest_is_told_as_such(frozen, path):
    rewrite(path, ("UPDATE revision SET content = ?", (zlib.compress(b"{}"),)))
    sentence = f"{YEAR} 年第 1 版：定稿内容被改动过，与纸质报表的校验码不再相符"
    assert frozen.verify_log().mismatches == (sentence,)


@pytest.mark.parametrize("length", [CONTENT_LIMIT - 1, CONTENT_LIMIT + 1, 50 * CONTENT_LIMIT])
def test_content_that_expands_beyond_all_measure_is_refused(frozen, path, length):
    rewrite(path, ("UPDATE revision SET content = ?", (zlib.compress(b"[" * length),)))
    found = frozen.verify_log()
    assert not found.ok


def test_nothing_is_frozen_that_states_a_head_of_before(store):
    put(store, typed("1"))
    content = content_of(store)
    put(store, typed("2"))
    with pytest.raises(StateError, match="E-DB-040"):
        store.freeze(YEAR, 1, content, digest_of(content), digest_of(PLAN), FILES, PEOPLE, "王芳", NOW)
    assert store.latest_revision(YEAR) is None
