"""Files of other kinds at the command line: one document, one sentence, nothing changed."""

import json

import pytest

from tests.desktop.kinds import files
from tests.desktop.submission.builders import sound_package


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("dss.asice", files.containers()["dss.asice"], "foreign_container"),
        ("报送.zip", files.zipped({"wdp.asice": sound_package()}), "archive"),
    ],
)
def test_verify_says_what_a_file_is(tianbao, tmp_path, name, data, kind):
    (tmp_path / name).write_bytes(data)
    found = json.loads(tianbao("verify", tmp_path / name, "--json", expect=1).stdout)
    assert (found["kind"], found["bottom_line"]) == (kind, "unknown")
    told = tianbao("verify", tmp_path / name, expect=1).stdout
    assert told.splitlines() == [found["sentence"]]


def test_verify_is_told_when_a_package_was_received(tianbao, tmp_path):
    (tmp_path / "wdp.asice").write_bytes(sound_package())
    answer = tianbao("verify", tmp_path / "wdp.asice", "--at", "2026-02-03", "--json", expect=1)
    found = json.loads(answer.stdout)
    assert found["kind"] == "package"
    assert found["judged_at"]["latest"] == "2026-02-03T23:59:59+08:00"
    assert found["judged_at"]["stated"]
    assert "E-USAGE-001" in tianbao("verify", "wdp.asice", "--at", "昨天", expect=2).stderr
    assert "晚" in tianbao("verify", "wdp.asice", "--at", "2999-01-01", expect=2).stderr


def test_decrypt_says_so_before_it_asks_for_a_passphrase(tianbao, tmp_path):
    (tmp_path / "wdp.asice").write_bytes(sound_package())
    done = tianbao("decrypt", "wdp.asice", "--key", "none.p12", "-o", "out", expect=1)
    assert "它没有加密" in done.stderr


def test_a_store_command_given_another_file_says_what_it_is(tianbao, tmp_path):
    (tmp_path / "wdp.db").write_bytes(sound_package())
    done = tianbao("check", "--store", "wdp.db", "--year", 2025, expect=3)
    assert "是报送包" in done.stderr
    done = tianbao("restore", "--store", "new.db", "wdp.db", expect=3)
    assert "是报送包" in done.stderr
