"""The clerk's whole morning with real keys: task, a county's packages, fork, return, answer, acceptance.

With ``TIANBAO_PICTURES`` naming a folder the window is taken as a picture where a person would look at it;
with ``QT_SCALE_FACTOR=1.5`` as on a screen at 150 %.
"""

import csv
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.models.office.board.board_table import STATE
from desktop.models.office.deed import DeskDeed
from desktop.services.keys.key_files import open_key
from desktop.services.office.desk import open_office_desk
from desktop.services.office.overview.board_filter import BoardFilter
from desktop.services.office.registry.keys import import_office_key
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.passphrase_dialog import ReceivingKeyDialog
from forms.canonical import check_code, format_check_code
from forms.receiving.state import OfficeState
from tests.desktop.services.both import NOW
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.office.deeds import AtDialog

pytestmark = pytest.mark.gui
KEY, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FORKED, ASKED = "human-resources", "cppcc"
"""Units of the invented county: one with a fork, and one about whose package nothing is wrong."""
PATIENCE = 120_000
"""Milliseconds that a whole county may take on a busy machine; chosen by us."""


class Clerk:
    """A person with a keyboard before the office's window.

    Args:
        qtbot: waits.
        window: the window.
        county: the folder of the invented county.
        year: reporting year.
    """

    def __init__(self, qtbot, window, county, year):
        self.qtbot, self.window, self.county, self.year = qtbot, window, county, year
        self.phrase = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
        self.sent = window.desk_year.desk.path.parent / "发出"
        self.pictures = os.environ.get("TIANBAO_PICTURES", "")

    def wait(self):
        """Until nothing is under way."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=PATIENCE)
            QApplication.processEvents()

    def picture(self, name, widget=None):
        """Take a picture where pictures are wanted."""
        if self.pictures:
            self.wait()
            scale = os.environ.get("QT_SCALE_FACTOR", "1")
            (widget or self.window).grab().save(str(Path(self.pictures) / f"morning-{name}-{scale}.png"))

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.wait()

    def type(self, text):
        """Type a text where the focus is; letters that no key has come from the input method."""
        field = QApplication.focusWidget()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            (field.insertPlainText if hasattr(field, "insertPlainText") else field.insert)(text)

    def to_front(self):
        """Where no dialog is any more, the window has the keys again."""
        self.qtbot.waitUntil(lambda: not self.shown(QDialog))
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def shown(self, kind):
        """The dialogs of a kind that are open."""
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def focus(self, widget):
        """Put the focus somewhere in the window."""
        self.to_front()
        widget.setFocus()
        assert widget.hasFocus()

    @property
    def page(self):
        """The page in front."""
        return self.window.current_page()

    @property
    def intake(self):
        """The page 收件."""
        return self.window.made_pages()[0]

    def state(self, unit):
        """Where a unit stands."""
        return self.window.desk_year.row_of(unit).state

    def job(self, deed, unit=""):
        """Go on with F8 until a job is the current one, and do it by Enter."""
        self.to_front()
        self.press(KEY.Key_1, CONTROL)
        for _ in range(len(self.intake.today.model.jobs) + 1):
            job = self.intake.today.todo.current_job
            if self.intake.today.todo.hasFocus() and job.deed == deed and unit in {"", job.unit}:
                self.press(KEY.Key_Return)
                return job
            self.press(KEY.Key_F8)
        raise AssertionError([(job.deed, job.name) for job in self.intake.today.model.jobs])

    def dialog(self, kind=QDialog):
        """The dialog in front, with the keys."""
        self.qtbot.waitUntil(lambda: bool(self.shown(kind)), timeout=PATIENCE)
        found = self.shown(kind)[-1]
        found.activateWindow()
        self.qtbot.waitUntil(found.isActiveWindow)
        return found

    def sign(self):
        """Type the passphrase of the office's key, and Enter; what the dialog says then."""
        at = AtDialog(self.qtbot, self.window)
        dialog = at.dialog
        at.sign(self.phrase)
        said = dialog.told.text()
        if dialog.isVisible():
            self.press(KEY.Key_Escape)
        self.wait()
        return said

    def hand_in(self, path):
        """Let files go over the window."""
        self.to_front()
        drop_on(self.window, QPoint(5, 5), path)


@pytest.fixture
def clerk(qtbot, county, expected, county_office, open_office):
    words = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    with open_office_desk(county_office, "", lambda: NOW) as desk:
        for name in ("office", "office-receiving"):
            import_office_key(desk, county / f"keys/{name}.p12", None, words, None)
    window = open_office(county_office, expected["reported_years"][-1])
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(round(1366 / scale), round(697 / scale))
    return Clerk(qtbot, window, county, expected["reported_years"][-1])


def test_a_whole_morning(clerk):
    writes_the_task(clerk)
    takes_in_the_county(clerk)
    chooses_by_the_paper(clerk)
    returns_with_a_question(clerk)
    clerk.hand_in(answered_by_the_unit(clerk))
    clerk.qtbot.waitUntil(lambda: clerk.state(ASKED) is OfficeState.ANSWERED, timeout=PATIENCE)
    accepts_the_answer(clerk)
    says_so_on_the_board(clerk)


