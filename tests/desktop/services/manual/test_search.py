"""Words are found in every chapter, whoever types them."""

import pytest

from desktop.services.manual.chapters import all_chapters, code_in, place_of_code
from desktop.services.manual.search import MOST, find
from forms.findings import RULES


def test_a_sentence_is_found_by_words_in_any_order_and_width():
    found = find("口令　忘了")
    assert found
    assert found == find("  忘了 口令 ")
    assert all("口令" in hit.sentence and "忘了" in hit.sentence for hit in found)


def test_small_and_wide_letters_find_what_is_written_otherwise():
    assert find("ｅｘｃｅｌ") == find("Excel") == find("EXCEL")
    assert find("tb-sum-001")[0].place.startswith("rules.md#")


def test_headings_come_first():
    kinds = [hit.is_heading for hit in find("打印")]
    assert kinds == sorted(kinds, reverse=True)
    assert find("定稿打印")[0].chapter == "定稿打印"


def test_a_row_of_a_table_is_found_with_all_its_cells():
    [hit] = [hit for hit in find("合计不等于分项之和") if hit.place.startswith("rules.md")]
    assert "TB-SUM-001" in hit.sentence
    assert "强制" in hit.sentence


@pytest.mark.parametrize("typed", ["", "  　", "没有人会这样写的话"])
def test_nothing_is_found_where_nothing_is(typed):
    assert find(typed) == ()


def test_what_stands_everywhere_is_listed_up_to_a_bound():
    assert len(find("的")) == MOST


def test_a_code_leads_to_its_row():
    assert {place_of_code(rule.code) for rule in RULES} == {f"rules.md#{rule.code}" for rule in RULES}
    assert place_of_code("E-DB-025") == "codes.md#E-DB-025"
    assert place_of_code("") == ""
    assert code_in("写不进去（E-FILE-002）") == "E-FILE-002"
    assert code_in("没有 E-NONE-999，也没有代码") == ""


def test_every_link_leads_to_a_chapter():
    names = {f"{one.name}.md" for one in all_chapters()}
    linked = {
        run.link.partition("#")[0]
        for one in all_chapters()
        for block in one.blocks
        for run in getattr(block, "runs", ())
        if run.link
    }
    assert len(linked) > 15
    assert linked <= names


def test_what_is_done_in_the_window_comes_before_commands():
    """An officer who looked for 不予采用 was told to type one."""
    found = [hit for hit in find("不予采用") if not hit.is_heading]
    assert "desk-review.md" in {hit.place.partition("#")[0] for hit in found[:4]}
    commands = ["--" in hit.sentence or "tianbao " in hit.sentence for hit in found]
    assert any(commands)
    assert commands == sorted(commands)
