"""One nonsense anywhere in a package, signed again by the unit's registered key, is never accepted.

What a person may write freely (a remark, a name, the time of an entry) can be another text without anybody
noticing; there only what no program writes is nonsense. Everything else is compared with the plan, with the
figures, or with what stands beside it.
"""

import contextlib
import copy
import json
import zlib
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.submission.errors import TableError
from desktop.submission.profile.tables import write_table
from forms.filing.content import content_of, submission_bytes, submission_document
from forms.filing.engine import ENGINE
from forms.text.typed import LONGEST_NAME, LONGEST_TEXT
from tests.examples import is_long
from tests.packages.make import make_second_revision
from tests.packages.resigning import Opened

OLD = (Path(__file__).parent / "engine-1/wdp-220524-education-2025-r2.asice").read_bytes()
TABLES = ("observations", "indicators", "findings", "verdicts")
FREE = {
    ("observations", "note"),
    ("observations", "source"),
    ("observations", "entered_by"),
    ("findings", "message"),
    ("findings", "explanation"),
    ("findings", "explained_by"),
}
"""Columns of people's and programs' sentences."""
TIMES = {("observations", "entered_at"), ("findings", "explained_at")}
IMPOSSIBLE = ("\x07", " ", "\u202e7", "\u200b", "\ufe0f\u2800", "长" * 60_000)
"""What stands in no column at all."""
NONSENSE = (*IMPOSSIBLE, "乱填", "-999", "1e3", "2099-01-01T00:00:00Z", "x" * 400)
RESULTS = {
    *(("indicators", column) for column in ("value", "numerator", "denominator")),
    *(("findings", column) for column in ("level", "enforcement", "cells", "digest")),
    *(
        ("verdicts", column)
        for column in ("actual", "outcome", "outlook", "ratio", "reliability", "interval_low")
    ),
    *(("verdicts", column) for column in ("interval_high", "volatile")),
}
"""Columns in which another engine may come to another result."""


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """A package of the present profile and engine."""
    folder = tmp_path_factory.mktemp("package")
    return make_second_revision(folder, folder).read_bytes()


def columns_of(table):
    opened = Opened(OLD)
    more = ["method", "chance", "reach_low", "reach_mid", "reach_high"] if table == "verdicts" else []
    return [*opened.rows(f"data/{table}.csv")[0], *more]


def spoiled(data, table, column, text, *, filled):
    """The package with one field changed: in the first row where something stands, or where nothing does.

    The first rows are of the year itself. A possible value of an earlier year can be another one without
    anything beside it to tell; the office has what was sent then.
    """
    opened, path = Opened(data), f"data/{table}.csv"
    rows = opened.rows(path)
    place = rows[0].index(column)
    row = next((row for row in rows[1:] if bool(row[place]) is filled and row[place] != text), None)
    if row is None:
        return opened, None
    row[place] = text
    opened.put_rows(path, rows)
    return opened, opened.sealed()


def made_with(data, table, column, text, number):
    """Packages with a nonsense where something stands, and where nothing does.

    In a short run one of the two, in turns by the number of the text; each text is tried somewhere.
    """
    made = []
    for filled in (number % 2 == 0, number % 2 == 1):
        opened, spoiled_data = spoiled(data, table, column, text, filled=filled)
        if spoiled_data is not None and (is_long() or not made):
            made.append((filled, opened, spoiled_data))
    return made


def texts_for(table, column):
    """Nonsense for a column, and what stands in another row of it."""
    if (table, column) in FREE:
        return IMPOSSIBLE
    if (table, column) in TIMES:
        return NONSENSE
    rows = Opened(OLD).rows(f"data/{table}.csv")
    found = {row[rows[0].index(column)] for row in rows[1:]} if column in rows[0] else set()
    return (*NONSENSE, *sorted(found)[-1:], "")


def accusing(verification):
    return [(fact.name, fact.code) for fact in verification.facts if fact.state == "bad"]


def test_the_sound_packages_are_sound(new):
    for data in (OLD, new):
        opened = Opened(data)
        again = opened.judged(opened.sealed())
        assert accusing(again) == []
        assert again.bottom_line == "ok"


@pytest.mark.parametrize(("table", "column"), [(t, c) for t in TABLES for c in columns_of(t)])
def test_nonsense_in_any_column_is_bad(new, table, column):
    for number, text in enumerate(texts_for(table, column)):
        for filled, opened, data in made_with(new, table, column, text, number):
            found = opened.judged(data)
            assert found.fact("signature").state == found.fact("signer").state == "ok"
            assert found.bottom_line == "bad", (text, filled)
            assert {name for name, _ in accusing(found)} <= {"schema", "recheck", "plan"}
            assert {"schema", "recheck"} - {f.name for f in found.facts if f.state == "ok"}


