"""``close``: the county's year is frozen by a command, once all is accepted."""

from pathlib import Path

from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    PASSPHRASE,
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)


def test_a_year_is_frozen_once_and_every_command_says_what_the_file_is(both, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setenv("TIANBAO_PASSPHRASE", PASSPHRASE)
    office, units = both.office.path, [one.code for one in both.office.plan.reporting_units]
    both.type_paper()
    both.desk.close()
    both.office.close()
    where, out = ("--office", office, "--year", 2025), tmp_path / "汇总"
    assert run("close", *where, "-o", out, "--json", expect=1)["code"] == "E-COLLECT-001"
    for unit in units:
        if unit != "health":
            run("excuse", *of(office, unit), "--reason", "演示：没有要报的", "--json")
    run("accept", *of(office, "health"), "-o", tmp_path / "发出", "--json")
    closed = run("close", *where, "-o", out, "--json")
    assert (closed["number"], closed["new"], closed["revised"]) == (1, True, [])
    rows = {row["unit"]: row["state"] for row in run("board", *where, "--json")["rows"]}
    assert set(rows.values()) == {"closed", "excused"}
    assert "没有变动" in run("close", *where, "-o", out)
    assert "✓ 签名：签名有效" in run("verify", closed["file"], expect=1)
    assert "定库的全县汇总" in run("receive", closed["file"], "--office", office, expect=1)
    # What a county collected goes up some day; at a desk where it does not belong it is named too.
    other, before = tmp_path / "别处.db", Path(closed["file"]).read_bytes()
    run("office", "init", "--office", other, "--plan", "jinan")
    (line,) = run("receive", closed["file"], "--office", other, "--json", expect=1)["files"]
    assert (line["outcome"], line["code"], line["packages"]) == ("refused", "E-RECEIVE-008", [])
    assert "定库的全县汇总" in line["sentence"]
    assert line["step"]
    assert Path(closed["file"]).read_bytes() == before
