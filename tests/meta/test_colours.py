"""Colours of the windows are written in one place; only what is printed has its own."""

import re

from tests.meta.checkout import ROOT, shown

PALETTE = "desktop/views/frame/look/colours.py"
COLOUR = re.compile(
    r"""["' ]#[0-9a-fA-F]{3,8}\b|QColor\(["'0-9]|GlobalColor\.(?!transparent)"""
    r"""|color: ?(?!transparent)[a-z]+;"""
)


def test_no_colour_is_written_outside_the_palette():
    found = [
        f"{shown(path)}: {match.group(0)}"
        for folder in ("desktop/views", "desktop/models")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for match in COLOUR.finditer(path.read_text(encoding="utf-8"))
        if shown(path) != PALETTE
    ]
    assert found == [], f"colours of the windows stand in {PALETTE}"