UNSEEN = (
    *(
        "\u200b",
        "\u200b\u200c",
        "\u00ad",
        "\u2800",
        "\u3164",
        "\u115f",
        "\ufeff",
        "\u2060",
        "\u061c",
        "\ufe0f",
    ),
    *(
        "\u180b",
        "\ufff3",
        "\U000e0100",
        "\U000e0f00",
        "\u3000\u00a0",
        "\u2028",
        "\x0b",
        "\u034f",
        "\U0001d173",
    ),
)
"""Texts that look empty."""


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_a_text_that_nobody_sees_names_nobody(new, text):
    for role in ("phone", "head"):
        opened = Opened(new)
        opened.submission["people"][role] = text
        found = opened.judged(opened.sealed())
        assert found.fact("schema").state == found.bottom_line == "bad", role
    for change in ("definition_changes", "corrections"):
        opened = Opened(new)
        one = {"cell": cell_of(new), "year": 2024, "old": "1", "new": "2", "reason": text}
        if change == "corrections":
            opened.submission[change] = [one]
        else:
            opened.submission[change][0]["note"] = text
        assert opened.judged(opened.sealed()).fact("schema").state == "bad", change


@pytest.mark.parametrize("text", ["无", "12345", "....", "-2-2-2", "无\ufe0f\ufe0f\ufe0f"], ids=ascii)
def test_an_explanation_that_could_not_be_typed_is_none(new, text):
    for source in (OLD, new):
        opened, data = spoiled(source, "findings", "explanation", text, filled=True)
        fact = opened.judged(data).fact("schema")
        assert (fact.state, fact.code) == ("bad", "E-VERIFY-013")
        assert "原因说明" in fact.sentence


def test_what_a_package_says_of_the_change_log_is_said_to_have_no_witness(new):
    for count, head, state in ((10**9, "0" * 64, "ok"), (0, "0" * 64, "bad")):
        opened = Opened(new)
        opened.submission |= {"log_count": count, "log_head": head}
        found = opened.judged(opened.sealed())
        assert found.fact("schema").state == found.bottom_line == state
        assert ("没有旁证" in found.fact("schema").sentence) == (state == "ok")


@pytest.mark.parametrize(("table", "column"), sorted(FREE))
def test_a_text_is_as_long_as_one_that_can_be_typed(new, table, column):
    longest = LONGEST_NAME if column.endswith("_by") else LONGEST_TEXT
    for length, state in ((longest, "ok"), (longest + 1, "bad")):
        opened, data = spoiled(new, table, column, "长" * length, filled=True)
        assert opened.judged(data).fact("schema").state == state, length


@pytest.mark.parametrize(("table", "column"), [(t, c) for t in TABLES for c in columns_of(t)[:18]])
def test_nonsense_in_a_package_of_another_engine_is_bad_or_listed(table, column):
    for text in texts_for(table, column):
        opened, data = spoiled(OLD, table, column, text, filled=True)
        if data is None:
            continue
        found = opened.judged(data)
        results = found.fact("recheck").results
        if found.bottom_line != "bad":
            assert (table, column) in RESULTS, text
            assert results["difference_count"] >= 1, text


