"""A draft of last year with a lost decimal point, and a rule that fails, as a clerk meets them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.models.grid.roles import Role
from desktop.models.grid.trend import trend_of
from desktop.models.unit.differing import differences_of
from desktop.services.unit.looking_back import verdicts_until
from desktop.services.unit.year import open_year
from desktop.views.grid.trend_chart import TrendChart
from forms.figures.breakdown import SeriesKey
from forms.findings import target
from forms.verdict import assessment
from tests.desktop.models.desks import new_desk, text_on_disk
from tests.desktop.views.typing_keys import type_into

pytestmark = pytest.mark.gui
OBESITY = SeriesKey("women-obesity-rate")


@pytest.fixture
def spoiled(open_window, store):
    store.parent.mkdir()
    desk = new_desk(store, filled=True)
    open_year(desk, 2024).enter({OBESITY: "152"})
    return open_window(desk)


def address(window):
    return window.working.year.layout.cells_by_key[OBESITY][0].address


def earlier(window):
    return window.entry.grid.grid_model().index_of(address(window)).siblingAtColumn(3)


def test_the_figure_of_last_year_is_shown_marked_and_named_and_a_new_one_is_stored(spoiled, store):
    spoiled.go_to(address(spoiled))
    index = earlier(spoiled)
    assert (index.data(), index.data(Role.DETAIL)) == ("152.00", "不可能")
    assert "没有用于审核和判断" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert any("不可能" in label.text() for label in spoiled.entry.cell.findChildren(QLabel))
    type_into(spoiled.entry.grid, "15.9")
    assert text_on_disk(store, address(spoiled)) == "15.9"
    named = [f for f in spoiled.working.year.report.findings if f.code == "TB-YEAR-004"]
    assert [f.cells for f in named] == [(address(spoiled),)]


def test_neither_chart_nor_first_page_speaks_of_it(spoiled):
    spoiled.go_to(address(spoiled))
    chart = spoiled.entry.cell.findChild(TrendChart)
    assert 2024 not in [year for year, _ in chart._trend.points]
    assert 2023 in [year for year, _ in chart._trend.points]
    found = differences_of(spoiled.working, verdicts_until(spoiled.working.year))
    assert [d for d in found if d.kind == "上年预警" and "肥胖率" in d.name] == []


def test_a_rule_that_fails_takes_one_line_and_the_window_goes_on(filled_window, monkeypatch, store):
    def fail(key, targets, figures):
        if key == OBESITY:
            raise ZeroDivisionError
        return judged(key, targets, figures)

    judged = target._judged
    monkeypatch.setattr(target, "_judged", fail)
    filled_window.go_to(address(filled_window))
    type_into(filled_window.entry.grid, "15.9")
    assert text_on_disk(store, address(filled_window)) == "15.9"
    lines = [f for f in filled_window.working.year.report.findings if f.code == "TB-CHECK-001"]
    assert [f.cells for f in lines] == [(address(filled_window),)]
    assert filled_window.working.is_open(lines[0])
    assert filled_window.working.explain(lines[0], "已对照台账和上年核对")
    assert not filled_window.working.is_open(lines[0])


def test_a_verdict_that_fails_leaves_the_pane_of_its_cell_readable(filled_window, monkeypatch):
    def fail(*given):
        raise ZeroDivisionError

    monkeypatch.setattr(assessment, "_judge_slowing", fail)
    filled_window.go_to(address(filled_window))
    type_into(filled_window.entry.grid, "15.9")
    filled_window.go_to(address(filled_window))
    working, place = filled_window.working, address(filled_window)
    assert trend_of(working, working.row(place), working.cell(place)).path == ()
    told = [label.text() for label in filled_window.entry.cell.findChildren(QLabel)]
    assert any("程序出错，没能作出判断" in text for text in told)


def test_while_another_year_is_opened_the_window_says_so(spoiled, monkeypatch):
    from desktop.views.frame.status_line import StatusLine

    said = []
    monkeypatch.setattr(StatusLine, "repaint", lambda line: said.append(line._work.text()))
    spoiled.bar.year_chosen.emit(2024)
    assert said == ["正在打开 2024 年度……"]
    assert spoiled.working.desk_year == 2024
    assert spoiled.status._work.text() == "", "and no longer"
