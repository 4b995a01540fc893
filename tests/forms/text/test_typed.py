"""What is kept, cleaned and refused of texts that people type, over all of Unicode."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UserInputError
from forms.text.kept import refusals, why_no_reason
from forms.text.standard_characters import GB_18030, standard_character, standard_text
from forms.text.typed import (
    LONGEST_NAME,
    LONGEST_TEXT,
    REFUSED,
    cleaning,
    read_text,
    refusal,
    require_text,
    visible_text,
)
from resources import read_text as read_resource

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REAL_NAMES = (
    "张　三",
    "欧阳𬱖",
    "李𠮷",
    "阿卜杜热合曼·买买提",
    "ئابلىز",
    "نۇر\u200cئەل\u200cدىن",
    "ཚེ་རིང",
    "ᠪᠠᠲᠤ\u180eᠠ",
    "क्\u200dष",
    "葛\U000e0100",
    "王\ue854",
    "Ngô Đức-Anh",
)


@pytest.mark.parametrize("name", REAL_NAMES)
def test_names_of_every_nation_are_kept_as_they_are(name: str) -> None:
    assert read_text(name).text == name
    assert not read_text(name).cleaned + read_text(name).refused


def test_every_character_of_unicode_has_one_fate_and_no_bad_one_stays() -> None:
    """Cc, Cs, Zl, Zp, directions, tags and noncharacters never pass; letters of every script do."""
    for character in EVERY:
        code, category = ord(character), unicodedata.category(character)
        read = read_text(f"王{character}五")
        is_nonsense = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        if category == "Cs" or is_nonsense or character in TURNING or 0xE0000 <= code < 0xE0080:
            assert read.refused == ((2, character),), hex(code)
        elif category in ("Cc", "Zl", "Zp"):
            assert read.refused or read.text == "王 五", hex(code)
        elif category in ("Co", "Cn"):
            assert read.text == f"王{character}五", hex(code)
        elif category == "Cf":
            assert read.refused or read.cleaned or read.text == f"王{character}五", hex(code)
        elif read.text != f"王{character}五":
            assert read.cleaned == (character,), hex(code)
            assert read.text in ("王 五", "王五")


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9f", *TURNING, "\ud800", "\uffff"])
def test_what_turns_or_controls_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(UserInputError, match="填表人里有不能保存的字符") as caught:
        require_text(f"王{character}五", "填表人")
    assert f"第 2 个字符 U+{ord(character):04X}" in caught.value.message
    assert ("打乱别的字的次序" in caught.value.message) is (character in TURNING), "of a bell that is not so"


@pytest.mark.parametrize("character", ["\ufeff", "\u200b", "\u2060", "\u00ad", "\u200e", "\u200d", "\u3164"])
def test_what_nobody_sees_is_cleaned_with_a_word(character: str) -> None:
    read = read_text(f"王{character}五")
    assert read.text == "王五"
    assert f"U+{ord(character):04X}" in cleaning("填表人", read)
    assert not refusal("填表人", read)


def test_blanks_of_every_width_become_one() -> None:
    assert read_text("王\u00a0五\u2009六\t七").text == "王 五 六 七"
    assert "不换行空格" in cleaning("备注", read_text("王\u00a0五"))


def test_line_ends_are_kept_only_where_lines_are_wanted() -> None:
    typed = "一\r\n二\r三\x0b四\u2028五\u2029六"
    assert read_text(typed, lines=True).text == "一\n二\n三\n四\n五\n六"
    assert read_text(typed).text == "一 二 三 四 五 六"


@given(ANY, st.booleans())
def test_what_is_removed_or_replaced_is_told(text: str, lines: bool) -> None:
    read = read_text(text, lines=lines)
    told = {*read.cleaned, *(character for _, character in read.refused), *" \t\r\n\u3000"}
    assert set(text) - set(read.text) <= told


@given(ANY, st.booleans())
def test_what_is_kept_is_kept_again(text: str, lines: bool) -> None:
    read = read_text(text, lines=lines)
    again = read_text(read.text, lines=lines)
    assert not again.refused
    read.text.encode()
    assert read_text(again.text, lines=lines).text == again.text


@given(ANY)
def test_a_figures_text_can_be_stored_and_reads_the_same_again(text: str) -> None:
    shown = visible_text(text)
    shown.encode()
    assert visible_text(shown) == shown
    assert not REFUSED.search(shown)


def test_private_codes_of_older_data_have_standard_ones() -> None:
    """The 24 of GB 18030-2005 are exactly what Python's table of that edition still keeps private."""
    private = {c for c in GB_18030 if len(c.encode("gb18030")) == 2}
    assert len(private) == len(GB_18030) == 24
    for old, new in GB_18030.items():
        assert unicodedata.category(old) == "Co"
        assert unicodedata.category(new) in ("Lo", "Po", "Ps", "Pe"), hex(ord(new))
        assert len(new.encode("gb18030")) == 4
    assert len(set(GB_18030.values())) == 24
    assert standard_text("王\ue854") == "王\u9fba"


def test_codes_of_gbk_and_those_of_one_computer() -> None:
    assert standard_character("\ue863") == "䶮"
    assert standard_character("\ue7c7") == "ḿ"
    assert standard_character("\ue000") is None
    assert standard_character("王") is None


@pytest.mark.parametrize(
    "unseen", ["\ufe0f", "\u200b", "\u115f\u3164", "\U000e0100\ufe00", "\u2065", "\U0001d159"]
)
def test_a_text_that_nobody_sees_is_empty(unseen: str) -> None:
    read = read_text(f" {unseen} ")
    assert not read.text
    assert "看不见的字符" in cleaning("填表人", read)
    assert refusals("填表人", unseen) == ["填表人里只有看不见的字符，等于没有填写；请重新填写"]
    assert not refusals("填表人", f"葛{unseen}")


@given(ANY)
def test_what_is_typed_and_kept_is_never_refused_later(text: str) -> None:
    assert not refusals("备注", read_text(text).text)
    assert not refusals("备注", read_text(text, lines=True).text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12345", "只有数字，"),
        ("-2-2-2", "只有数字和符号"),
        ("....", "只有符号"),
        ("已核", "太短"),
        ("无\ufe0f\ufe0f\ufe0f", "太短"),
        ("\u200b" * 9, "太短"),
        ("改用年末人口", ""),
        ("𠮷𠮷𠮷𠮷", ""),
    ],
)
def test_what_is_no_reason_is_called_what_it_is(text: str, said: str) -> None:
    problem = why_no_reason(text)
    assert said in problem
    assert bool(problem) == bool(said)


@pytest.mark.parametrize("longest", [LONGEST_NAME, LONGEST_TEXT])
def test_a_text_that_no_package_can_carry_is_refused_when_it_is_typed(longest: int) -> None:
    assert require_text("张" * longest, "备注", longest=longest) == "张" * longest
    with pytest.raises(UserInputError, match=f"{longest + 1} 个字") as caught:
        require_text("张" * (longest + 1), "备注", longest=longest)
    assert caught.value.code == "E-TEXT-002"


def test_the_lengths_are_those_of_the_published_schema() -> None:
    schema = json.loads(read_resource("schemas/submission-2.json"))["properties"]
    people = schema["people"]["properties"]
    assert {people[role]["maxLength"] for role in people} == {LONGEST_NAME}
    assert schema["definition_changes"]["items"]["properties"]["note"]["maxLength"] == LONGEST_TEXT
