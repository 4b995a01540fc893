"""The invented county on the command line; what is in it: tests/desktop/services/demonstration."""

import json

import pytest

from desktop.__main__ import main
from desktop.services.demonstration.county import make_county

SMALL = ("--plan", "liuhe", "--units", "2", "--years", "2025")


def test_a_county_is_made_and_made_again_in_its_own_folder(tianbao, tmp_path):
    folder = tmp_path / "演示县"
    (folder / "packages").mkdir(parents=True)
    (folder / "演示数据.txt").write_text("以前的", encoding="utf-8")
    (folder / "packages" / "old.asice").write_bytes(b"")
    done = tianbao("demo", "--county", folder, *SMALL, "--json")
    answer = json.loads(done.stdout)
    assert answer["complete"]
    assert (answer["units"], answer["years"]) == (["health", "education"], [2025])
    assert not (folder / "packages" / "old.asice").exists()
    assert {path.name for path in folder.iterdir()} >= {
        "packages", "certificates", "fingerprints.txt", "papers.csv", "stores", "keys", "passphrase.txt",
        "plan.json", "expected.json", "演示数据.txt",
    }  # fmt: skip
    assert "2/2" in done.stderr
    assert not list(folder.glob("tmp-*"))


def test_a_folder_with_other_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_bytes(b"")
    assert main(["demo", "--county", str(tmp_path), *SMALL]) == 1
    assert "E-DEMO-002" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("years", [("2020",), ("2026",), ("2025", "2024")], ids=str)
def test_years_for_which_nothing_is_invented_are_refused(years, tmp_path, capsys):
    assert main(["demo", "--county", str(tmp_path / "c"), "--plan", "liuhe", "--years", *years]) == 1
    assert "E-DEMO-004" in capsys.readouterr().err


def test_who_stops_it_leaves_no_half_list_of_what_is_expected(tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_county(tmp_path, "liuhe", stop, most_units=2, years=[2025])
    assert not (tmp_path / "expected.json").exists()
    assert not list(tmp_path.glob("tmp-*"))
