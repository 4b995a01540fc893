"""The manual in its window, with keys alone: from where a person is, through it, and onto paper."""

import re

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.views.frame.asking import is_agreed
from desktop.views.frame.help.window import HelpWindow
from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import use_scheme
from desktop.views.frame.telling import tell
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from tests.desktop.models.small_desks import MORTALITY
from tests.desktop.views.modal import answer
from tests.desktop.views.scenes import DIALOGS
from tests.desktop.views.typing_keys import type_into

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def manual():
    """The window of the manual, None where it was never opened."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow)), None)


def press(key, modifier=Modifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


@pytest.fixture
def opened(qtbot):
    """Waits for the manual after F1 and gives its window; closes it in the end."""

    def wait():
        qtbot.waitUntil(lambda: manual() is not None and manual().isActiveWindow())
        return manual()

    yield wait
    if manual() is not None:
        manual().tasks.wait()
        manual().close()


@pytest.mark.parametrize("stage", Stage)
def test_it_opens_at_the_page_a_person_is_on(open_small, opened, qtbot, stage):
    window = open_small("ready")
    window.show_stage(stage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    assert manual() is None, "nothing is made before it is asked for"
    press(Key.Key_F1)
    assert opened().page.chapter_name == stage.name.lower()
    assert opened().page.toPlainText().startswith(stage.label)
    assert opened().contents.currentItem().text(0) == stage.label


def test_it_opens_in_the_first_window(qtbot, tmp_path, opened):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    qtbot.waitUntil(welcome.isActiveWindow)
    press(Key.Key_F1)
    assert opened().page.chapter_name == "first-use"


@pytest.mark.parametrize("name", [name for name in DIALOGS if name != "manual"])
def test_it_opens_over_every_dialog(qtbot, open_small, opened, name):
    dialog = DIALOGS[name](open_small("ready"))
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Key.Key_F1)
    try:
        assert opened().page.chapter_name not in {"", "contents"}
    finally:
        dialog.close()


def test_it_opens_over_a_question_that_waits_and_can_be_read_beside_it(open_small, opened):
    window = open_small("ready")
    seen = []

    def read(box):
        try:
            assert QTest.qWaitForWindowActive(box)
            press(Key.Key_F1)
            seen.append(opened().page.chapter_name)
            press(Key.Key_F, Modifier.ControlModifier)
            seen.append(QApplication.focusWidget() is manual().search)
            manual().close()
        finally:
            box.reject()

    answered = answer(lambda box: QTimer.singleShot(50, box, lambda: read(box)))
    assert not is_agreed(window.entry, "替换文件", "要用新的替换它吗？")
    assert answered == ["替换文件"]
    assert seen == ["entry", True]
    answered = answer(lambda box: QTimer.singleShot(50, box, lambda: read(box)))
    tell(window, "没有导入", "打不开数据文件（E-DB-004）", "trouble.md")
    assert answered
    assert seen[2:] == ["codes", True]


@pytest.mark.parametrize("stage", [Stage.ENTRY, Stage.REVIEW])
def test_the_rule_of_a_finding_is_one_key_further(open_small, opened, stage):
    window = open_small("filled", behind=True)
    window.show_stage(stage)
    listed = window.entry.findings.list if stage is Stage.ENTRY else window.current_page().list
    listed.setCurrentIndex(listed.model().index(0, 0))
    listed.setFocus()
    code = listed.current_finding().code
    press(Key.Key_F1)
    assert opened().page.chapter_name == stage.name.lower()
    assert code in opened().further.text()
    press(Key.Key_F1)
    assert opened().page.source().toString() == f"rules.md#{code}"
    press(Key.Key_F1)
    assert opened().page.chapter_name == "contents"


def test_who_writes_about_a_finding_comes_to_its_rule_too(open_small, opened):
    window = open_small("filled", behind=True)
    finding = window.working.year.report.unexplained[0]
    window.attend_to(finding.cells[0], finding)
    press(Key.Key_F1)
    assert finding.code in opened().further.text()


def test_a_message_leads_to_its_code(open_small, opened, monkeypatch):
    window = open_small("final")
    window.go_to(MORTALITY)
    window.entry.say("磁盘满了，这一步没有保存（E-DB-004）", "bad")
    press(Key.Key_F1)
    assert opened().page.source().toString() == "codes.md#E-DB-004"


def test_an_error_says_its_code_and_leads_to_it(qtbot, tmp_path, opened):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    qtbot.waitUntil(welcome.isActiveWindow)
    welcome.open_file(tmp_path / "没有这个文件.db")
    [code] = re.findall(r"E-[A-Z]+-\d{3}", welcome.notice.sentence)
    press(Key.Key_F1)
    assert opened().page.source().toString() == f"codes.md#{code}"


@pytest.fixture
def reading(open_small, opened):
    window = open_small("filled")
    window.show_stage(Stage.EXPORT)
    press(Key.Key_F1)
    return opened()


def test_words_are_found_in_all_chapters_and_shown_where_they_stand(reading):
    press(Key.Key_F, Modifier.ControlModifier)
    assert reading.search.hasFocus()
    type_into(reading.search, "合计不等于", end=None)
    assert reading.hits.isVisible()
    assert "合计不等于分项之和" in reading.hits.item(0).text()
    press(Key.Key_Return)
    assert reading.page.chapter_name == "rules"
    marked = reading.page.extraSelections()
    assert marked
    assert {one.cursor.selectedText() for one in marked} == {"合计不等于"}
    press(Key.Key_Escape)
    assert reading.contents.isVisible()
    assert reading.page.extraSelections() == []
    assert reading.isVisible()
    press(Key.Key_Escape)
    assert not reading.isVisible()


def test_who_types_at_once_searches_and_who_scrolls_reads_on(reading):
    """The manual opened with the focus on its text, where letters say nothing."""
    assert reading.search.hasFocus()
    bar = reading.page.verticalScrollBar()
    assert bar.maximum() > 0
    press(Key.Key_PageDown)
    assert bar.value() > 0
    before = bar.value()
    press(Key.Key_Up)
    assert bar.value() < before
    QTest.keyClicks(QApplication.focusWidget(), "ca")
    assert reading.search.text() == "ca"


def test_keys_alone_lead_through_hits_contents_and_back(reading):
    press(Key.Key_F, Modifier.ControlModifier)
    type_into(reading.search, "密钥", end=None)
    press(Key.Key_Down)
    assert reading.hits.hasFocus()
    press(Key.Key_Down)
    wanted = reading.hits.currentItem().data(Qt.ItemDataRole.UserRole)
    press(Key.Key_Return)
    assert reading.page.source().toString() == wanted
    press(Key.Key_Left, Modifier.AltModifier)
    assert reading.page.source().toString() == "export.md"
    assert reading.contents.currentItem().text(0) == "导出报送"
    press(Key.Key_Right, Modifier.AltModifier)
    assert reading.page.source().toString() == wanted
    press(Key.Key_Escape)
    for part in (reading.search, reading.contents, reading.page):
        press(Key.Key_F6)
        assert part.hasFocus()
    press(Key.Key_F1)
    assert reading.page.chapter_name == "contents"


def test_a_link_leads_on(reading):
    reading.page.setFocus()
    press(Key.Key_Tab)
    press(Key.Key_Return)
    assert reading.page.chapter_name != "export"


def test_what_is_not_there_is_said(reading):
    reading.search.setFocus()
    type_into(reading.search, "没有人会这样写", end=None)
    assert reading.hits.count() == 0
    assert reading._count.text().startswith("没有找到")
    press(Key.Key_Return)
    assert reading.page.chapter_name == "export"


def test_a_picture_is_never_wider_than_the_page(reading, qtbot):
    reading.page.go_to("entry.md")
    for width in (1000, 620):
        reading.resize(width, 420)
        qtbot.waitUntil(lambda: not reading.page._refit.isActive())
        assert reading.page.horizontalScrollBar().maximum() == 0


def test_it_is_saved_as_pdf(reading, qtbot, tmp_path, monkeypatch):
    place = tmp_path / "使用手册.pdf"
    monkeypatch.setattr("desktop.views.frame.help.window.ask_save_place", lambda *_: str(place))
    press(Key.Key_P, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: reading.notice.sentence.startswith("已保存"), timeout=60_000)
    assert place.read_bytes().startswith(b"%PDF-1.4")
    assert reading.save.isEnabled()


def test_what_cannot_be_saved_is_told_with_its_code(reading, qtbot, tmp_path):
    reading.save_book(str(tmp_path / "没有的" / "x.docx"))
    qtbot.waitUntil(lambda: "E-FILE-010" in reading.notice.sentence)
    assert not QImage.fromData(b"").width()


def test_colours_and_pictures_follow_the_system(qapp, reading, qtbot):
    reading.page.go_to("entry.md")
    seen = {}
    try:
        for is_dark in (False, True):
            use_scheme(qapp, dark=is_dark)
            qtbot.waitUntil(lambda: now().ink in reading.page.toHtml())
            shown = reading.page.grab().toImage()
            seen[is_dark] = shown.pixelColor(shown.width() // 2, shown.height() // 2).lightness()
    finally:
        use_scheme(qapp, dark=False)
    assert seen[True] < 128 < seen[False]
