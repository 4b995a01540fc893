"""Pinyin out of the order of GB 2312: for every name of the plans, in every way in which people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.text.pinyin import abbreviated_in, found_in, initials, syllable

LEVEL_1 = [
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if high < 0xD7 or low <= 0xF9
]
NAMES = sorted(
    {n for p in bundled_ids() for u in load_bundled(p).plan.units for n in (u.name, u.official_name)}
)


def test_the_first_level_is_whole_and_its_syllables_are_in_order():
    found = [syllable(character) for character in LEVEL_1]
    assert len(found) == 3755
    assert all(found)
    in_order = [sound.replace("v", "u ") for sound in found]  # lü comes after lu and before luan
    assert in_order == sorted(in_order), "the standard sorts by pinyin"
    assert len(set(found)) > 390


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("教育局", "jiao yu ju"), ("卫生健康局", "wei sheng jian kang ju"), ("统计局", "tong ji ju"),
        ("组织部", "zu zhi bu"), ("公安分局", "gong an fen ju"), ("人民法院", "ren min fa yuan"),
        ("妇女儿童", "fu nv er tong"), ("鹿寨县", "lu zhai xian"), ("医疗保障", "yi liao bao zhang"),
        ("残疾人联合会", "can ji ren lian he hui"), ("啊", "a"), ("座", "zuo"),
    ],
)  # fmt: skip
def test_words_of_offices_sound_as_they_do(text, pinyin):
    assert [syllable(character) for character in text] == pinyin.split()


@pytest.mark.parametrize("character", ["　", "（", "寯", "𠮷", "丂", "é", "-"])
def test_what_has_no_pinyin_here_is_left_out(character):
    assert syllable(character) == ""


def test_every_unit_of_the_plans_is_found_by_initials_by_pinyin_and_by_a_mixture():
    assert len(NAMES) > 100
    for name in NAMES:
        sounds = [syllable(character) for character in name]
        assert all(sounds), name
        mixed = "".join(s if n % 2 else s[:1] for n, s in enumerate(sounds))
        for typed in (initials(name), "".join(sounds), mixed, initials(name).upper(), name):
            assert found_in(name, typed) == slice(0, len(name)), (name, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qw", "区卫"), ("weisheng", "卫生"), ("ＷＥＩ", "卫"), ("jian k", "健康"), ("卫生", "卫生"),
        ("wsjk", "卫生健康"), ("jiank", "健康"), ("xyz", None), ("教育", None), ("qwq", None), ("", ""),
    ],
)  # fmt: skip
def test_what_is_meant_is_named(typed, meant):
    name = "抚顺市望花区卫生健康局"
    found = found_in(name, typed)
    assert (None if found is None else name[found]) == meant


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("医保局", "县医疗保障局"), ("ybj", "县医疗保障局"), ("卫健局", "县卫生健康局"),
        ("wjj", "县卫生健康局"),
        ("人社局", "县人力资源和社会保障局"), ("RSJ", "县人力资源和社会保障局"),
        ("市监局", "县市场监督管理局"),
        ("住建局", "县住房和城乡建设局"), ("妇联会", "县妇女联合会"), ("检院", "县人民检察院"),
    ],
)  # fmt: skip
def test_offices_are_found_by_what_people_call_them(typed, name):
    assert abbreviated_in(name, typed)


@pytest.mark.parametrize("typed", ["", "局", "j", "保医局", "医保", "jby", "教育局"])
def test_other_letters_are_no_abbreviation(typed):
    assert not abbreviated_in("县医疗保障局", typed)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_abbreviation_is_answered(text, typed):
    assert abbreviated_in(text, typed) in (True, False)


@given(st.sampled_from(NAMES), st.data())
def test_any_part_typed_in_any_way_finds_its_name(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    typed = "".join(
        syllable(c)[: data.draw(st.integers(1, max(1, len(syllable(c)))))] or c for c in name[start:end]
    )
    assert found_in(name, typed) is not None


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_the_answer_lies_within_the_text(text, typed):
    found = found_in(text, typed)
    assert found is None or 0 <= found.start <= found.stop