def leaves(value, path=()):
    """Every place of a document that holds no other, and every list and object."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield from leaves(entry, (*path, key))


def replaced(document, path, value):
    changed = copy.deepcopy(document)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


def is_free(path, value):
    """Whether a person or a program could have written this here."""
    if path == ("definition_changes",):
        return value == []
    if path == ("log_count",):
        return type(value) is int and value > 0
    written_by_people = path[0] == "people" or (path[0], path[-1]) in {
        ("definition_changes", "note"),
        ("attachments", "name"),
    }
    return written_by_people and isinstance(value, str) and bool(value.strip()) and value.isprintable()


WRONG = (None, "乱", "", "\x07", 12_345_678, -1, True, [], {"a": 1}, "9" * 500)


def test_nonsense_in_any_field_of_the_descriptor_is_bad(new):
    document = Opened(new).submission
    paths = [p for p in leaves(document) if p and p[0] not in {"files", "tables", "content_digest"}]
    for path in paths:
        for value in WRONG:
            if is_free(path, value) or value == _at(document, path) or (value is None and _may_be_null(path)):
                continue
            opened = Opened(new)
            changed = replaced(document, path, value)
            sealed = submission_document(content_of(changed), document["files"])
            found = opened.judged(opened.sealed_as(submission_bytes(sealed)))
            assert found.bottom_line == "bad", (path, value)
            assert {"schema", "recheck"} - {f.name for f in found.facts if f.state == "ok"}, (path, value)


def _at(document, path):
    for key in path:
        document = document[key]
    return document


def _may_be_null(path):
    return path[0] in {"base", "task", "read_back"}


@pytest.mark.parametrize("key", ["files", "tables"])
def test_nonsense_in_the_lists_of_files_is_bad(new, key):
    document = Opened(new).submission
    for name in [*document[key], None]:
        for value in ("0" * 64, "乱", None):
            changed = copy.deepcopy(document)
            changed[key]["data/extra.csv" if name is None else name] = value
            sealed = submission_document(content_of(changed), changed["files"])
            opened = Opened(new)
            assert accusing(opened.judged(opened.sealed_as(submission_bytes(sealed))))[0][0] == "schema"


def test_a_field_too_few_or_too_many_is_bad(new):
    document = Opened(new).submission
    for path in [p for p in leaves(document) if p and isinstance(p[-1], str)]:
        changed = copy.deepcopy(document)
        del _at(changed, path[:-1])[path[-1]]
        more = replaced(document, (*path[:-1], "x-more"), "1")
        for one in (changed, more):
            if one is changed and path[0] in {"base", "task", "corrections", "read_back", "content_digest"}:
                continue
            sealed = submission_document(content_of(one), one.get("files", {}))
            opened = Opened(new)
            found = opened.judged(opened.sealed_as(submission_bytes(sealed)))
            assert ("schema", found.fact("schema").state) == ("schema", "bad"), path


@pytest.mark.parametrize("data", ["old", "new"])
def test_nonsense_in_datapackage_json_is_bad(new, data):
    source = OLD if data == "old" else new
    document = json.loads(Opened(source).files["datapackage.json"].data)
    # Columns are described alike, hundreds of times: every third place, each with one of the values.
    places = [path for path in leaves(document) if path][::3]
    for path, value in zip(places, cycle(("乱", None, 7)), strict=False):
        opened = Opened(source)
        changed = replaced(document, path, value)
        opened.descriptor = (json.dumps(changed, ensure_ascii=False, indent=2) + "\n").encode()
        found = opened.judged(opened.sealed())
        assert accusing(found) == [("schema", "E-VERIFY-015")], (path, value)


@pytest.mark.parametrize("data", ["old", "new"])
@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("attachments/extra.pdf", "application/pdf", b"%PDF-1.4"),
        ("forms/second.pdf", "application/pdf", b"%PDF-1.4"),
        ("data/extra.csv", "text/csv", b"a,b\r\n"),
        ("narrative.docx", "application/msword", b"PK\x03\x04"),
        ("readme.txt", "text/plain", b"x"),
    ],
)
def test_a_file_that_nothing_names_is_refused(new, data, name, media_type, content):
    opened = Opened(OLD if data == "old" else new)
    opened.put(name, content, media_type)
    found = opened.judged(opened.sealed_as(opened.files["submission.json"].data))
    assert found.fact("digests").state == "ok"
    assert found.fact("schema").code in {"E-VERIFY-014", "E-PKG-040", "E-VERIFY-011"}
    assert found.bottom_line == "bad"


@pytest.mark.parametrize("data", ["old", "new"])
def test_a_file_signed_as_another_type_is_refused(new, data):
    source = OLD if data == "old" else new
    for name in Opened(source).files:
        opened = Opened(source)
        if name in {"submission.json", "datapackage.json"}:
            continue
        opened.put(name, opened.files[name].data, "application/octet-stream")
        assert accusing(opened.judged(opened.sealed())) == [("schema", "E-VERIFY-014")], name


def test_an_attachment_that_belongs_to_no_figure_of_the_unit_is_refused(new):
    for field, text in (("item", "live-births"), ("breakdown", "SEX=F;AGE=65+"), ("digest", "0" * 64)):
        opened = Opened(new)
        opened.submission["attachments"][0][field] = text
        assert opened.judged(opened.sealed()).fact("schema").code in {"E-VERIFY-018", "E-VERIFY-011"}


@pytest.mark.parametrize("data", ["old", "new"])
@pytest.mark.parametrize("name", ["forms/official-form.pdf", "forms/official-form.xlsx"])
@pytest.mark.parametrize("content", [b"%PDF-1.4 none", b"PK\x03\x04 none etc", b"", b"thirteen byte"])
def test_a_form_that_is_no_form_is_refused(new, data, name, content):
    opened = Opened(OLD if data == "old" else new)
    opened.put(name, content)
    assert opened.judged(opened.sealed()).fact("schema").code == "E-VERIFY-016"


def test_a_form_of_other_figures_is_found_by_printing_again(new):
    other = Opened(OLD).files
    for name in ("forms/official-form.pdf", "forms/official-form.xlsx"):
        opened = Opened(new)
        opened.put(name, other[name].data)
        data = opened.sealed()
        told = opened.judged(data).fact("forms")
        assert (told.state, told.code) == ("unknown", "TB-VERIFY-060")
        assert "没有" in told.sentence
        assert opened.judged(data, print_again=True).fact("forms").code == "E-VERIFY-070"


def test_a_sound_form_printed_again_is_the_same(new):
    opened = Opened(new)
    found = opened.judged(new, print_again=True, allow_unregistered=True)
    assert found.fact("forms").code == "TB-VERIFY-061"
    assert Opened(OLD).judged(OLD, print_again=True).fact("forms").code == "E-VERIFY-071"


def test_a_form_packed_by_another_zlib_is_not_called_replaced(new, monkeypatch):
    compress, compressobj = zlib.compress, zlib.compressobj
    monkeypatch.setattr(zlib, "compress", lambda data, *_: compress(data, 1))
    monkeypatch.setattr(zlib, "compressobj", lambda _level, method, bits: compressobj(1, method, bits))
    found = Opened(new).judged(new, print_again=True, allow_unregistered=True).fact("forms")
    assert found.code == "TB-VERIFY-061"
    assert "压缩方式不同" in found.sentence


def test_a_sentence_may_be_worded_anew(new):
    """One full stop more is no other result; printing again by the same program version tells."""
    opened = Opened(new)
    rows = opened.rows("data/findings.csv")
    for row in rows[1:]:
        row[rows[0].index("message")] += "。"
    opened.put_rows("data/findings.csv", rows)
    data = opened.sealed()
    assert opened.judged(data).bottom_line == "ok"
    assert opened.judged(data, print_again=True).fact("forms").code == "E-VERIFY-073"


def test_columns_of_a_later_program_are_ignored_at_the_end_of_a_table_only(new):
    opened = Opened(new)
    for path in [name for name in opened.files if name.startswith("data/")]:
        columns, *rows = opened.rows(path)
        opened.put_rows(path, [[*columns, "later", "latest"], *([*row, "7", ""] for row in rows)])
    opened.sealed()
    described = json.loads(opened.files["datapackage.json"].data)
    for resource in described["resources"]:
        resource["schema"]["fields"] += [{"name": "later", "type": "number"}, {"name": "latest"}]
    opened.descriptor = (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
    assert opened.judged(opened.sealed()).bottom_line == "ok"
    old = Opened(OLD)
    columns, *rows = old.rows("data/verdicts.csv")
    old.put_rows("data/verdicts.csv", [[*columns, "later"], *([*row, "7"] for row in rows)])
    assert old.judged(old.sealed()).fact("schema").state == "bad"
    first = Opened(new)
    columns, *rows = first.rows("data/verdicts.csv")
    first.put_rows("data/verdicts.csv", [["later", *columns], *(["7", *row] for row in rows)])
    assert first.judged(first.sealed()).fact("schema").state == "bad"


ANSWER = {
    "question": "q-1",
    "cell": "",
    "answer": "属实",
    "changed": "false",
    "old": "",
    "new": "",
    "answered_by": "赵静",
    "answered_at": "2026-03-26T14:02:31Z",
}
READ = {"cell": "", "value": "1", "read_by": "", "read_at": "", "result": "ok"}


def cell_of(data):
    """Address of a cell of the unit's forms."""
    columns, first, *_ = Opened(data).rows("data/observations.csv")
    return "/".join(first[columns.index(name)] for name in ("form", "row", "breakdown"))


