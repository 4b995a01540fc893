"""``office base``: a table becomes signed base figures, numbered, stored and written, or what is wrong."""

from datetime import UTC, datetime

import openpyxl
import pytest

from desktop.services.letters.base_table import BASE_NAME, read_base_table
from desktop.services.letters.reading import read_letter
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.given import base_in_force, given_by_unit
from desktop.services.office.facts.ledger import ledger_of
from forms.canonical import digest_of
from forms.letters.kind import OfficeLetter
from tests.desktop.balanced import balanced
from tests.desktop.cli.receiving.commands import of, run


def template(office, path):
    run("office", "base", "--office", office, "--year", 2025, "--template", "-o", path, "--json")
    return path


def filled(office, path, changes=None):
    """The table that the program writes, with a figure in every row; ``changes`` by row."""
    book = openpyxl.load_workbook(template(office, path))
    sheet = book.active
    with open_office_desk(office) as desk:
        items = desk.pack_of(2025).plan.item_by_code
    for row in range(2, sheet.max_row):
        if sheet.cell(row, 2).value:
            item = items[sheet.cell(row, 1).value]
            sheet.cell(row, 5).value = balanced(item, sheet.cell(row, 3).value.split(" ")[0])
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


def test_the_owner_of_a_given_figure_is_held_against_it_too(office, county, signing, tmp_path):
    """The statistics office's own filing states another figure than the one that it gave to the units."""
    run("decide", *of(office, "statistics"), "--fact", "缺版", "--as", "认定", "--reason", "没有导出过")
    said = run("show", *of(office, "statistics"))
    assert "TB-RECEIVE-065" not in said
    run("office", "key", "import", "--office", office, *signing[1:])
    base(office, county / "base.csv", *signing, "-o", tmp_path / "base.asice")
    said = run("show", *of(office, "statistics"))
    (line,) = [line for line in said.splitlines() if "TB-RECEIVE-065" in line]
    assert "1 个数与给出的基础数据不同" in line
    accept = ("accept", *of(office, "statistics"), *signing, "-o", tmp_path, "--json")
    assert "基础数据" in run(*accept, expect=1)["message"]


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


def filed_figures(office):
    """Row of the table that the program writes, unit and figure of what units filed alone."""
    with open_office_desk(office) as desk:
        ledger, given = ledger_of(desk, 2025), given_by_unit(desk.pack_of(2025).plan)
        every = sorted(key for keys in given.values() for key in keys)
        for row, key in enumerate(every, start=2):
            units = [unit for unit, keys in given.items() if key in keys]
            current = ledger.unit_year(units[0]).current if len(units) == 1 else None
            for one in () if current is None else desk.store.values(current.content):
                if (one.item, one.breakdown, one.year) == (*key, 2025) and one.value is not None:
                    yield row, key, units[0], int(one.value)


def test_a_later_one_says_what_it_changes_and_who_filed_with_the_former(office, signing, tmp_path):
    row, key, unit, old = next(
        one for one in filed_figures(office) if one[1].code in {"rural-households", "elderly-population"}
    )
    base(office, filled(office, tmp_path / "1.xlsx", {row: old}), *signing, "-o", tmp_path / "1.asice")
    other = filled(office, tmp_path / "2.xlsx", {row: old + 5})
    told = base(office, other, *signing, "-o", tmp_path / "2.asice")
    assert told["number"] == 2
    assert [(one["item"], one["old"], one["new"], one["filed"]) for one in told["changes"]] == [
        (key.code, str(old), str(old + 5), [unit]),
    ]
    without = filled(office, tmp_path / "3.xlsx", {row: None})
    told = base(office, without, "--dry-run")
    assert [(one["old"], one["new"], one["filed"]) for one in told["changes"]] == [(str(old + 5), None, [])]
    assert [one["units"] for one in told["lacking"]] == [[unit]]
    with open_office_desk(office) as desk:
        first, second = desk.store.bases(2025)
    read = read_letter(second.data, datetime.now(UTC))
    assert read.letter.previous == first.digest
    words = run("office", "base", "--office", office, "--year", 2025, without, "--dry-run")
    assert "采用" in words
    assert words.count("已用原数报送") == 0


WOMEN, PEOPLE = 18, 17
"""Rows of the population and of its women."""


def test_figures_that_contradict_each_other_are_refused_with_both_places(office, signing, tmp_path):
    table = filled(office, tmp_path / "表.xlsx", {WOMEN: 99999})
    out = tmp_path / "1.asice"
    assert base(office, table, "--dry-run", expect=1)["new"] is False
    told = base(office, table, *signing, "-o", out, expect=1)
    assert (told["number"], out.exists(), bases(office)) == (None, False, [])
    assert (told["lacking"], told["changes"]) == ([], [])
    one = next(one for one in told["refused"] if f"E{PEOPLE}" in one["place"])
    assert one["code"] == "E-BASE-011"
    assert f"E{WOMEN}" in one["place"]
    assert "99,999" in one["message"]
    words = run("office", "base", "--office", office, "--year", 2025, table, "--dry-run", expect=1)
    assert "还不能签发" in words
    assert "仍由单位手工录入" not in words


def test_figures_of_an_earlier_year_are_held_against_each_other_too(empty, tmp_path):
    table = tmp_path / "表.csv"
    rows = ("resident-population,_T,300,200,年报,正式数", "resident-population,SEX=F,100,250,年报,正式数")
    table.write_text("\n".join(("代码,分组,2025,2024,来源,性质", *rows)), encoding="utf-8")
    told = base(empty, table, "--dry-run", expect=1)
    assert [(one["code"], one["message"][:6]) for one in told["refused"]] == [("E-BASE-011", "2024 年")]
    assert (told["taken"], told["refused_cells"]) == (2, 2)


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
