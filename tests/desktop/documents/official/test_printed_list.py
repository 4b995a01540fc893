"""Lists behind the forms: only those that have a line, warnings as an annex, no explanation left blank."""

from dataclasses import replace

import pytest

from desktop.documents.official.content import PrintedFinding, PrintedWarning
from desktop.documents.official.printed_list import FINDINGS, TITLES, WARNINGS, printed_lists
from tests.desktop.documents.builders import content

FINDING = PrintedFinding(
    level="核实", place="健康表 07行", sentence="与上年相差很大", explanation="已核对", by="甲"
)
WARNING = PrintedWarning(
    kind="预计达标困难", indicator="死亡率", target="目标（一）8　2030 年", basis="按速度", need="每年降 1"
)


def lists(findings=(), warnings=()):
    return {one.title: one for one in printed_lists(content(findings=findings, warnings=warnings))}


def test_a_list_without_a_line_is_not_printed():
    assert lists() == {}
    assert list(lists(findings=(FINDING,))) == [FINDINGS]
    assert list(lists(warnings=(WARNING,))) == [WARNINGS]


def test_findings_stand_before_warnings_which_can_be_left_out_as_an_annex():
    found = lists(findings=(FINDING,), warnings=(WARNING,))
    assert tuple(found) == TITLES
    assert (found[FINDINGS].is_annex, found[FINDINGS].heading) == (False, "审核情况说明")
    assert (found[WARNINGS].is_annex, found[WARNINGS].heading) == (True, "附件　预警清单")


def test_lines_are_numbered_and_fill_their_columns():
    found = lists(findings=(FINDING,) * 3, warnings=(WARNING,) * 2)
    for one in found.values():
        assert [row[0] for row in one.rows] == [str(number) for number in range(1, len(one.rows) + 1)]
        assert {len(row) for row in one.rows} == {len(one.columns)}
        assert one.columns[0].name == "序号"
    assert found[FINDINGS].rows[0][1:] == ("核实", "健康表 07行", "与上年相差很大", "已核对", "甲")
    assert found[WARNINGS].rows[0][1:] == (
        "预计达标困难",
        "死亡率",
        "目标（一）8　2030 年",
        "按速度",
        "每年降 1",
    )


@pytest.mark.parametrize(
    ("level", "explanation", "said"),
    [
        ("核实", "", "（未说明）"),
        ("强制", "", "（未说明）"),
        ("提示", "", "—"),
        ("提示", "知道", "知道"),
    ],
)
def test_what_nobody_explained_is_said_where_it_had_to_be(level, explanation, said):
    finding = replace(FINDING, level=level, explanation=explanation)
    assert lists(findings=(finding,))[FINDINGS].rows[0][4] == said


def test_a_warning_without_a_range_to_reach_needs_nothing():
    assert lists(warnings=(replace(WARNING, need=""),))[WARNINGS].rows[0][5] == "—"
