"""What is said of a text at typing, and that every door of a store refuses the same characters."""

from dataclasses import replace

import pytest

from desktop.services.unit.evidence import attach
from desktop.services.unit.filing.finalising import finalise, obstacles, withdraw
from desktop.services.unit.text_word import text_word
from desktop.services.unit.year import open_year
from forms.errors import UserInputError
from forms.findings import Level
from forms.reporting.earlier import DefinitionChange
from forms.text.typed import LONGEST_NAME, LONGEST_TEXT
from tests.desktop.models.desks import BIRTHS

TURNED = "张\u202e三四五"


@pytest.mark.parametrize("name", ["李𠮷", "ཚེ་རིང", "ئابلىز", "ᠪᠠᠲᠤ", "王\U0001f600", "王\ue000"])
def test_what_no_font_draws_is_said_with_its_code_point(name):
    word = text_word("填表人", name)
    assert not word.is_refused
    assert f"U+{ord(next(c for c in name if c > '龥' or c < '一')):04X}" in word.sentence
    assert "打印后请手写" in word.sentence


@pytest.mark.parametrize(
    "name", ["张三", "欧阳𬱖", "许㛃䶮", "韩𠅤", "阿卜杜热合曼·买买提", "Ngô A", "葛\ufe00"]
)
def test_of_what_can_be_printed_nothing_is_said(name):
    assert text_word("填表人", name).sentence == ""


def test_an_older_private_code_offers_its_standard_character():
    word = text_word("填表人", "王\ue854")
    assert word.offer == "换成标准字"
    assert word.replacement == "王\u9fba"
    assert "U+E854 换成 龺（U+9FBA）" in word.sentence


def test_what_is_refused_offers_the_text_without_it():
    word = text_word("填表人", TURNED)
    assert word.is_refused
    assert word.replacement == "张三四五"


def test_what_was_cleaned_is_said():
    assert "U+200B（零宽空格）" in text_word("填表人", "张\u200b三").sentence


def doors(year, tmp_path):
    """Every way by which words come into a store."""
    desk, key = year.desk, year.entry_cell(BIRTHS).key
    query = next(f for f in year.report.findings if f.enforcement is Level.QUERY)
    ledger = tmp_path / f"{TURNED}.pdf"
    ledger.write_bytes(b"%PDF-1.4")
    for role in ("head", "statistician", "filler", "phone", "email", "credit_code"):
        yield lambda role=role: desk.name_people(**{role: TURNED})
    yield lambda: year.annotate(key, note=TURNED)
    yield lambda: year.annotate(key, source=TURNED)
    yield lambda: year.explain(query, TURNED)
    yield lambda: withdraw(year, TURNED)
    yield lambda: desk.record_definition_change(DefinitionChange(key.code, 2024, TURNED))
    yield lambda: desk.adopt_plan(desk.pack, TURNED)
    yield lambda: attach(year, key, ledger)


def test_every_door_refuses_and_stores_nothing(filled, tmp_path):
    head = filled.desk.store.log_head()
    count = 0
    for door in doors(filled, tmp_path):
        with pytest.raises(UserInputError, match=r"U\+202E（文字方向控制符）") as caught:
            door()
        assert caught.value.code == "E-TEXT-001"
        count += 1
    assert count == 13
    assert filled.desk.store.log_head() == head


def test_every_door_cleans(filled):
    desk, key = filled.desk, filled.entry_cell(BIRTHS).key
    desk.name_people(filler="\ufeff张\u200b三\u00a0 ")
    filled.annotate(key, note="一\u200b二", source="台账\u2028第 3 页")
    query = next(f for f in filled.report.findings if f.enforcement is Level.QUERY)
    filled.explain(query, "第一行\r\n第二\u200b行")
    assert desk.people.filler == "张三"
    observation = filled.figures.observations[key]
    assert (observation.note, observation.source) == ("一二", "台账 第 3 页")
    assert filled.report.explanation(query).text == "第一行\n第二行"


def test_a_figure_with_a_turned_direction_is_kept_and_questioned(filled):
    key = filled.entry_cell(BIRTHS).key
    filled.enter({key: "20\u202e36"})
    assert filled.reading(key).text == "20\ufffd36"
    assert filled.reading(key).problem == "TB-CELL-001"
    filled.enter({key: "\ufeff2036\u200b"})
    assert filled.reading(key).text == "2036"
    assert filled.reading(key).value == 2036


@pytest.mark.parametrize("longest", [LONGEST_NAME, LONGEST_TEXT])
def test_a_text_that_no_package_can_carry_is_announced_while_it_is_typed(longest):
    assert not text_word("填表人", "张" * longest, longest=longest).is_refused
    word = text_word("填表人", "张" * (longest + 1), longest=longest)
    assert word.is_refused
    assert f"填表人有 {longest + 1} 个字，最多 {longest} 个" in word.sentence


def test_too_long_texts_that_an_older_version_let_in_are_named_before_the_year_is_fixed(filled):
    desk, key = filled.desk, filled.entry_cell(BIRTHS).key
    before = filled.figures.observations[key]
    desk.store.set_people(replace(desk.people, head="张" * 201), actor="a", now=desk.clock())
    desk.store.record(filled.year, [replace(before, note="注" * 10_001)], actor="a", now=desk.clock())
    year = open_year(desk, filled.year)
    said = "".join(obstacles(year))
    assert "单位负责人有 201 个字，最多 200 个" in said
    assert f"{key.code} 的备注有 10001 个字" in said
    with pytest.raises(UserInputError, match="201 个字"):
        finalise(year)
    desk.name_people(head="张三")
    year.annotate(key, note="")
    assert finalise(year) == 1


def test_what_an_older_version_let_in_is_named_before_the_year_is_fixed(filled):
    desk, key = filled.desk, filled.entry_cell(BIRTHS).key
    before = filled.figures.observations[key]
    desk.store.set_people(replace(desk.people, head=TURNED), actor="a", now=desk.clock())
    desk.store.record(filled.year, [replace(before, note="\x07")], actor="a", now=desk.clock())
    year = open_year(desk, filled.year)
    said = "".join(obstacles(year))
    assert "单位负责人里有不能保存的字符：第 2 个字符 U+202E" in said
    assert f"{key.code} 的备注里有不能保存的字符：第 1 个字符 U+0007" in said
    with pytest.raises(UserInputError) as caught:
        finalise(year)
    assert caught.value.code == "E-TEXT-001"
    desk.name_people(head="张三")
    year.annotate(key, note="")
    assert finalise(year) == 1
