"""Finding a row as people type: a part of its name, its code, the initials of its pinyin, in any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.grid.finder import find_rows, initials
from forms.reporting.layout import lay_out
from forms.text.pinyin import syllable
from tests.plans import small, wanghua
from tests.strategies import wide

HEALTH = lay_out(wanghua().plan, "health")
ROWS = [(form, row) for form in HEALTH.forms for row in form.rows]
level_1 = st.integers(0xB0, 0xD7).flatmap(
    lambda high: st.integers(0xA1, 0xF9 if high == 0xD7 else 0xFE).map(
        lambda low: bytes([high, low]).decode("gb2312")
    )
)
"""The 3,755 characters of GB 2312 level 1."""


def found(text, layout=HEALTH):
    return [place.address for place in find_rows(layout, text)]


@pytest.mark.parametrize(
    ("characters", "letters"),
    [
        ("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "abcdefghjklmnopqrstwxyz"),
        ("澳怖错堕贰咐过祸骏阔络穆诺沤曝群弱所唾误迅孕座", "abcdefghjklmnopqrstwxyz"),
    ],
)
def test_each_letter_from_its_first_to_its_last_character(characters, letters):
    assert initials(characters) == letters


@given(st.text(alphabet=level_1, max_size=6))
def test_every_character_of_the_first_level_has_one_letter(text):
    letters = initials(text)
    assert len(letters) == len(text)
    assert not set(letters) & set("iuv")


@given(st.text(max_size=30), st.text(max_size=30))
def test_initials_of_a_whole_are_those_of_its_parts_in_plain_letters_and_digits(one, other):
    assert initials(one + other) == initials(one) + initials(other)
    assert initials(one).isascii()
    assert not initials(one) or initials(one).isalnum()


@pytest.mark.parametrize("text", ["镉", "㛃", "𠮷", "—", "（", "　", "\ud800"])
def test_what_has_no_letter_in_the_table_is_left_out(text):
    assert initials(f"贫{text}血") == "px"


@pytest.mark.parametrize(("form", "row"), ROWS, ids=[row.cells[0].address for _, row in ROWS])
def test_every_row_is_found_by_name_code_and_initials_in_both_widths(form, row):
    here = row.cells[0].address
    (title,) = {p.text for p in find_rows(HEALTH, row.name) if p.address == here}
    assert title == f"{form.form.title}　{row.code} {row.name}"
    for text in (
        row.name,
        wide(row.name),
        f" {row.name}\t",
        initials(row.name),
        wide(initials(row.name).upper()),
        "".join(map(syllable, row.name)),
    ):
        assert here in found(text), text
    of_code = {place.split("/")[1] for place in found(row.code)}
    assert row.code in of_code
    assert found(wide(row.code)) == found(row.code)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("活产", "maternal/01/_T"),  # begins a name
        ("死亡人数", "maternal/02/_T"),
        ("死亡", "maternal/02/_T"),  # begins a name, before 孕产妇死亡率 that contains it
        ("xtgl", "maternal/04/_T"),  # begins the initials
        ("glrs", "maternal/04/_T"),  # stands within them
        ("3", "maternal/03/_T"),
    ],
)
def test_the_best_match_comes_first(text, first):
    assert found(text, lay_out(small().plan, "health"))[0] == first


CIVIL = lay_out(wanghua().plan, "civil-affairs")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("低保", "最低生活保障人数"),  # nobody there says it in full
        ("残疾补贴", "困难残疾人生活补贴标准"),
        (CIVIL.forms[0].form.title, CIVIL.forms[0].rows[0].name),
    ],
)
def test_a_row_is_found_by_what_its_name_is_shortened_to_and_by_its_form(text, names):
    assert names in CIVIL.row_by_cell[found(text, CIVIL)[0]].name


def test_words_of_a_definition_are_found_after_those_of_names():
    defined = [(row, row.item.definition) for _, row in ROWS if row.item and row.item.definition]
    row, definition = next((r, d) for r, d in defined if d[:6] not in r.name)
    assert row.cells[0].address in found(definition[:6])


def test_a_figure_means_a_code_unless_it_stands_in_a_name():
    rows = [HEALTH.row_by_cell[place] for place in found("3")]
    named = ["3" in row.name for row in rows]
    assert named == sorted(named, reverse=True)
    assert any(named)
    assert {row.code for row, is_named in zip(rows, named, strict=True) if not is_named} == {"03"}


@pytest.mark.parametrize(
    "text", ["", " ", "　", "\t\n", "zzzzzz", "没有这个指标", "9999", "²", "\ud800", "１" * 400]
)
def test_what_is_nowhere_is_not_found(text):
    assert found(text) == []


@given(st.text(max_size=20))
def test_whatever_is_typed_each_row_is_found_once_and_no_more_than_thirty(text):
    addresses = found(text)
    assert len(addresses) == len(set(addresses)) <= 30
    assert set(addresses) <= set(HEALTH.cell_by_address)


def test_of_too_many_rows_the_best_thirty_are_shown():
    every = [row for form in lay_out(wanghua().plan, "organization").forms for row in form.rows]
    layout = lay_out(wanghua().plan, "organization")
    assert sum("女" in row.name for row in every) > 0
    places = find_rows(layout, "n")
    assert len(places) <= 30
    assert len(places) == min(30, sum("n" in initials(row.name) for row in every))


def test_a_figure_is_found_where_it_stands_as_in_a_spreadsheet():
    shown = {"births/_T": "30,123", "births/RES=U": "1,231", "deaths/_T": "1", "managed/_T": "12"}
    layout = lay_out(small().plan, "health")
    texts = {cell.address: shown.get(str(cell.key), "") for cell in layout.entry_cells}

    def looked_for(text):
        return [p.text for p in find_rows(layout, text, lambda _, cell: texts.get(cell.address, ""))]

    assert looked_for("1,231") == looked_for("1231") == ["孕产妇健康　01 活产数（城市）　1,231"]
    assert looked_for("0123") == ["孕产妇健康　01 活产数（合计）　30,123"]
    assert [t for t in looked_for("1") if t.endswith("　1")] == ["孕产妇健康　02 死亡人数（合计）　1"]
    assert looked_for("9,999") == []
