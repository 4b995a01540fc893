from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.documents.paper.characters import printable, storable
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, font_runs, text_width, to_unicode_cmap

ROOT = Path(__file__).parents[4]
RARE = "㛃䶮𬱖𠅤"


def test_characters_outside_the_basic_plane_are_named_in_utf16() -> None:
    cmap = to_unicode_cmap("F", [0, ord("A"), 0x2CC56])
    assert "<01> <0041>" in cmap
    assert "<02> <D873DC56>" in cmap
    assert "<00> <0000>" not in cmap


def test_blocks_of_the_map_hold_at_most_a_hundred_entries() -> None:
    cmap = to_unicode_cmap("F", list(range(0x4E00, 0x4E00 + 256)))
    counts = [int(line.split()[0]) for line in cmap.splitlines() if line.endswith("beginbfchar")]
    assert counts == [100, 100, 56]


@pytest.mark.parametrize("font", [SERIF, SANS_BOLD])
def test_rare_name_characters_have_glyphs(font: str) -> None:
    assert list(font_runs(RARE, font)) == [(font, RARE)]


def test_a_character_that_is_missing_at_the_last_moment_is_refused_too() -> None:
    with pytest.raises(ValueError, match=r"U\+1F431"):
        list(font_runs("\U0001f431", SERIF))


def test_invisible_characters_are_dropped_and_blanks_folded() -> None:
    assert printable("a\tb\r\nc\u200bd\ufeff\ufe0e葛\U000e0100") == "a b  cd葛"
    assert printable("　其中：") == "　其中："


def test_what_xml_cannot_hold_is_not_stored() -> None:
    assert storable("a\ud800b\uffffc\x00") == "abc"


def test_chinese_characters_are_as_wide_as_the_size() -> None:
    assert text_width("妇女", SERIF, 10) == 20


@pytest.mark.parametrize("spoil", ["replaced", "removed"])
def test_a_damaged_font_of_the_program_is_refused_before_it_is_parsed(tmp_path: Path, spoil: str) -> None:
    """ReportLab takes tens of gigabytes for one whose numbers are nonsense."""
    copied = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", copied, ignore=shutil.ignore_patterns("manual", "samples"))
    font = copied / "fonts/NotoSerifSC-Regular.ttf"
    if spoil == "removed":
        font.unlink()
    else:
        data = font.read_bytes()
        font.write_bytes(data[:20_000] + random.Random(1).randbytes(3000) + data[23_000:])
    code = (
        "from desktop.documents.paper.fonts import SERIF, text_width\n"
        "from forms.errors import EnvironmentFault\n"
        "try:\n    text_width('妇女', SERIF, 10)\nexcept EnvironmentFault as fault:\n    print(fault.code)\n"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.strip() == "E-DOC-043"


def test_a_damaged_font_does_not_stop_anybody_typing(tmp_path: Path) -> None:
    """What it lacks cannot be told; printing says that it is damaged."""
    copied = tmp_path / "resources"
    shutil.copytree(
        ROOT / "resources", copied, ignore=shutil.ignore_patterns("manual", "samples", "*Bold.ttf")
    )
    shutil.copy(ROOT / "resources/fonts/NotoSansSC-Bold.ttf", copied / "fonts")
    font = copied / "fonts/NotoSerifSC-Regular.ttf"
    data = font.read_bytes()
    table = data.index(b"cmap")
    at = int.from_bytes(data[table + 8 : table + 12], "big")
    noise = random.Random(1).randbytes(3000)
    spoiled = [
        noise + data[3000:], bytes(3000) + data[3000:], data[:5], b"",
        data[:at] + noise + data[at + 3000 :], data[:at] + b"\xff" * 3000 + data[at + 3000 :],
        data[: at + 100], data[:table] + b"cmap" + b"\xff" * 12 + data[table + 16 :],
    ]  # fmt: skip
    ask = "print(len(undrawn('妇女王芳\\U00020BB7')) < 6)"
    code = f"from desktop.documents.paper.font_cover import undrawn\n{ask}\n"
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    for bad in spoiled:
        font.write_bytes(bad)
        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=tmp_path,
        )
        assert done.stdout.strip() == "True", done.stderr