@pytest.mark.parametrize(("name", "row"), [("answers", ANSWER), ("readback", READ)])
def test_what_travels_with_the_figures_is_read_and_names_cells_of_the_unit(new, name, row):
    path, cell = f"data/{name}.csv", cell_of(new)
    rows = [({**row, "cell": cell}, "ok"), ({**row, "cell": "no/01/_T"}, "bad")]
    if name == "answers":
        rows += [(row, "ok"), ({**row, "changed": "maybe"}, "bad")]
    for one, state in rows:
        opened = Opened(new)
        opened.put(path, write_table(list(row), [one]), "text/csv")
        opened.submission["tables"][path] = opened.submission["files"][path] = ""
        assert opened.judged(opened.sealed()).bottom_line == state, one


def test_corrections_and_readings_are_of_cells_and_counts_that_exist(new):
    one = {"cell": cell_of(new), "year": 2024, "old": "1", "new": "2", "reason": "错位"}
    read = {"checked": 2, "total": 2, "by": "赵静", "at": "2026-03-26T14:02:31Z"}
    for key, value, state in (
        ("corrections", [one], "ok"),
        ("corrections", [one, {**one, "cell": "no/01/_T"}], "bad"),
        ("corrections", [{**one, "year": 2019}], "bad"),
        ("read_back", read, "ok"),
        ("read_back", {**read, "checked": 3}, "bad"),
    ):
        opened = Opened(new)
        opened.submission[key] = value
        assert opened.judged(opened.sealed()).bottom_line == state, value


