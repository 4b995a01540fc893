"""``remind``: drafts to the late, and the tick of a person."""

from pathlib import Path

from tests.desktop.cli.receiving.commands import run


def test_drafts_are_written_and_ticked_by_a_person(office, tmp_path):
    words = ("remind", "--office", office, "--year", "2025", "--json")
    assert run(*words, "-o", tmp_path / "催报")["units"] == []
    board = run("board", "--office", office, "--year", "2025", "--json")
    found = run(*words, "-o", tmp_path / "催报", "--all")["units"]
    expected = {row["unit"] for row in board["rows"] if row["expected"] and row["state"] == "expected"}
    assert {one["unit"] for one in found if not one["has_come"]} == expected
    assert expected
    assert all(one["forms"] and Path(one["mail"]).is_file() for one in found)
    assert all(one["reminded"] == [] for one in found)
    unit = found[0]["unit"]
    ticked = run(*words, "--sent", "--unit", unit)
    assert (ticked["sent"], ticked["units"]) == ([unit], [])
    again = run(*words, "-o", tmp_path / "催报", "--all")["units"]
    assert [len(one["reminded"]) for one in again if one["unit"] == unit] == [1]


def test_what_does_not_belong_together_is_told(office, tmp_path):
    words = ("remind", "--office", office, "--year", "2025", "--json")
    for more in (("--sent",), (), ("-o", tmp_path, "--unit", "health")):
        assert run(*words, *more, expect=1)["code"] == "E-USAGE-001"
    assert run(*words, "--sent", "--unit", "nobody", expect=1)["code"] == "E-DECIDE-001"
