"""Files of which nothing can be taken in: a line with code, name, sentence and step; the others go on."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.services.office.desk import open_office_desk
from tests.desktop.cli.receiving.commands import run
from tests.desktop.services.county import expected_of
from tests.desktop.submission.builders import entries_of, pack
from tests.fuzz.mails import archive
from tests.meta.checkout import ROOT

RECEIVE = "import sys; from desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
"""For whoever may read every file: a process that may not. Chosen because tests often run so."""


@pytest.fixture
def sound(county):
    """A package that is taken in, whatever lies beside it."""
    return next(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")


def require_line(office, path, sound, code, said):
    """The file is refused with all that a person needs, and the sound one beside it is taken in."""
    answer = run("receive", "--office", office, path, sound, "--json", expect=1)
    bad, good = answer["files"]
    assert (bad["outcome"], bad["code"], bad["path"]) == ("refused", code, str(path))
    assert said in bad["sentence"]
    assert bad["step"]
    assert good["outcome"] == "taken"
    told = run("receive", "--office", office, path, sound, expect=1)
    first = told.splitlines()[0]
    assert first.startswith(f"没有收  {path.name}：{bad['sentence']}")
    assert first.endswith(f"{bad['step']}（{code}）")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_nobody_may_read(empty, sound, tmp_path):
    closed = tmp_path / "无权限.asice"
    closed.write_bytes(sound.read_bytes())
    closed.chmod(0)
    words = ["receive", "--office", empty, closed, sound]
    rights = WITHOUT_RIGHTS if os.geteuid() == 0 else []
    command = [*rights, sys.executable, "-c", RECEIVE, *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 1, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("没有收  无权限.asice：文件读不出。")
    assert lines[0].endswith("看文件是不是还在、能不能打开，再收一次（E-RECEIVE-013）")
    assert lines[1].startswith(f"收下  {sound.name}：")
    closed.chmod(0o600)
    assert "收下  无权限.asice" in run("receive", "--office", empty, closed)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows locks what is read")
def test_a_file_that_another_program_holds(empty, sound, tmp_path):
    import msvcrt

    held = tmp_path / "打开着.asice"
    held.write_bytes(sound.read_bytes())
    with held.open("r+b") as other:
        msvcrt.locking(other.fileno(), msvcrt.LK_NBLCK, held.stat().st_size)
        require_line(empty, held, sound, "E-RECEIVE-013", "文件读不出")
        other.seek(0)
        msvcrt.locking(other.fileno(), msvcrt.LK_UNLCK, held.stat().st_size)
    assert "收下  打开着.asice" in run("receive", "--office", empty, held)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_in_the_folder(empty, sound, tmp_path):
    pipe = tmp_path / "管道.asice"
    os.mkfifo(pipe)
    require_line(empty, pipe, sound, "E-RECEIVE-013", "文件读不出")


def locked_archive(data):
    """A zip file whose entry says that it wants a password."""
    made = bytearray(archive(("a.asice", data), method=zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        made[made.rindex(mark) + flags] |= 1
    return bytes(made)


def test_an_archive_with_a_password(empty, sound, tmp_path):
    path = tmp_path / "加密.zip"
    path.write_bytes(locked_archive(sound.read_bytes()))
    require_line(empty, path, sound, "E-RECEIVE-011", "密码")


def a_figure_changed(data):
    """The bytes with one figure overwritten, as by an editor of bytes."""
    return data.replace(b",58694,", b",58695,")


def laid_out_again(data):
    """The same, with the container made to fit."""
    return pack({name: a_figure_changed(content) for name, content in entries_of(data).items()})


def packed_by_another_program(data):
    return archive(*((name, a_figure_changed(content)) for name, content in entries_of(data).items()))


@pytest.mark.parametrize("edited", [a_figure_changed, laid_out_again, packed_by_another_program])
def test_base_figures_that_were_edited_by_hand(empty, county, sound, signing, tmp_path, edited):
    """At the desk they are called what they are; at the unit they are refused, and it stays as it was."""
    made, path = tmp_path / "基础数据.asice", tmp_path / "改过.asice"
    sent = ("--office", empty, "--year", 2025, *signing)
    run("office", "key", "import", county / "keys/office.p12", *sent[:2], *signing[2:])
    run("office", "base", *sent, county / "base.csv", "-o", made)
    path.write_bytes(edited(made.read_bytes()))
    assert path.read_bytes() != made.read_bytes()
    require_line(empty, path, sound, "E-RECEIVE-008", "基础数据")
    u = Path(shutil.copy(county / "stores/agriculture.db", tmp_path / "u.db"))
    task = run("office", "task", *sent, "-o", tmp_path / "t", "--json")
    run("open", "--store", u, task["path"], "--office-fingerprint", task["signing"])
    before = u.read_bytes()
    told = run("open", "--store", u, path, "--json", expect=1)
    assert told["code"] == "E-LETTER-001"
    assert "没有采用" in told["message"]
    assert u.read_bytes() == before


def test_a_package_of_another_district(empty, planted, sound):
    (path,) = (planted / "elsewhere").iterdir()
    answer = run("receive", "--office", empty, path, sound, "--json", expect=1)
    foreign, good = answer["files"]
    assert (foreign["outcome"], good["outcome"]) == ("waits", "taken")
    (package,) = foreign["packages"]
    (address,) = [one for one in package["facts"] if one["fact"] == "address"]
    assert address["state"] == "bad"
    for part in ("code", "step"):
        assert address[part]
    assert "望花区" in address["sentence"]
    told = run("receive", "--office", empty, path, sound, expect=1).splitlines()
    assert path.name in told[0]
    assert f"{address['step']}（{address['code']}）" in told[1]
    board = run("board", "--office", empty, "--year", 2024, "--json")
    assert {row["state"] for row in board["rows"] if row["expected"]} == {"expected"}, (
        "no unit of ours is meant"
    )


def grouped(lines):
    """Lines by the file to which they belong: the first one names it."""
    found = []
    for line in lines:
        if line.startswith("      "):
            found[-1].append(line)
        elif not line.startswith("共 "):
            found.append([line])
    return found


def test_whatever_is_planted_is_a_line_with_code_sentence_and_step(empty, county, opening, tmp_path):
    """And taking it in sends nothing: beside the office's file there is nothing new."""
    packages, beside = county / "packages", set(tmp_path.iterdir())
    told = run("receive", "--office", empty, packages, *opening, expect=1)
    groups = grouped(told.splitlines())
    expected = [file for file in expected_of(county)["files"] if file["when"] == "taken_in"]
    for file in (one for one in expected if one["outcome"] != "taken"):
        place = (county / file["path"]).relative_to(packages)
        (group,) = [one for one in groups if re.match(rf"(没有收|待处理)  {re.escape(str(place))}：", one[0])]
        lines = group[1:] if file["packages"] else group[:1]
        assert lines, place
        for line in lines:
            assert re.search(r"：?.+。.+（(E|TB)-[A-Z]+-\d{3}）$", line), line
    assert set(tmp_path.iterdir()) == beside
    with open_office_desk(empty) as desk:
        assert not [
            one
            for unit in desk.plan.units
            for year in (2024, 2025)
            for one in desk.store.letters(unit.code, year)
        ]