def writes_the_task(clerk):
    job = clerk.job("布置")
    assert job.goal is DeskDeed.TASK
    dialog = clerk.dialog()
    assert dialog.days.common.hasFocus()
    clerk.type("2026-06-30")
    clerk.picture("task", dialog)
    assert "任务" in clerk.sign()
    assert "布置" not in [job.deed for job in clerk.intake.today.model.jobs]
    assert clerk.window.desk_year.today.deadlines[1].isoformat() == "2026-06-30"


def takes_in_the_county(clerk):
    clerk.hand_in(clerk.county / "packages")
    asked = clerk.dialog(ReceivingKeyDialog)
    QTest.keyClicks(asked.passphrase, clerk.phrase)
    clerk.press(KEY.Key_Return)
    result = clerk.dialog(IntakeResult)
    clerk.wait()
    assert len(result.table.table.lines) >= 40
    assert result.table.table.index(0, 0).data() == "待登记"
    clerk.picture("result", result)
    clerk.press(KEY.Key_Escape)
    clerk.picture("board")


def chooses_by_the_paper(clerk):
    assert clerk.state(FORKED) is OfficeState.CONFLICT
    clerk.job("选定", FORKED)
    page = clerk.page
    clerk.qtbot.waitUntil(lambda: page.facts.table.rowCount() > 0)
    assert page.paper.line.hasFocus()
    clerk.type(paper_of(clerk, FORKED))
    clerk.press(KEY.Key_Return)
    assert "相符" in page.paper.sentence
    assert page.foot.reason.hasFocus()
    clerk.type("盖章纸质表校验码相符")
    clerk.picture("fork")
    matched = next(place for place, one in enumerate(page.foot.buttons) if one.property("kind") == "primary")
    clerk.press((KEY.Key_1, KEY.Key_2)[matched], ALT)
    clerk.sign()
    assert clerk.state(FORKED) is OfficeState.RECEIVED


def paper_of(clerk, unit):
    """The 校验码 on the stamped paper of a unit."""
    with (clerk.county / "papers.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = [one for one in csv.DictReader(lines) if one["unit"] == unit]
    return next(one["校验码"] for one in found if one["year"] == str(clerk.year))


def returns_with_a_question(clerk):
    clerk.to_front()
    clerk.press(KEY.Key_1, CONTROL)
    clerk.focus(clerk.intake.search)
    clerk.type(clerk.window.desk_year.names[ASKED])
    clerk.press(KEY.Key_Return)
    assert clerk.intake.board.hasFocus()
    clerk.press(KEY.Key_Return)
    page = clerk.page
    assert page.grid.hasFocus()
    clerk.press(KEY.Key_F7)
    dialog = clerk.dialog()
    dialog.text.setFocus()
    clerk.type("与上年比变动大，请与台账核对")
    clerk.press(KEY.Key_Return, CONTROL)
    clerk.focus(page.panes.deeds.send)
    clerk.picture("review")
    clerk.press(KEY.Key_Space)
    assert clerk.sign().startswith("已退回")
    assert clerk.state(ASKED) is OfficeState.QUESTIONED


def answered_by_the_unit(clerk):
    """The unit opens task and return letter, answers, and sends its next revision."""
    store = clerk.sent / "单位.db"
    shutil.copy(clerk.county / "stores" / f"{ASKED}.db", store)
    office = open_key(clerk.county / "keys/office.p12", clerk.phrase)
    with open_desk(store, lambda: NOW) as desk:
        for kind in ("task", "return"):
            (letter,) = clerk.sent.glob(f"**/*-{kind}-*.asice")
            open_letter(desk, letter.read_bytes(), fingerprint(office.certificate))
        year = open_year(desk, clerk.year)
        for question in open_questions(year):
            answer(desk, question.asked.id, "与台账核对过，数无误")
        finalise(open_year(desk, clerk.year))
        key = open_key(clerk.county / f"keys/{ASKED}.p12", clerk.phrase)
        return export(open_year(desk, clerk.year), key, clerk.sent / "答复").path


def accepts_the_answer(clerk):
    clerk.job("看答复", ASKED)
    page = clerk.page
    clerk.qtbot.waitUntil(lambda: bool(page.table.lines))
    clerk.press(KEY.Key_F8)
    clerk.press(KEY.Key_Return, CONTROL)
    clerk.dialog().reason.setFocus()
    clerk.type("看过答复")
    clerk.press(KEY.Key_Return, CONTROL)
    clerk.to_front()
    clerk.focus(page.facts.paper)
    clerk.type(format_check_code(check_code(page.under_review.review.package.content)))
    clerk.press(KEY.Key_Return)
    assert page.panes.deeds.accept.isEnabled(), page.panes.deeds.accept.toolTip()
    clerk.focus(page.panes.deeds.accept)
    clerk.picture("answer")
    clerk.press(KEY.Key_Space)
    assert clerk.sign().startswith("已验收")


def says_so_on_the_board(clerk):
    clerk.to_front()
    clerk.press(KEY.Key_1, CONTROL)
    page = clerk.intake
    expected = len(clerk.window.desk_year.board.expected)
    assert page.today.accepted.text() == f"已验收 1 / {expected} 个单位"
    row = page.model.row_of(ASKED)
    assert page.model.index(row, STATE).data() == "已验收"
    page.filters.choose(BoardFilter.ACCEPTED)
    assert [one.unit for one in page.model.rows] == [ASKED]
    clerk.picture("accepted")
