"""``office base``: a table becomes signed base figures, numbered, stored and written, or what is wrong."""

from datetime import UTC, datetime

import openpyxl
import pytest

from desktop.services.letters.base_table import BASE_NAME, read_base_table
from desktop.services.letters.reading import read_letter
from desktop.services.office.desk import open_office_desk
from desktop.services.office.given import base_in_force, given_by_unit
from forms.canonical import digest_of
from forms.letters.kind import OfficeLetter
from tests.desktop.cli.receiving.commands import run


def template(office, path):
    run("office", "base", "--office", office, "--year", 2025, "--template", "-o", path, "--json")
    return path


def filled(office, path, changes=None):
    """The table that the program writes, with a small figure in every row; ``changes`` by row."""
    book = openpyxl.load_workbook(template(office, path))
    sheet = book.active
    for row in range(2, sheet.max_row):
        if sheet.cell(row, 2).value:
            sheet.cell(row, 5).value = row % 7 + 1
            sheet.cell(row, 6).value = "2025 年统计年报"
    for row, value in (changes or {}).items():
        sheet.cell(row, 5).value = value
    book.save(path)
    return path


def base(office, table, *more, expect=0):
    return run("office", "base", "--office", office, "--year", 2025, table, *more, "--json", expect=expect)


def bases(office):
    with open_office_desk(office) as desk:
        return desk.store.bases(2025)


@pytest.fixture
def table(office, tmp_path):
    return filled(office, tmp_path / "基础数据.xlsx")


def test_base_figures_are_signed_stored_and_written(office, table, signing, tmp_path):
    seen = base(office, table, "--dry-run")
    assert (seen["number"], seen["path"], seen["new"], bases(office)) == (None, None, False, [])
    out = tmp_path / "发出" / "base.asice"
    told = base(office, table, *signing, "-o", out)
    assert (told["number"], told["new"], told["path"], told["lacking"]) == (1, True, str(out), [])
    assert told["taken"] > 0 == told["refused_cells"] == told["unused_cells"]
    read = read_letter(out.read_bytes(), datetime.now(UTC))
    assert (read.letter.kind, read.letter.year, read.letter.number) == (OfficeLetter.BASE, 2025, 1)
    assert (read.letter.base.version, read.letter.base.digest) == ("1", digest_of(read.files[BASE_NAME]))
    assert len(read.base) == told["taken"]
    with open_office_desk(office) as desk:
        found = base_in_force(desk, 2025)
        assert found.named == read.letter.base
        assert found.stored.data == out.read_bytes()
        assert list(found.figures.values()) == list(read.base) == list(read_base_table(found.stored.figures))
        wanted = {key for keys in given_by_unit(desk.plan).values() for key in keys}
        assert wanted
        assert wanted <= {key for key, _ in found.figures}
        assert desk.store.verify_log().ok
        assert [one.kind for one in desk.store.log_entries()][-1] == "base"


def test_the_same_table_gets_no_new_number(office, table, signing, tmp_path):
    first = base(office, table, *signing, "-o", tmp_path / "1.asice")
    again = base(office, table, *signing, "-o", tmp_path / "2.asice")
    assert (first["number"], again["number"], again["new"]) == (1, 1, False)
    assert (tmp_path / "1.asice").read_bytes() == (tmp_path / "2.asice").read_bytes()
    words = ("office", "base", "--office", office, "--year", 2025, "-o", tmp_path / "3.asice", "--json")
    assert run(*words)["number"] == 1
    assert (tmp_path / "3.asice").read_bytes() == (tmp_path / "1.asice").read_bytes()
    assert len(bases(office)) == 1
    known = template(office, tmp_path / "现行.xlsx")
    assert base(office, known, "--dry-run")["changes"] == []


def test_a_later_one_says_what_it_changes_and_who_filed_with_the_former(office, table, signing, tmp_path):
    base(office, table, *signing, "-o", tmp_path / "1.asice")
    other = filled(office, tmp_path / "改.xlsx", {2: 77, 3: None})
    told = base(office, other, *signing, "-o", tmp_path / "2.asice")
    assert told["number"] == 2
    assert [(one["old"], one["new"]) for one in told["changes"]] == [("3", "77"), ("4", None)]
    with open_office_desk(office) as desk:
        given = given_by_unit(desk.plan)
        first, second = desk.store.bases(2025)
    assert all(set(one["filed"]) <= given.keys() for one in told["changes"])
    assert told["changes"][0]["filed"]
    assert [one["units"] for one in told["lacking"]] == [told["changes"][1]["filed"]]
    read = read_letter(second.data, datetime.now(UTC))
    assert read.letter.previous == first.digest
    words = run("office", "base", "--office", office, "--year", 2025, other, "--dry-run")
    assert "采用" in words


@pytest.mark.parametrize("value", ["约三千", 1.5, -5, 10**16])
def test_one_cell_that_is_wrong_keeps_the_whole_table_back(office, signing, tmp_path, value):
    table = filled(office, tmp_path / "表.xlsx", {4: value})
    out = tmp_path / "1.asice"
    told = base(office, table, *signing, "-o", out, expect=1)
    assert (told["number"], told["path"], told["refused_cells"]) == (None, None, 1)
    assert "E4" in told["refused"][0]["place"]
    assert not out.exists()
    assert bases(office) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--template", "-o", "x.asice"), "E-FILE-010"),
        (("-o", "x.asice"), "E-BASE-022"),
        (("-o", "x.xlsx"), "E-FILE-010"),
        (("--dry-run",), "E-USAGE-001"),
    ],
)
def test_what_cannot_be_done_is_said(empty, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    answer = run("office", "base", "--office", empty, "--year", 2025, *words, "--json", expect=1)
    assert (answer["code"], list(tmp_path.glob("x*"))) == (code, [])


def test_a_year_outside_the_plan_and_another_key_are_refused(empty, county, tmp_path):
    table = filled(empty, tmp_path / "表.xlsx")
    out = ("-o", tmp_path / "1.asice")
    words = ("office", "base", "--office", empty, table, *out, "--json")
    assert run(*words, "--year", 2040, expect=1)["code"] == "E-DECIDE-002"
    key = next(path for path in sorted((county / "keys").glob("*.p12")) if not path.name.startswith("office"))
    other = ("--key", key, "--passphrase-file", county / "passphrase.txt")
    assert run(*words, "--year", 2025, *other, expect=1)["code"] == "E-DECIDE-013"
    assert bases(empty) == []
    assert not (tmp_path / "1.asice").exists()
