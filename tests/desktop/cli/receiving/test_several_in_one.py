"""Several packages in one mail or archive: each by itself; what cannot be read of them is a line as well."""

import os
import shutil
import signal
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake import storing
from tests.benchmarks.receiving_kills import rows_of_file
from tests.desktop.cli.receiving.commands import run
from tests.fuzz.mails import archive, mail


@pytest.fixture
def plain(county):
    """Packages that are taken in, of different units."""
    return sorted(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")[:3]


@pytest.fixture
def sealed(county):
    return next(one for one in (county / "packages/2025").iterdir() if one.name.endswith(".cms"))


def packed(path, *files):
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files:
            made.writestr(name, data)
    return path


@pytest.mark.parametrize("how", ["zip", "mail"])
def test_what_cannot_be_read_beside_packages_is_a_line_and_they_are_in(
    empty, plain, sealed, opening, tmp_path, how
):
    good = [(one.name, one.read_bytes()) for one in plain]
    bad = [
        ("wdp-断了.asice", good[0][1][:900]),
        (sealed.name, sealed.read_bytes()),
        ("标志.png", b"\x89PNG\r\n\x1a\n"),
    ]
    path = tmp_path / f"全部.{how}"
    path.write_bytes(archive(*good, *bad) if how == "zip" else mail(*good, *bad))
    answer = run("receive", "--office", empty, path, "--json", expect=1)
    (file,) = answer["files"]
    assert file["outcome"] == "waits"
    assert [one["waits"] for one in file["packages"]] == [False] * len(plain)
    assert {one["name"]: one["code"] for one in file["beside"]} == {
        "wdp-断了.asice": "E-RECEIVE-001",
        sealed.name: "E-RECEIVE-002",
    }
    assert all(one["sentence"] and one["step"] for one in file["beside"])
    told = run("receive", "--office", empty, path, expect=1)
    assert f"待处理  {path.name} 里的 {sealed.name}：文件是加密的" in told
    opened = run("receive", "--office", empty, path, *opening, "--json", expect=1)["files"][0]
    assert (len(opened["packages"]), [one["name"] for one in opened["beside"]]) == (4, ["wdp-断了.asice"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
@pytest.mark.parametrize("stored", [1, 2])
def test_killed_between_two_packages_of_an_archive_the_next_run_takes_in_the_rest(
    empty, plain, tmp_path, stored
):
    path = packed(tmp_path / "全部.zip", *((one.name, one.read_bytes()) for one in plain))
    whole = Path(shutil.copy(empty, tmp_path / "一次.db"))
    wanted = run("receive", "--office", whole, path, "--json")["files"][0]["packages"]
    if not (pid := os.fork()):
        die_after(stored)
        run("receive", "--office", empty, path)
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    with open_office_desk(empty) as desk:
        assert len(desk.store.packages()) == stored
        assert desk.store.verify_log().ok
    found = run("receive", "--office", empty, path, "--json")["files"][0]
    assert (found["outcome"], found["known"]) == ("taken", False)
    assert [one["digest"] for one in found["packages"]] == [one["digest"] for one in wanted]
    assert run("receive", "--office", empty, path, "--json")["files"][0]["known"]
    mine, others = rows_of_file(empty), rows_of_file(whole)
    assert mine == others


def die_after(stored):
    """In the process that is to be killed: let it end as by ``kill -9`` behind so many transactions."""
    done, take_in = [], storing._take_in

    def take_in_and_die(*words):
        take_in(*words)
        done.append(words)
        if len(done) == stored:
            os.kill(os.getpid(), signal.SIGKILL)

    storing._take_in = take_in_and_die
