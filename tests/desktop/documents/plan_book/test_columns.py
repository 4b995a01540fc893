"""A cell of the plan workbook: what is written reads back; what cannot be read says what may stand there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.plan_book.columns import (
    BREAKDOWN,
    BREAKDOWNS,
    CODES,
    INTEGER,
    LINES,
    NUMBER,
    PRESENT,
    TERMS,
    TEXT,
    YES_NO,
    Naming,
    Unreadable,
    write_terms,
)
from desktop.documents.plan_book.sheets import SHEETS
from tests.examples import examples

CODE = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
GROUPS = st.sampled_from(["SEX=F", "SEX=M", "RES=U", "RES=R", "AREA=210202", "SEX=F;RES=U", "AGE=15-49"])
PARTS = st.builds(
    lambda item, breakdown, sign: {"item": item, "breakdown": breakdown, "sign": sign},
    CODE, st.just("_T") | GROUPS, st.sampled_from([1, -1]),
)  # fmt: skip


def as_is(text):
    return text


def back(kind, value):
    """A value written into a cell and read from its text."""
    written = kind.write(value)
    return kind.read(str(written) if not isinstance(written, Decimal) else f"{written:f}", as_is)


# --- there and back ----------------------------------------------------------------------------------


@examples(300)
@given(st.lists(PARTS, min_size=1, max_size=5))
def test_a_formula_reads_back_term_by_term(terms):
    assert back(TERMS, terms) == terms


@examples(150)
@given(
    st.lists(CODE, min_size=1, max_size=6),
    st.lists(GROUPS | st.just("_T"), min_size=1, max_size=4, unique=True),
)
def test_lists_read_back_in_their_order(codes, groups):
    assert back(CODES, codes) == codes
    assert back(BREAKDOWNS, groups) == groups


@examples(150)
@given(GROUPS)
def test_a_single_group_reads_back(group):
    assert back(BREAKDOWN, group) == group


@examples(200)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_a_number_reads_back_exactly_and_is_text_where_excel_would_round_it(value):
    assert back(NUMBER, value) == value
    if isinstance(NUMBER.write(value), Decimal):
        assert Decimal(repr(float(value))) == value


@given(st.integers(-(10**9) + 1, 10**9 - 1))
def test_a_whole_number_reads_back(value):
    assert back(INTEGER, value) == value


@examples(100)
@given(
    st.lists(
        st.text(alphabet="妇女，。 a1-", min_size=1, max_size=20).map(str.strip).filter(bool), max_size=4
    )
)
def test_lines_of_a_cell_read_back(lines):
    assert LINES.read(LINES.write(lines), as_is) == lines


CHOICES = [(s.title, c) for s in SHEETS for c in s.columns if c.kind.choices]


@pytest.mark.parametrize(("sheet", "column"), CHOICES, ids=[f"{title} {c.title}" for title, c in CHOICES])
def test_every_word_that_is_offered_is_understood_and_is_written_again(sheet, column):
    read = [column.kind.read(word, as_is) for word in column.kind.choices]
    assert [str(column.kind.write(value)) for value in read if value is not None] == [
        word for word, value in zip(column.kind.choices, read, strict=True) if value is not None
    ] or column.kind is PRESENT
    with pytest.raises(Unreadable) as caught:
        column.kind.read("随便", as_is)
    assert all(word in str(caught.value) for word in column.kind.choices), (
        "the sentence says what may stand there"
    )


# --- as people write it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a + b", [("a", "_T", 1), ("b", "_T", 1)]),
        ("a - b[女]", [("a", "_T", 1), ("b", "SEX=F", -1)]),
        ("a ＋ b － c", [("a", "_T", 1), ("b", "_T", 1), ("c", "_T", -1)]),
        ("- a", [("a", "_T", -1)]),
        ("live-births + still-births", [("live-births", "_T", 1), ("still-births", "_T", 1)]),
        ("a［农村］ − b【 城市 】", [("a", "RES=R", 1), ("b", "RES=U", -1)]),
        ("  a\n+ b ", [("a", "_T", 1), ("b", "_T", 1)]),
        ("a[SEX=F;RES=U]", [("a", "SEX=F;RES=U", 1)]),
    ],
)
def test_formulas_as_people_write_them(text, terms):
    read = TERMS.read(text, as_is)
    assert [(term["item"], term["breakdown"], term["sign"]) for term in read] == terms


@pytest.mark.parametrize("text", ["a + + b", "a + ", "+ + a"])
def test_a_sign_without_a_term_is_refused(text):
    with pytest.raises(Unreadable, match="加减号"):
        TERMS.read(text, as_is)


def test_names_stand_for_codes_in_formulas_and_lists():
    known = {"活产数": "live-births", "死胎数": "still-births"}

    def resolve(text):
        return known.get(text, text)

    read = TERMS.read("活产数[女] + 死胎数", resolve)
    assert [term["item"] for term in read] == ["live-births", "still-births"]
    assert CODES.read("活产数、死胎数，other ；活产数", resolve) == [
        "live-births", "still-births", "other", "live-births",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("女、男", ["SEX=F", "SEX=M"]),
        ("合计，城市  农村", ["_T", "RES=U", "RES=R"]),
        ("SEX=F\nRES=U", ["SEX=F", "RES=U"]),
        ("、女、", ["SEX=F"]),
    ],
)
def test_groups_as_people_write_them(text, groups):
    assert BREAKDOWNS.read(text, as_is) == groups


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (INTEGER, "两位", "整数"),
        (INTEGER, "2.5", "整数"),
        (INTEGER, "1" * 12, "整数"),
        (INTEGER, "２", "整数"),
        (NUMBER, "95%", "百分比"),
        (NUMBER, "三成", "数字"),
        (NUMBER, "NaN", "大小合理"),
        (NUMBER, "1e99", "大小合理"),
        (NUMBER, "Infinity", "大小合理"),
        (YES_NO, "可以", "是、否"),
        (TEXT, "两\n行", ""),
        (TEXT, "长" * 2001, "2000"),
    ],
)
def test_what_cannot_be_read_says_what_may_stand_there(kind, text, says):
    with pytest.raises(Unreadable) as caught:
        kind.read(text, as_is)
    assert says in str(caught.value)
    assert len(str(caught.value)) < 120, "a long text is not repeated whole"


def test_true_and_false_are_no_other_spelling_of_yes_and_no():
    for word in ("True", "False", "TRUE"):
        with pytest.raises(Unreadable):
            YES_NO.read(word, as_is)


# --- reading aids ------------------------------------------------------------------------------------


def test_a_formula_in_words_names_its_items():
    names = Naming({"items": {"a": "活产数", "b": "死胎数"}})
    terms = [
        {"item": "a", "breakdown": "SEX=F", "sign": 1},
        {"item": "b", "breakdown": "_T", "sign": -1},
    ]
    assert write_terms(terms, lambda code: names.of("items", code)) == "活产数[女] - 死胎数"
    assert names.all_of("items", ["b", "a"]) == "死胎数、活产数"
    assert names.of("items", "other") == names.of("units", "a") == ""


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.title for sheet in SHEETS])
def test_columns_are_told_apart_and_say_what_to_fill_in(sheet):
    titles = [column.title for column in sheet.columns]
    assert len(set(titles)) == len(titles)
    for column in sheet.columns:
        assert column.help
        assert column.width >= 6
        assert len(column.help) <= 60, "one line of the note"
        assert (column.aid is None) == bool(column.path)
