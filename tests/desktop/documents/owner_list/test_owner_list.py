"""The list of owners: out and back without loss, and every mistake by its cell."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.errors import WorkbookRefused
from desktop.documents.owner_list.marks import HEAD_ROW, LIST_SHEET, META_SHEET
from desktop.documents.owner_list.names import UnitNames
from desktop.documents.owner_list.reader import read_owner_list
from desktop.documents.owner_list.workbook import render_owner_list
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.duties import OwnersConfirmed
from forms.plan.owner_list import Owners, owner_entries, split_forms, with_owners
from tests.builders import form, indicator, item, plan, target

CONFIRMED = OwnersConfirmed("妇儿工委办公室", "2026-12-01")
DIGEST = "ab" * 32
NAMES = ("区卫生健康局", "区教育局", "局（甲、乙）", "区 局", "区教育局", "health")
"""Names that are somebody's code, that two units share, or that hold what parts names."""
UNITS = [
    {"code": code, "name": name, "full_name": f"测试区{code}"}
    for code, name in zip(("health", "school", "joined", "spaced", "twin", "odd"), NAMES, strict=True)
]
CODES = [unit["code"] for unit in UNITS]


@st.composite
def duties(draw):
    units = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
    leads = draw(st.integers(1, len(units)))
    return [{"unit": unit, "role": "lead" if n < leads else "joint"} for n, unit in enumerate(units)]


@st.composite
def plans(draw):
    goals = [{"no": n, "title": f"目标{n}", "units": draw(duties())} for n in (1, 2, 7)]
    owner = draw(st.sampled_from(CODES))
    return plan(
        units=UNITS,
        domains=[{"no": 1, "title": "妇女与健康", "goals": goals}],
        strategies=[{"domain": 1, "no": 1, "title": "=1+1", "units": draw(duties())}],
        items=[item("part", owner=owner), item("whole", owner=owner)],
        indicators=[
            indicator("rate", ["part"], ["whole"], owner=owner, name=draw(st.sampled_from(["检查率", "+率"])))
        ],
        targets=[target(">=", 90)],
        forms=[form(["part", "whole", "=rate"], unit=owner)],
        assumptions=[{"code": "owners", "text": "预设", "reason": "没有写明"}],
    )


@settings(max_examples=25, deadline=None)
@given(plans())
def test_a_list_that_nobody_changed_confirms_what_stood_there(made):
    reading = read_owner_list(render_owner_list(made, DIGEST), made, DIGEST)
    assert reading.problems == ()
    assert reading.owners == {entry.key: entry.owners for entry in owner_entries(made)}
    after = plan_document(with_owners(made, reading.owners, CONFIRMED, "2"))
    before = plan_document(made)
    before["indicators"][0]["owner_is_default"] = False
    changed = {"version", "owners_confirmed", "assumptions"}
    assert {k: v for k, v in after.items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    assert (after["owners_confirmed"], after["assumptions"]) == (
        {"by": CONFIRMED.by, "date": CONFIRMED.date},
        [],
    )
    assert plan_document(read_plan(after)) == after


def sample(**whole):
    goals = [{"no": 1, "title": "目标甲", "units": [{"unit": "health", "role": "lead"}]}]
    return plan(
        units=UNITS[:2],
        domains=[{"no": 1, "title": "妇女与健康", "goals": goals}],
        strategies=[],
        items=[item("part"), item("whole", **whole), item("more")],
        indicators=[
            indicator("rate", ["part"], ["whole"], name="检查率"),
            indicator("other", ["more"], ["whole"], name="另一率"),
        ],
        targets=[target(">=", 90), target(">=", 80, indicator="other")],
        forms=[form(["part", "whole", "more", "=rate", "=other"], title="健康表")],
    )


def edited(*cells, sheet=LIST_SHEET):
    book = openpyxl.load_workbook(BytesIO(render_owner_list(sample(), DIGEST)))
    for cell, value in cells:
        book[sheet][cell] = value
    data = BytesIO()
    book.save(data)
    return data.getvalue()


FIRST = HEAD_ROW + 1
GOAL, RATE, OTHER = FIRST, FIRST + 1, FIRST + 2


def read(*cells):
    return read_owner_list(edited(*cells), sample(), DIGEST)


@pytest.mark.parametrize("written", ["区教育局", "school", "测试区school", " school "])
def test_a_unit_may_be_written_by_any_of_its_names(written):
    reading = read((f"D{GOAL}", written))
    assert reading.problems == ()
    assert [owners.lead for owners in reading.owners.values()] == [("school",), ("health",), ("health",)]


@pytest.mark.parametrize("mark", ["、", "，", ", ", "；", "\n"])
def test_several_units_are_parted_as_people_part_them(mark):
    reading = read((f"D{GOAL}", f"区教育局{mark}区卫生健康局"))
    assert next(iter(reading.owners.values())).lead == ("school", "health")


MARKED = "住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）"


def with_units(*names):
    """A plan whose units have these names and codes a, b, c ..."""
    units = [
        {"code": code, "name": f"简称{code}", "full_name": name}
        for code, name in zip("abcdef", names, strict=False)
    ]
    return UnitNames(plan(units=units))


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        (f"测试区教育局、{MARKED}", "ba", ()),
        (f"{MARKED}，测试区教育局；简称a", "aba", ()),
        (MARKED, "a", ()),
        (f"、{MARKED}、", "a", ()),
        ("住房和城乡建设局（人民防空办公室、测试区教育局", "b", ("住房和城乡建设局（人民防空办公室",)),
        (f"{MARKED[:-1]}、测试区教育局", "b", ("住房和城乡建设局（人民防空办公室", "城市管理综合行政执法局")),
        (f"没有的局、{MARKED}", "a", ("没有的局",)),
        ("", "", ()),
        ("、，；", "", ()),
    ],
)
def test_a_name_that_holds_what_parts_names_is_found_among_others(text, known, unknown):
    names = with_units(MARKED, "测试区教育局")
    assert names.read(text) == (tuple(known), unknown)


