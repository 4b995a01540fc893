"""Words on the command line: what is refused, cleaned, offered or left blank on paper is said at once."""

import json

from tests.desktop.cli.test_commands import CELL


def test_names(tianbao, store):
    said = tianbao("people", "--store", store, "--head", "李𠮷", "--filler", "王\ue854", "--json")
    found = json.loads(said.stdout)
    assert found["head"] == "李𠮷"
    assert [word for word in found["characters"] if "U+20BB7" in word]
    assert [word for word in found["characters"] if "U+9FBA" in word and "--standard" in word]
    said = tianbao("people", "--store", store, "--filler", "王\ue854", "--standard", "--json")
    assert json.loads(said.stdout)["filler"] == "王\u9fba"


def test_control_and_direction_characters(tianbao, store):
    for bad, named in (
        ("\x07", "U+0007"),
        ("\u202e", "U+202E"),
        (b"\xff".decode("utf-8", "surrogateescape"), "U+DCFF"),
    ):
        refused = tianbao("people", "--store", store, "--head", f"李{bad}四", expect=1)
        assert named in refused.stderr
        assert "E-TEXT-001" in refused.stderr
    assert json.loads(tianbao("people", "--store", store, "--json").stdout)["head"] == ""


def test_remark_and_source_of_a_cell(tianbao, store):
    of_year = ("--store", store, "--year", 2025)
    said = tianbao("set", *of_year, CELL, "2036", "--note", "李\u200b𠮷", "--source", "台账", "--json")
    found = json.loads(said.stdout)
    assert found["value"] == 2036
    assert "U+200B" in found["characters"][0]
    assert "U+20BB7" in found["characters"][0]
    assert "U+2066" in tianbao("set", *of_year, CELL, "1", "--note", "\u2066", expect=1).stderr


def test_a_change_of_definition(tianbao, store):
    of_year = ("--store", store, "--year", 2024, "live-births", "--json")
    found = json.loads(tianbao("history", "redefine", *of_year, "--note", "由𠮷改为\ue854").stdout)
    assert "U+20BB7" in found["characters"][0]
    assert found["note"] == "由𠮷改为\ue854"
    found = json.loads(
        tianbao("history", "redefine", *of_year, "--note", "改为\ue854区", "--standard").stdout
    )
    assert found["note"] == "改为\u9fba区"


def test_the_end_of_a_key_is_in_the_answer(tianbao, store, tmp_path):
    secret = {"TIANBAO_PASSPHRASE": "correct horse 7"}
    tianbao("key", "new", "--store", store, "--key", tmp_path / "a.p12", **secret)
    found = json.loads(tianbao("key", "show", "--key", tmp_path / "a.p12", "--json", **secret).stdout)
    assert found["end"]["level"] == "far"
    assert found["end"]["days_left"] > 3600
    copy = tmp_path / "b.p12"
    found = tianbao("key", "import", tmp_path / "a.p12", "--key", copy, "--json", **secret)
    assert json.loads(found.stdout)["end"]["sentence"] == ""
