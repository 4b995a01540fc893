"""The window is written in a font that draws: never in a broken one, wherever the program lies."""

import json
import os
import shutil
import subprocess
import sys
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase

import resources
from desktop.selftest import is_about_fonts
from desktop.services.selftest import RARE_CHARACTERS
from desktop.views.frame.look import font_family
from tests.meta.checkout import ROOT

OWN = "fonts/NotoSansSC-Regular.ttf"
YAHEI = "Microsoft YaHei"


def renamed(family, broken=""):
    """Our font under another name; one of its tables full of nonsense if asked."""
    font = TTFont(BytesIO(resources.read_bytes(OWN)))
    for record in font["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = family.replace(" ", "") if record.nameID == 6 else family
    made = BytesIO()
    font.save(made)
    data = bytearray(made.getvalue())
    if broken:
        entry = TTFont(BytesIO(bytes(data))).reader.tables[broken]
        data[entry.offset : entry.offset + entry.length] = b"\xff" * entry.length
    return bytes(data)


@pytest.mark.qt_log_ignore("load glyph failed", extend=True)
@pytest.mark.parametrize("table", ["glyf", "loca"])
def test_a_broken_font_of_the_computer_is_not_written_with(table):
    number = QFontDatabase.addApplicationFontFromData(renamed(YAHEI, table))
    try:
        assert number >= 0, "the font database takes it"
        assert not font_family.draws(YAHEI)
        assert font_family.interface_family() != YAHEI
    finally:
        QFontDatabase.removeApplicationFont(number)


def test_a_sound_font_of_the_computer_is():
    number = QFontDatabase.addApplicationFontFromData(renamed(YAHEI))
    try:
        assert font_family.interface_family() == YAHEI
    finally:
        QFontDatabase.removeApplicationFont(number)


def test_our_own_draws_rare_characters_and_knows_what_it_cannot():
    own = font_family.own_family()
    assert font_family.draws(own, f"填报{RARE_CHARACTERS}")
    assert not font_family.draws(own, "填\U0001f600")


def test_bytes_are_read_only_where_the_path_cannot_be_opened(monkeypatch):
    read, read_bytes = [], resources.read_bytes

    def count(name):
        read.append(name)
        return read_bytes(name)

    monkeypatch.setattr(resources, "read_bytes", count)
    font_family.own_family()
    opened = QFontDatabase.addApplicationFont(str(resources.path(OWN))) >= 0
    assert bool(read) is not opened, "on Windows it depends on where the checkout lies"
    read.clear()
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", lambda _: -1)  # as with 张三 丰𬱖 on Windows
    assert font_family.draws(font_family.own_family())
    assert len(read) == 2


@pytest.mark.parametrize(
    ("category", "message", "expected"),
    [
        ("default", "FT_New_Face failed with index 0 : 1", True),
        ("qt.qpa.fonts", "anything", True),
        ("default", "load glyph failed err=15 face=0x1, glyph=2", True),
        ("default", "QObject::connect: no such signal", False),
        ("default", "QPainter::begin: nothing to paint on", False),
        ("qt.qpa.plugin", "could not load the platform plugin", False),
    ],
)
def test_only_words_about_fonts_are_left_out_of_the_judgement(category, message, expected):
    assert is_about_fonts(category, message) is expected


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or shutil.which("fc-list") is None, reason="fontconfig's folder")
def test_the_selftest_passes_beside_broken_fonts_in_a_persons_folder(tmp_path):
    home = tmp_path / "张三 丰𬱖"
    fonts = home / ".local" / "share" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "yahei.ttf").write_bytes(renamed(YAHEI, "glyf"))
    (fonts / "torn.ttf").write_bytes(resources.read_bytes(OWN)[:300_000])
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "QT", "XDG"))}
    environment = {**kept, "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "desktop", "--selftest", "--json"]
    answer = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    steps = json.loads(answer.stdout)["steps"]
    assert [step for step in steps if not step["passed"]] == []
    assert (answer.returncode, answer.stderr) == (0, "")
