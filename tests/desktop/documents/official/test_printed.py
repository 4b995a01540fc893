from __future__ import annotations

import pytest

from desktop.documents.official.content import PrintContent
from desktop.documents.official.printed import PrintedForm, print_forms
from tests.builders import form, item, plan
from tests.desktop.documents.builders import DIGEST, FIGURES, content, figures_of, small_plan


def births(typed: dict[str, str], **changes: object) -> PrintedForm:
    return print_forms(content(figures_of(FIGURES | typed, **changes)))[0]  # type: ignore[arg-type]


def texts(printed: PrintedForm, row: int) -> list[str]:
    return [cell.text for cell in printed.rows[row].cells]


def test_figures_are_grouped_and_rounded_once() -> None:
    printed = births({})
    assert texts(printed, 0) == ["2,036", "1,702", "334"]
    assert texts(printed, 3) == ["49.1", "58.8", "0.0"]


@pytest.mark.parametrize(("typed", "shown"), [("-2", "-2"), ("未收集", "-1"), ("不适用", "不适用"), ("", "")])
def test_missing_figures_are_printed_as_codes_and_make_the_rate_missing(typed: str, shown: str) -> None:
    printed = births({"deaths": typed})
    assert texts(printed, 2)[0] == shown
    assert texts(printed, 3)[0] == shown


def test_a_zero_denominator_is_not_applicable() -> None:
    assert texts(births({"births/RES=R": "0"}), 3)[2] == "不适用"


def test_what_cannot_be_read_is_marked_and_explained() -> None:
    printed = births({"births": "约两千"})
    assert texts(printed, 0)[0] == "填写有误"
    assert any("更正后才能定稿" in note for note in printed.notes)


def test_rows_that_are_not_broken_down_are_closed() -> None:
    row = births({}).rows[1]
    assert [c.is_closed for c in row.cells] == [False, True, True]
    assert row.cells[1].text == "—"
    assert row.name == "其中：女婴数"


def test_more_decimals_than_planned_are_not_rounded_away() -> None:
    printed = print_forms(content(figures_of(FIGURES | {"survey": "95.456"})))[1]
    assert texts(printed, 0) == ["95.456"]


def test_last_year_stands_beside_also_where_only_the_rate_is_known() -> None:
    assert births({}).rows[0].last_year.text == "2,141"
    assert births({}).rows[3].last_year.text == "0.0"
    finished = births({}, history={"mortality": "46.7"})
    assert finished.rows[3].last_year.text == "46.7"
    assert finished.rows[0].last_year.text == ""


def test_short_remarks_stay_in_their_row_and_long_ones_go_below() -> None:
    printed = births({}, notes={"births": "含流动人口。", "deaths": "评审意见" * 10})
    assert printed.rows[0].remark == "含流动人口"
    assert printed.rows[2].remark == "见说明"
    assert printed.notes[-1] == "03行备注：" + "评审意见" * 10


def test_what_the_pack_says_about_scope_and_relations_is_not_said_twice() -> None:
    notes = ["统计范围：全区。", "审核关系：合计 = 城市 + 农村。"]
    own = plan(items=[item("a")], forms=[form(["a"], notes=notes)])
    printed = print_forms(content(figures_of({}, {}, own)))[0]
    assert sum("统计范围" in n for n in printed.notes) == 1
    assert sum("审核关系" in n for n in printed.notes) == 1


@pytest.mark.parametrize("full", ["抚顺市公安局望花分局", "柳州市鹿寨生态环境局", "柳河县教育局"])
def test_the_unit_is_named_as_on_its_seal_and_nothing_is_put_before_it(full: str) -> None:
    named = small_plan(
        place="望花区", units=[{"code": "health", "name": "市公安局望花分局", "full_name": full}]
    )
    shown = content(figures_of(of_plan=named))
    assert shown.unit_name == full
    assert [form.unit_name for form in print_forms(shown)] == [full] * len(shown.forms)


def test_revision_and_digest_belong_together() -> None:
    start = content()
    with pytest.raises(ValueError, match="belong together"):
        PrintContent(
            unit="health",
            people=start.people,
            forms=start.forms,
            figures=start.figures,
            program_version="1",
            content_digest=DIGEST,
        )
