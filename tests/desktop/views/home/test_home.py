"""概况: what it says follows from the year, and each line leads by key and mouse to what it speaks of."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.unit.differing import Difference
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import create_desk, open_desk
from desktop.views.frame.parts.lines import RowLink
from desktop.views.home.page import HomePage
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, EXPLAINED, MORTALITY
from tests.plans import small, small_file

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


def at_home(window):
    """The page, with what it shows after the first picture."""
    window.show_home()
    QApplication.processEvents()
    QApplication.processEvents()
    page = window.current_page()
    assert isinstance(page, HomePage)
    return page


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def link(widget, text):
    return next(b for b in widget.findChildren(RowLink) if b.accessibleName() == text and not b.isHidden())


def test_alt_home_leads_here_and_enter_goes_on_where_the_work_was_left(open_small):
    window = open_small("begun")
    window.working.enter(ALIVE, "30123")
    key(Key.Key_Home, ALT)
    page = window.current_page()
    assert isinstance(page, HomePage)
    assert page.go.hasFocus()
    assert "上次做到《孕产妇健康》01" in page.told.text()
    key(Key.Key_Return)
    assert window.current_page() is window.entry
    assert window.entry.grid.current_address() == ALIVE


def test_what_is_due_follows_the_year(open_small):
    window = open_small("filled", behind=True)
    page = at_home(window)
    to_say = len(window.working.year.report.unexplained)
    assert to_say
    assert any(f"待说明 {to_say}" in text for text in texts(page.due))
    for finding in window.working.year.report.unexplained:
        assert window.working.explain(finding, EXPLAINED)
    QApplication.processEvents()
    assert "没有待处理的问题" in texts(page.due)
    key(Key.Key_Return)
    assert window._current_stage() is Stage.FINALISE


@pytest.mark.parametrize(
    ("name", "stage"),
    [("数据", Stage.ENTRY), ("审核", Stage.REVIEW), ("盖章表", Stage.FINALISE), ("报送包", Stage.EXPORT)],
)
def test_each_thing_that_is_due_leads_to_its_page(qtbot, open_small, name, stage):
    window = open_small("ready")
    qtbot.mouseClick(link(at_home(window).due, name), LEFT)
    assert window._current_stage() is stage
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)


def test_a_form_leads_to_its_first_cell(qtbot, open_small):
    window = open_small("filled")
    qtbot.mouseClick(link(at_home(window).forms, "孕产妇健康"), LEFT)
    assert window.entry.grid.current_address() == ALIVE


def test_a_frozen_year_opens_here_and_says_what_was_sent(open_small):
    window = open_small("final")
    window.open_year(YEAR)
    page = window.current_page()
    assert isinstance(page, HomePage)
    QApplication.processEvents()
    assert "已定稿" in page.heading.text()
    assert f"{YEAR} 年度第 1 次定稿" in texts(page.messages)
    key(Key.Key_Return)
    assert window._current_stage() is Stage.EXPORT


def test_targets_are_due_where_the_plan_says_so(open_small):
    window = open_small("filled", "education")
    page = at_home(window)
    due = [row.name for form in window.working.year.layout.forms for row in form.rows
           if any(t.year == YEAR and t.breakdown == "_T" for t in row.targets)]  # fmt: skip
    shown = [d.name for d in page._differences if d.kind == "本年到期"]
    assert shown
    assert shown == list(dict.fromkeys(due))


def test_a_newer_plan_tells_what_is_new_what_is_gone_and_what_means_something_else(small_store, open_window):
    document = small_file().read_text("utf-8")
    changed = document.replace('"version": "', '"version": "9.', 1).replace(
        "系统管理人数，编造", "系统管理人数，编造，含流动人口"
    )
    assert changed != document
    path = small_store("filled")
    with open_desk(path, Clock()) as desk:
        desk.adopt_plan(read_pack(changed.encode()), "编造的新版本")
    window = open_window(open_desk(path, Clock()))
    page = at_home(window)
    told = {(d.kind, d.name) for d in page._differences}
    assert any(kind == "口径变动" for kind, _ in told)
    first = page._differences[0]
    assert first.kind == "口径变动"
    assert first.address.startswith("maternal/04/")


def test_no_more_than_six_differences_are_in_sight_until_all_are_wanted(qtbot, open_small):
    window = open_small("filled")
    page = at_home(window)
    page._differences = [Difference("新增", f"figure {n}", "", ALIVE) for n in range(9)]
    page._show_differences()
    QApplication.processEvents()
    shown = [b for b in page.differences.findChildren(RowLink) if not b.isHidden()]
    assert len(shown) == 6
    qtbot.mouseClick(page.all_differences, LEFT)
    QApplication.processEvents()
    shown = [b for b in page.differences.findChildren(RowLink) if not b.isHidden()]
    assert len(shown) == len(page._differences)


def test_what_was_said_last_year_waits_until_it_is_answered(open_small):
    window = open_small("filled", behind=True)
    asked = next(f for f in window.working.year.report.unexplained if f.code.startswith("TB-TARGET"))
    desk = window.working.year.desk
    desk.store.explain(
        YEAR - 1, asked.code, asked.cells, "0" * 64, "next year a clinic opens", actor="a", now=desk.clock()
    )
    page = at_home(window)
    assert "待回应" in texts(page.promises)
    assert any("next year a clinic opens" in text for text in texts(page.promises))
    assert window.working.explain(asked, EXPLAINED)
    QApplication.processEvents()
    QApplication.processEvents()
    assert "已回应" in texts(page.promises)
    assert "待回应" not in texts(page.promises)


def test_the_targets_lead_by_arrows_and_enter_and_by_a_click_to_their_cells(qtbot, open_small):
    window = open_small("filled", behind=True)
    page = at_home(window)
    view, picture = page.targets_box.view, page.targets_box.view._picture
    assert picture.years == tuple(range(window.working.year.desk.plan.period[0], YEAR + 1))
    assert {len(spots) for spots in picture.spots.values()} == {len(picture.columns)}
    view.setFocus()
    key(Key.Key_Down)
    assert str(YEAR) in page.targets_box.summary.text()
    assert picture.columns[1].name in page.targets_box.summary.text()
    key(Key.Key_Return)
    assert window.entry.grid.current_address() == picture.columns[1].address
    assert window.entry.past is None
    page = at_home(window)
    column = [c.address for c in page.targets_box.view._picture.columns].index(MORTALITY)
    qtbot.mouseClick(
        page.targets_box.view, LEFT, pos=page.targets_box.view.spot_box(column, 0).center().toPoint()
    )
    assert window.entry.grid.current_address() == MORTALITY
    assert window.entry.past.year == picture.years[0]
    page = at_home(window)
    assert window.entry.past is None
    page.targets_box.view.setFocus()
    key(Key.Key_Left)
    assert str(YEAR - 1) in page.targets_box.summary.text()


def test_names_stand_beside_few_targets_and_go_where_there_is_no_room(open_small):
    """Rows of years over dashes without a name told nobody which column was which target."""
    window = open_small("filled", behind=True)
    view = at_home(window).targets_box.view
    named, columns = view.height(), len(view._picture.columns)
    first = view.spot_box(0, 0).center()
    assert view.spot_box(1, 0).center().y() > first.y(), "a row an indicator"
    assert view.spot_at(QPoint(3, int(first.y()))) == (0, len(view._picture.years) - 1), "the name is of now"
    view.name_rows(80)
    assert view.spot_box(1, 0).center().x() > view.spot_box(0, 0).center().x()
    assert (view.height() < named) is (columns > len(view._picture.years))


def test_the_page_follows_what_another_page_changes_and_another_year(open_small):
    window = open_small("filled")
    page = at_home(window)
    before = page._forms_heading.text()
    window.show_stage(Stage.ENTRY)
    assert window.working.clear([ALIVE])
    page = at_home(window)
    assert page._forms_heading.text() != before
    window.open_year(YEAR - 1)
    page = at_home(window)
    assert page.heading.text().startswith(f"{YEAR - 1} 年度")


def test_nothing_of_it_is_made_before_it_is_shown(open_small):
    window = open_small("filled")
    assert window._home is None


def test_f6_goes_from_part_to_part(open_small):
    window = open_small("filled", behind=True)
    page = at_home(window)
    reached = []
    for _ in range(4):
        reached.append(QApplication.focusWidget())
        key(Key.Key_F6)
    assert reached[0] is page.go
    assert page.due.isAncestorOf(reached[1])
    assert page.targets_box.view in reached
    assert any(page.forms.isAncestorOf(widget) for widget in [*reached, QApplication.focusWidget()])


def test_names_that_can_wait_are_one_line_that_leads_to_where_they_are_written(
    qtbot, open_window, small_store
):
    desk = open_desk(small_store("begun"), Clock())
    desk.name_people(head="", statistician="")
    window = open_window(desk)
    page = at_home(window)
    assert page.people.isHidden(), "only the first name is needed to begin"
    row = link(page.due, "签署人员")
    assert {"还没有写单位负责人、统计负责人", "定稿以前写上"} <= set(texts(page.due))
    row.setFocus()
    key(Key.Key_Return)
    assert window._current_stage() is Stage.FINALISE
    people = window.current_page().people
    assert people.lines["head"].hasFocus()
    QTest.keyClicks(people.lines["head"], "Zhou")
    key(Key.Key_Return)
    assert desk.people.head == "Zhou"
    assert people.lines["statistician"].hasFocus(), "Enter goes to the next line, as on the first screen"
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    assert "还没有写统计负责人" in texts(at_home(window).due)


def test_tab_from_the_last_name_reaches_the_button_that_waited_for_it(qtbot, open_window, small_store):
    desk = open_desk(small_store("ready"), Clock())
    desk.name_people(phone="")
    window = open_window(desk)
    qtbot.mouseClick(link(at_home(window).due, "签署人员"), LEFT)
    finalising = window.current_page()
    assert finalising.people.lines["phone"].hasFocus()
    assert not finalising.freeze.isEnabled()
    QTest.keyClicks(finalising.people.lines["phone"], "111")
    key(Key.Key_Tab)
    assert finalising.freeze.hasFocus()
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)


def test_a_year_without_one_before_it_is_not_called_the_same(open_window, tmp_path):
    desk = create_desk(tmp_path / "new.db", small(), "health", Clock())
    page = at_home(open_window(desk, YEAR))
    assert page._differences is not None
    page._differences = ()
    page._show_differences()
    QApplication.processEvents()
    assert any("没有上年的数可以比" in text for text in texts(page.differences))
