"""A plan is checked for characters that every unit's paper would lack, before it goes to any unit."""

from dataclasses import replace

from openpyxl import load_workbook

from desktop.services.plans.authoring import check_workbook, write_plan_workbook
from desktop.services.plans.characters import undrawn_texts


def test_the_bundled_plan_can_be_printed(pack):
    assert undrawn_texts(pack.plan) == ()


def test_a_unit_with_a_rare_or_an_older_character(pack):
    units = (replace(pack.plan.units[0], name="𠮷区\ue854局"), *pack.plan.units[1:])
    (found,) = undrawn_texts(replace(pack.plan, units=units))
    assert (found.code, found.place) == ("TB-PLAN-080", "规划.units[0].name")
    assert "U+20BB7" in found.message
    assert "𠮷区\u9fba局" in found.mend
    assert not found.blocks


def test_in_a_workbook_the_cell_is_named(pack, tmp_path):
    path = tmp_path / "规划.xlsx"
    write_plan_workbook(pack.plan, path)
    book = load_workbook(path)
    name = pack.plan.units[0].name
    cell = next(c for sheet in book for row in sheet.iter_rows() for c in row if c.value == name)
    cell.value = "𠮷区局"
    book.save(path)
    checked = check_workbook(path.read_bytes())
    assert [place for place, found in checked.findings if found.code == "TB-PLAN-080"] == [
        f"{cell.parent.title}!{cell.coordinate}"
    ]
    cell.value = "区\u202e局"
    book.save(path)
    checked = check_workbook(path.read_bytes())
    assert f"{cell.parent.title}!{cell.coordinate}" in [problem.place for problem in checked.problems]
