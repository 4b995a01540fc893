"""What the fonts cover, read without ReportLab, is what ReportLab finds in them."""

import sys
import unicodedata

from desktop.documents.paper.font_cover import BLANK, is_drawn, undrawn, with_blanks
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, font_runs, load_font
from forms.text.standard_characters import GB_18030


def test_the_table_is_the_one_by_which_texts_are_drawn():
    serif, sans = (set(load_font(name).face.charToGlyph) for name in (SERIF, SANS_BOLD))
    for code in range(0x7F, sys.maxunicode + 1):
        assert is_drawn(chr(code)) == (code in serif or code in sans), hex(code)


def test_the_fonts_hold_what_the_manual_says():
    """All of the basic block and of extension A, and every standard character offered for a private code."""
    for first, last in ((0x4E00, 0x9FFC), (0x3400, 0x4DBF)):
        assert not undrawn("".join(map(chr, range(first, last + 1))))
    assert not undrawn("".join(GB_18030.values()))


def test_a_blank_stands_for_each_character_and_marks_take_no_room():
    assert with_blanks("李𠮷") == f"李{BLANK}"
    assert with_blanks("ཚེ") == BLANK
    assert all(is_drawn(c) for c in with_blanks("ئابلىز ཚེ་རིང 😀a好"))
    assert unicodedata.name(BLANK) == "FULLWIDTH LOW LINE"
    assert list(font_runs(BLANK, SERIF)) == [(SERIF, BLANK)]
