"""Standard streams that are closed, full, or without a reader: the exit code says what happened."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.meta.checkout import ROOT

# The shell opens the device, since a test writes in its own folder only.
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")


def shell(line):
    command = ["/bin/sh", "-c", line.replace("tianbao", f'"{sys.executable}" -m desktop')]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "words", ["plans", "plans --json", "rules", "--help", "--version", "plans --help", "verify /none --json"]
)
def test_an_answer_that_cannot_be_written_is_no_answer(words):
    done = shell(f"tianbao {words} > /dev/full")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert "E-FILE-012" in done.stderr


def test_what_was_done_before_is_kept(tmp_path):
    done = shell(f"tianbao init --store {tmp_path}/a.db --plan wanghua --unit health > /dev/full")
    assert (done.returncode, "要改动的已经改动" in done.stderr) == (3, True)
    assert shell(f"tianbao log --store {tmp_path}/a.db --verify").returncode == 0


@pytest.mark.parametrize(("words", "code"), [("verify /none", 3), ("plans --plan", 2), ("plans", 0)])
def test_what_cannot_be_said_beside_the_answer_changes_no_exit_code(words, code):
    assert shell(f"tianbao {words} 2> /dev/full").returncode == code


def test_a_reader_that_has_seen_enough_is_no_fault():
    done = shell("{ tianbao rules; echo $? >&2; } | true")
    assert done.stderr == "0\n"


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&- <&-"])
def test_a_stream_that_was_closed_before_the_start_is_no_fault(closed, tmp_path):
    assert shell(f"tianbao plans {closed}").returncode == 0
    refused = shell(f"tianbao key new --store {tmp_path}/a.db --key {tmp_path}/k.p12 {closed}")
    assert refused.returncode == 3
    assert "Traceback" not in refused.stderr