def test_names_that_together_mean_another_unit_are_written_as_codes():
    units = [
        {"code": c, "name": n, "full_name": n} for c, n in zip("abc", ("甲", "乙", "甲、乙"), strict=True)
    ]
    names = UnitNames(plan(units=units))
    assert (names.text(("a", "b")), names.text(("b", "a")), names.text(("c",))) == ("a、b", "乙、甲", "c")
    for codes in (("a", "b"), ("b", "a"), ("c",), ("c", "a"), ("a", "b", "c")):
        assert names.read(names.text(codes)) == (codes, ())


@given(
    st.lists(st.text(st.sampled_from("甲乙、 ；局"), min_size=1, max_size=5), min_size=1, max_size=5),
    st.data(),
)
def test_whatever_the_units_are_called_the_list_says_who_is_meant(called, data):
    units = [
        {"code": code, "name": name.strip() or "局", "full_name": f"全{name}{code}"}
        for code, name in zip("abcde", called, strict=False)
    ]
    names = UnitNames(plan(units=units))
    codes = tuple(data.draw(st.lists(st.sampled_from([unit["code"] for unit in units]), unique=True)))
    assert names.read(names.text(codes)) == (codes, ())


def arranged(change):
    """The list after a person has moved things in it."""
    book = openpyxl.load_workbook(BytesIO(render_owner_list(sample(), DIGEST)))
    change(book[LIST_SHEET])
    data = BytesIO()
    book.save(data)
    return read_owner_list(data.getvalue(), sample(), DIGEST)


def _sort_backwards(page):
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST)]
    for number, row in enumerate(reversed(rows), start=FIRST):
        for column, value in enumerate(row, start=1):
            page.cell(number, column).value = value


def _swap_columns(page):
    for row in page.iter_rows(min_row=HEAD_ROW):
        row[3].value, row[4].value = row[4].value, row[3].value


def _write_below(page):
    page.cell(OTHER + 4, 3).value = "填表人：张三"
    page.cell(OTHER + 5, 9).value = 12


