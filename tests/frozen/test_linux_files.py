"""A Linux desktop opens the program's files by a double click, once the script beside the program was run."""

import configparser
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from build_spec.check_dist import LINUX_FILES
from build_spec.finishing import add_linux_files
from build_spec.person import PERSON
from desktop.services.office.desk import init_office
from tests.desktop.models.desks import Clock, new_desk
from tests.plans import wanghua

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("update-mime-database") is None, reason="no Linux desktop"
)
_ASK = """\
import json, sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
application = QCoreApplication([])
known = QMimeDatabase()
print(json.dumps([known.mimeTypeForFile(name).name() for name in sys.argv[1:]]))
"""


@pytest.fixture
def program(tmp_path):
    """Where a program was unpacked: in a person's folder that a key Exec cannot hold as it is."""
    folder = tmp_path / f'{PERSON} 100% $HOME "甲"' / "tianbao"
    folder.mkdir(parents=True)
    add_linux_files(folder)
    return folder


@pytest.fixture
def register(program, tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "用户数据")}

    def run(*arguments):
        subprocess.run(
            [str(program / "register-files.sh"), *arguments], env=environment, check=True, capture_output=True
        )
        return environment, tmp_path / "用户数据"

    return run


def test_each_file_has_its_kind_and_a_data_file_that_of_its_desk(register, tmp_path):
    office, unit, another = (tmp_path / name for name in ("收件.db", "卫健局.db", "别的.db"))
    init_office(office, wanghua(), "王芳", Clock()).close()
    new_desk(unit).close()
    with sqlite3.connect(another) as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    named = [tmp_path / f"wdp-1-a-2025-r1{ending}" for ending in (".asice", ".asice.cms", ".wdpplan")]
    for path in named:
        path.write_bytes(b"")
    environment, _ = register()
    command = [sys.executable, "-c", _ASK, *map(str, (office, unit, another, *named))]
    answer = subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8")
    kinds = json.loads(answer.stdout)
    assert kinds[:2] == ["application/x-tianbao-office", "application/x-tianbao-unit"]
    assert "tianbao" not in kinds[2]
    assert kinds[3:] == [
        "application/vnd.etsi.asic-e+zip",
        "application/x-tianbao-encrypted",
        "application/x-tianbao-plan",
    ]


def test_the_entry_starts_the_program_wherever_it_lies_and_is_taken_back(register, program):
    _, data = register()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(data / "applications" / "tianbao-open.desktop", encoding="utf-8")
    command = entry["Desktop Entry"]["Exec"]
    # What a desktop undoes, in its order: the string, the field codes, the quotes.
    unescaped = command.replace("\\\\", "\\")
    quoted, rest = unescaped[1:].rsplit('"', 1)
    assert rest == " --open %f"
    path = quoted.replace("%%", "%")
    for mark in '"`$':
        path = path.replace(f"\\{mark}", mark)
    assert path == str(program / "tianbao")
    assert entry["Desktop Entry"]["MimeType"].count(";") == 5
    register("--remove")
    assert [path for path in data.rglob("*tianbao*") if path.is_file()] == []


def test_what_belongs_to_linux_is_brought_along(program):
    assert sorted(path.name for path in program.iterdir()) == sorted(LINUX_FILES)
    assert os.access(program / "register-files.sh", os.X_OK)
