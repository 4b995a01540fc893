"""``collect``: the county's year from what counts of each unit, the same bytes each time."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.services.office.county.collecting import collect
from desktop.services.office.desk import open_office_desk
from forms.county.counted import counted
from forms.filing.receipt_time import day_in_beijing
from tests.desktop.cli.receiving.commands import of, run


def collected(office, folder, *more, expect=0):
    return run("collect", "--office", office, "--year", 2025, "-o", folder, *more, "--json", expect=expect)


@pytest.fixture
def preliminary(looked_at, tmp_path):
    return collected(looked_at, tmp_path / "汇总", "--provisional")


def test_not_before_every_unit_is_accepted_unless_that_is_asked(looked_at, tmp_path):
    refused = collected(looked_at, tmp_path / "汇总", expect=1)
    assert refused["code"] == "E-COLLECT-001"
    assert "--provisional" in refused["message"]
    assert not (tmp_path / "汇总").exists()


def test_any_day_is_collected_as_it_was(looked_at, preliminary, tmp_path):
    today = day_in_beijing(datetime.now(UTC)).isoformat()
    seen = collected(looked_at, tmp_path, "--provisional", "--as-of", today)
    told = [Path(one).read_bytes() for one in seen["files"]]
    assert told == [Path(one).read_bytes() for one in preliminary["files"]]
    refused = collected(looked_at, tmp_path, "--provisional", "--as-of", "2001-01-01", expect=1)
    assert refused["code"] == "E-COLLECT-003"


def test_of_nothing_there_is_no_collection(empty, tmp_path):
    assert collected(empty, tmp_path, "--provisional", expect=1)["code"] == "E-COLLECT-002"


def test_what_is_undecided_never_counts_and_is_named(preliminary, looked_at):
    board = run("board", "--office", looked_at, "--year", 2025, "--json")
    waiting = {
        row["unit"] for row in board["rows"] if row["state"] in {"conflict", "quarantined", "expected"}
    }
    units = {one["unit"]: one for one in preliminary["units"]}
    assert waiting & units.keys()
    assert all(units[unit]["content"] is None and units[unit]["missing"] for unit in waiting & units.keys())
    assert preliminary["preliminary"]
    assert any(one["content"] is not None for one in units.values())


def test_every_counted_indicator_stands_in_one_class(preliminary, looked_at):
    with open_office_desk(looked_at) as desk:
        plan = desk.pack_of(2025).plan
    counts = preliminary["counts"]
    assert len(preliminary["table"]) == len(counted(plan)) == sum(counts["classes"].values())
    assert sum(one["total"] for one in preliminary["domains"]) == counts["total"]
    assert sum(one["total"] for one in preliminary["measures"].values()) == counts["total"]
    assert sum(one["total"] for one in preliminary["owners"]) == counts["total"]
    assert len(preliminary["goals"]) == sum(len(domain.goals) for domain in plan.domains)


def test_the_same_state_gives_the_same_bytes(looked_at, tmp_path):
    first, second = (collected(looked_at, tmp_path / name, "--provisional") for name in ("一", "二"))
    assert [Path(path).read_bytes() for path in first["files"]] == [
        Path(path).read_bytes() for path in second["files"]
    ]
    assert first["code"] == second["code"]


def test_a_decision_changes_the_code_of_state(office, tmp_path):
    before = collected(office, tmp_path, "--provisional")["code"]
    expected = [
        one["unit"] for one in collected(office, tmp_path, "--provisional")["units"] if one["missing"]
    ]
    board = run("board", "--office", office, "--year", 2025, "--json")
    waiting = next(
        row["unit"] for row in board["rows"] if row["unit"] in expected and row["state"] == "expected"
    )
    run("excuse", *of(office, waiting), "--reason", "今年没有要报的")
    after = collected(office, tmp_path, "--provisional")
    assert after["code"] != before
    assert not next(one for one in after["units"] if one["unit"] == waiting)["missing"]


def test_the_order_of_the_packages_does_not_matter(bare, county, opening, tmp_path):
    files = sorted((county / "packages/2025").iterdir())
    codes = []
    for name, order in (("一", files), ("二", files[::-1])):
        desk = Path(shutil.copy(bare, tmp_path / f"{name}.db"))
        for part in (order[:3], order[3:]):
            run("receive", "--office", desk, *part, *opening)
        found = collected(desk, tmp_path / name, "--provisional")
        codes.append(
            {one: found[one] for one in ("counts", "domains", "goals", "table", "warnings", "units")}
        )
    assert codes[0] == codes[1]


def test_the_workbook_holds_numbers_as_numbers_and_no_formula(preliminary):
    path = next(path for path in preliminary["files"] if path.endswith(".xlsx"))
    book = load_workbook(path)
    assert book.sheetnames == [
        "说明",
        "目标达标情况表",
        "分领域统计",
        "主要目标",
        "分性别",
        "分城乡",
        "预警",
        "责任单位达标情况",
        "报送",
    ]
    for sheet in book:
        assert preliminary["code"] in str(sheet.cell(2, 1).value).replace("-", "")
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    sheet = book["目标达标情况表"]
    heads = [cell.value for cell in sheet[4]]
    values = {row["indicator"]: row["value"] for row in preliminary["table"] if row["value"] is not None}
    shown = [row[heads.index("本年")].value for row in sheet.iter_rows(min_row=5)]
    assert sum(isinstance(value, int | float) for value in shown) >= len(values) > 0
    about = book["说明"]
    longest = max(about.iter_rows(min_row=5, max_col=2), key=lambda row: len(str(row[1].value or "")))
    assert len(longest[1].value) > 60
    assert about.row_dimensions[longest[0].row].height > 20  # else the second line of it is hidden
    total = next(row for row in book["分领域统计"].iter_rows(min_row=5) if row[0].value == "合计")
    assert total[1].value == preliminary["counts"]["total"]


def test_the_json_file_is_what_the_command_says(preliminary):
    path = next(path for path in preliminary["files"] if path.endswith(".json"))
    written = json.loads(Path(path).read_text(encoding="utf-8"))
    told = {name: value for name, value in preliminary.items() if name not in {"schema", "files"}}
    assert {name: value for name, value in written.items() if name != "schema"} == told


def test_collecting_writes_nothing_into_the_office_s_file(office, tmp_path):
    before = office.read_bytes()
    collected(office, tmp_path, "--provisional")
    assert office.read_bytes() == before


def test_an_accepted_year_stays_in_when_it_is_reopened_and_is_then_preliminary(office, signing, tmp_path):
    units = {one["unit"]: one for one in collected(office, tmp_path, "--provisional")["units"]}
    assert units["education"]["preliminary"]
    run("decide", *of(office, "education"), "--fact", "paper", "--as", "waived", "--reason", "纸质表已核对")
    run("accept", *of(office, "education"), *signing, "-o", tmp_path / "发出")
    units = {one["unit"]: one for one in collected(office, tmp_path, "--provisional")["units"]}
    content = units["education"]["content"]
    assert (units["education"]["preliminary"], content is None) == (False, False)
    run("reopen", *of(office, "education"), *signing, "--reason", "更正一格", "-o", tmp_path / "发出")
    with open_office_desk(office) as desk:
        again = next(one for one in collect(desk, 2025, provisional=True).filings if one.unit == "education")
    assert (again.is_preliminary, again.package.content) == (True, content)


def tables_in(path):
    """The tables of a data package by name, each held against what its descriptor says of it."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    descriptor = json.loads(files["datapackage.json"])
    assert files.keys() == {
        "README.md",
        "datapackage.json",
        *(one["path"] for one in descriptor["resources"]),
    }
    found = {}
    for one in descriptor["resources"]:
        data = files[one["path"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert list(rows[0]) == [field["name"] for field in one["schema"]["fields"]]
        for field in one["schema"]["fields"]:
            texts = [row[field["name"]] for row in rows]
            assert not field.get("constraints", {}).get("required") or all(texts), field
            for text in filter(None, texts):
                READ[field["type"]](text)
        keys = [tuple(row[name] for name in one["schema"].get("primaryKey", ())) for row in rows]
        assert keys[0] == () or len(set(keys)) == len(keys), one["name"]
        found[one["name"]] = rows
    return descriptor, found


def truth(text):
    assert text in {"true", "false"}


READ = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "year": int,
    "date": date.fromisoformat,
    "boolean": truth,
}


def test_the_data_package_says_what_the_json_says(preliminary):
    path = next(path for path in preliminary["files"] if path.endswith(".zip"))
    descriptor, tables = tables_in(path)
    assert descriptor["version"] == preliminary["code"]
    assert descriptor["collection"]["digest"] == preliminary["digest"]
    deciding = [row for row in tables["verdicts"] if row["counts_as"]]
    assert [(row["indicator"], row["breakdown"], row["counts_as"]) for row in deciding] == [
        (row["indicator"], row["breakdown"], row["class"]) for row in preliminary["table"]
    ]
    of_year = {
        (row["indicator"], row["breakdown"]): row for row in tables["indicators"] if row["year"] == "2025"
    }
    for row in preliminary["table"]:
        told = of_year[row["indicator"], row["breakdown"]]
        assert (told["value"], told["numerator"], told["denominator"]) == tuple(
            row[name] or "" for name in ("value", "numerator", "denominator")
        )
    assert [row["kind"] for row in tables["warnings"]] == [one["kind"] for one in preliminary["warnings"]]
    assert [row["unit"] for row in tables["units"]] == [one["unit"] for one in preliminary["units"]]


def test_a_figure_that_is_not_there_is_an_empty_field_with_its_status(preliminary):
    _, tables = tables_in(next(path for path in preliminary["files"] if path.endswith(".zip")))
    state = {one["unit"]: one for one in preliminary["units"]}
    of_year = [row for row in tables["observations"] if row["year"] == "2025"]
    assert {row["obs_status"] for row in of_year} >= {"P", "L"}
    for row in of_year:
        assert (row["value"] == "") == (row["obs_status"] in {"L", "M"})
        if row["value"]:
            assert not state[row["supplier"]]["missing"], "nothing is supplied by a unit that is missing"
            assert (row["obs_status"] == "P") == state[row["supplier"]]["preliminary"]
    named = {(row["kind"], row["code"]) for row in tables["metadata"]}
    assert {("item", row["item"]) for row in of_year} <= named
    assert {("breakdown", row["breakdown"]) for row in of_year} <= named