@pytest.mark.parametrize(("kind", "named"), [("narrative", "文字情况"), ("reply", "答复")])
def test_another_kind_of_package_is_told_and_nobody_is_accused(new, kind, named):
    opened = Opened(new)
    opened.submission["kind"] = kind
    fact = opened.judged(opened.sealed()).fact("schema")
    assert (fact.state, fact.code) == ("unknown", "E-VERIFY-012")
    assert named in fact.sentence


def test_a_letter_of_the_office_is_told(new):
    opened = Opened(new)
    letter = b'{"kind":"return","schema":"tianbao/letter/1"}'
    opened.files = {}
    opened.put("letter.json", letter, "application/json")
    from desktop.submission.package import build
    from tests.packages.resigning import SIGNED

    found = opened.judged(build(list(opened.files.values()), opened.identity, SIGNED))
    assert found.fact("schema").code == "E-VERIFY-012"
    assert "退回单" in found.fact("schema").sentence
    assert found.bottom_line == "unknown"


def test_results_of_another_engine_are_listed_and_our_own_judgement_counts(new):
    opened = Opened(new)
    opened.submission["engine"] = ENGINE + 1
    rows = opened.rows("data/verdicts.csv")
    rows[1][rows[0].index("outcome")] = "met" if rows[1][rows[0].index("outcome")] != "met" else "not_met"
    opened.put_rows("data/verdicts.csv", rows)
    found = opened.judged(opened.sealed())
    fact = found.fact("recheck")
    assert (fact.state, fact.code, found.bottom_line) == ("unknown", "E-VERIFY-045", "ok")
    assert fact.results["engine"] == {"stated": ENGINE + 1, "own": ENGINE}
    [difference] = fact.results["differences"]
    assert {difference["stated"], difference["own"]} >= {"met"}
    assert "没有认定" in found.sentence


@pytest.mark.parametrize(("table", "column"), [("verdicts", "indicator"), ("findings", "cells")])
def test_what_a_package_says_is_repeated_in_one_short_line(new, table, column):
    opened = Opened(new)
    path = f"data/{table}.csv"
    rows = opened.rows(path)
    for _ in range(30):
        wild = list(rows[1])
        wild[rows[0].index(column)] = "长\t" * 40_000
        rows.append(wild)
    opened.put_rows(path, rows)
    found = opened.judged(opened.sealed())
    assert found.bottom_line == "bad"
    assert all(fact.sentence.isprintable() for fact in found.facts)
    assert len(json.dumps(found.to_dict())) < 100_000


fields = st.tuples(st.sampled_from(TABLES), st.integers(0, 400), st.integers(0, 30), st.text(max_size=20))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields)
def test_any_text_in_any_field_is_noticed_or_free(new, change):
    table, at_row, at_column, text = change
    opened = Opened(new)
    rows = opened.rows(f"data/{table}.csv")
    row = rows[1 + at_row % (len(rows) - 1)]
    place = at_column % len(row)
    column = rows[0][place]
    is_same = row[place] == text
    row[place] = text
    is_history = table == "observations" and column == "value" and row[rows[0].index("year")] != "2025"
    if is_history and text.isdigit():
        return
    is_stored = False
    with contextlib.suppress(TableError):
        opened.put_rows(f"data/{table}.csv", rows)
        is_stored = True
    if not is_stored:
        return
    found = opened.judged(opened.sealed())
    assert is_same or (table, column) in FREE or found.bottom_line == "bad"
