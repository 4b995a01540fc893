"""Which characters of a text are drawn and can be stored: all that are seen, and none that is not."""

import unicodedata
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper.characters import printable, storable

anything = st.text(
    st.characters() | st.sampled_from("甲乙 \u3000\t\n\u200b\u202e\ufe0f\ud800\ufffe\U0001fffe")
)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("望花区　卫生健康局", "望花区　卫生健康局"),
        ("一\n二\t三\u00a0四", "一 二 三 四"),
        ("表\u202e1\u200b", "表1"),
        ("葛\U000e0100城", "葛城"),
        ("a\x00b\x7f", "ab"),
        ("望花区\u3000卫健局\n", "望花区\u3000卫健局 "),
        ("", ""),
    ],
)
def test_blanks_are_spaces_and_what_is_not_seen_is_not_drawn(text, drawn):
    assert printable(text) == drawn


@given(anything)
def test_no_control_or_format_character_is_drawn(text):
    drawn = printable(text)
    assert not [c for c in drawn if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}]
    assert printable(drawn) == drawn


@given(st.text(st.characters(whitelist_categories=("L", "N", "P"), max_codepoint=0xFFFF)))
def test_no_letter_figure_or_sign_is_ever_lost(text):
    assert printable(text) == storable(text) == text


def test_what_xml_cannot_hold_is_not_stored():
    assert storable("甲\ud800乙\ufffe丙\U0001fffe丁") == "甲乙丙丁"


@given(anything)
def test_what_is_stored_can_be_read_from_xml_again(text):
    kept = storable(text)
    element = Element("t")
    element.text = kept
    assert (fromstring(tostring(element, encoding="utf-8")).text or "") == kept
    kept.encode("utf-8")
    assert storable(kept) == kept