CHANGES = {
    "sorted backwards": _sort_backwards,
    "columns swapped": _swap_columns,
    "a column put in": lambda page: page.insert_cols(3),
    "blank rows put in": lambda page: page.insert_rows(RATE, 3),
    "a remark below": _write_below,
    "a column of one's own": lambda page: setattr(page.cell(HEAD_ROW, 7), "value", "备注"),
    "a column hidden": lambda page: setattr(page.column_dimensions["B"], "hidden", True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_people_move_about_changes_nobodys_work(change):
    reading = arranged(change)
    assert reading.problems == ()
    assert reading.owners == {entry.key: entry.owners for entry in owner_entries(sample())}


def test_a_row_written_twice_names_the_other_one():
    def double(page):
        for column in range(1, 7):
            page.cell(OTHER + 1, column).value = page.cell(GOAL, column).value

    (problem,) = arranged(double).problems
    assert (problem.code, problem.place) == ("E-PLAN-091", f"{LIST_SHEET}!B{OTHER + 1}")
    assert f"{LIST_SHEET}!D{GOAL}" in problem.message


def test_several_mistakes_in_one_row_are_all_named():
    problems = read((f"D{GOAL}", "没有的局、另一个"), (f"E{GOAL}", "=A1"), (f"D{RATE}", None)).problems
    assert [problem.place.partition("!")[2] for problem in problems] == [
        f"E{GOAL}", f"D{GOAL}", f"D{GOAL}", f"D{RATE}",
    ]  # fmt: skip
    assert {problem.code for problem in problems} == {"E-PLAN-092"}


def test_a_list_without_its_sheet_is_refused():
    def rename(page):
        page.title = "清单"

    with pytest.raises(WorkbookRefused, match="责任单位清单") as caught:
        arranged(rename)
    assert caught.value.code == "E-PLAN-090"


def test_a_list_cut_off_above_its_heads_is_refused():
    with pytest.raises(WorkbookRefused) as caught:
        arranged(lambda page: page.delete_rows(2, 9))
    assert caught.value.code == "E-PLAN-090"


def test_the_units_to_choose_from_are_those_that_the_list_reads():
    book = openpyxl.load_workbook(BytesIO(render_owner_list(sample(), DIGEST)))
    rows = list(book["单位"].iter_rows(min_row=2, values_only=True))
    names = UnitNames(sample())
    assert [names.read(short) for short, _ in rows] == [((unit.code,), ()) for unit in sample().units]
    assert [names.read(full) for _, full in rows] == [((unit.code,), ()) for unit in sample().units]
    (offered,) = book[LIST_SHEET].data_validations.dataValidation
    assert offered.formula1 == f"'单位'!$A$2:$A${len(rows) + 1}"


@pytest.mark.parametrize(
    ("cell", "value", "code", "place"),
    [
        (f"D{GOAL}", None, "E-PLAN-092", f"D{GOAL}"),
        (f"D{GOAL}", "没有的局", "E-PLAN-092", f"D{GOAL}"),
        (f"D{GOAL}", "=1+1", "E-PLAN-092", f"D{GOAL}"),
        (f"D{GOAL}", True, "E-PLAN-092", f"D{GOAL}"),
        (f"E{GOAL}", "区卫生健康局", "E-PLAN-092", f"E{GOAL}"),
        (f"D{GOAL}", "school、school", "E-PLAN-092", f"D{GOAL}"),
        (f"D{RATE}", "school、health", "E-PLAN-092", f"D{RATE}"),
        (f"E{RATE}", "school", "E-PLAN-092", f"E{RATE}"),
        (f"B{GOAL}", "目标（一）9", "E-PLAN-091", f"B{GOAL}"),
        (f"B{OTHER}", "1", "E-PLAN-091", f"B{OTHER}"),
    ],
)
def test_every_mistake_is_named_by_its_cell(cell, value, code, place):
    problem = read((cell, value)).problems[0]
    assert (problem.code, problem.place) == (code, f"{LIST_SHEET}!{place}")


def test_an_entry_without_a_row_is_missed():
    reading = read(*((f"{letter}{GOAL}", None) for letter in "ABCDEF"))
    (problem,) = reading.problems
    assert "目标（一）1 目标甲" in problem.message


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        (META_SHEET, "B1", "tianbao-plan-workbook/1"),
        (META_SHEET, "B4", "cd" * 32),
        (LIST_SHEET, f"D{HEAD_ROW}", "谁"),
        (LIST_SHEET, f"F{HEAD_ROW}", "参加单位"),
    ],
)
def test_what_is_no_list_of_this_pack_is_refused(sheet, cell, value):
    with pytest.raises(WorkbookRefused) as caught:
        read_owner_list(edited((cell, value), sheet=sheet), sample(), DIGEST)
    assert caught.value.code == "E-PLAN-090"


def test_an_indicator_cannot_leave_its_form_alone():
    reading = read((f"D{RATE}", "区教育局"))
    ((key, problem),) = split_forms(sample(), reading.owners)
    assert (key[1], problem.code, reading.cells[key]) == ("rate", "E-PLAN-093", f"{LIST_SHEET}!D{RATE}")
    assert "另一率" in problem.message


def test_a_form_goes_with_all_its_indicators_to_another_unit():
    reading = read((f"D{RATE}", "区教育局"), (f"D{OTHER}", "区教育局"))
    assert not list(split_forms(sample(), reading.owners))
    moved = with_owners(sample(), reading.owners, CONFIRMED, "2")
    assert {form.unit for form in moved.forms} == {"school"}
    assert {one.owner for one in (*moved.items, *moved.indicators)} == {"school"}


def test_what_another_unit_gives_to_a_form_stays_its_own():
    given = sample(owner="school")
    wanted = {entry.key: entry.owners for entry in owner_entries(given)}
    wanted |= {key: Owners(("odd",)) for key in wanted if key[1] in ("rate", "other")}
    moved = with_owners(given, wanted, CONFIRMED, "2")
    assert {form.unit for form in moved.forms} == {"odd"}
    assert {one.code: one.owner for one in moved.items} == {"part": "odd", "whole": "school", "more": "odd"}
