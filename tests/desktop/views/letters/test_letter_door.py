"""A real letter of the office in the window: dropped, trusted, read at its cell, answered, stored."""

import random
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.app.shell import Shell
from desktop.models.grid.roles import Role
from desktop.services.letters.reading import PLAN_NAME
from desktop.services.letters.writing import packed_letter
from desktop.services.unit.desk import open_desk
from desktop.services.unit.letters.questions import open_questions
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint, to_pem
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import PayloadFile
from desktop.submission.profile.published import SIGNING_NAME
from desktop.views.letters.trust_dialog import TrustDialog
from forms.canonical import check_code, digest_of, format_check_code
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter
from forms.letters.question import AskedQuestion, QuestionScope
from forms.letters.task import Named, TaskUnit, YearTask
from tests.desktop.models.desks import START, YEAR
from tests.desktop.models.small_desks import ALIVE, DEAD
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.typing_keys import CONTROL
from tests.plans import small

pytestmark = pytest.mark.gui
Key = Qt.Key
QUESTION = "q-2025-health-1"
OFFSCREEN_SAYS = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)


def asked(number, cell):
    return AskedQuestion(
        id=f"q-2025-health-{number}", scope=QuestionScope.CELL, cell=cell, other_cell="", code="",
        text="请核实活产数", asked_by="陈静", asked_at=START.replace(microsecond=0), deadline=None,
    )  # fmt: skip


class Office:
    """Writes tasks, and return letters about a unit's year, into files."""

    def __init__(self, folder):
        region = small().plan.region_code
        self.identity = create_identity(UnitSubject("某县统计局", "office", region), START)
        self.print_, self.region, self.folder = fingerprint(self.identity.certificate), region, folder
        self.number, self.previous = 0, None

    def write(self, year, *questions, further=(), **changes):
        self.number += 1
        letter = SentLetter(
            kind=OfficeLetter.RETURN, region=self.region, office="某县统计局", unit="health", year=YEAR,
            number=self.number, previous=self.previous, made_at=year.desk.clock(),
            content=year.desk.store.latest_revision(YEAR).content_digest,
            questions=tuple(one.id for one in questions),
        )  # fmt: skip
        data = packed_letter(replace(letter, **changes), questions, self.identity, further)
        self.previous = digest_of(data)
        path = self.folder / f"return-{self.number}.asice"
        path.write_bytes(data)
        return path

    def task(self, desk, **changes):
        """A task of the year that the unit of a desk is open for."""
        pack, own = desk.pack, self.identity
        terms = YearTask(
            plan=Named(id=pack.plan.id, version=pack.plan.version, digest=pack.digest),
            units=tuple(TaskUnit(one.code, date(YEAR + 1, 4, 30), files=True) for one in pack.plan.units),
            base=None, notice="请于四月底前报送", waives_paper=False,
            signing=own.fingerprint, receiving=None, former=(),
        )  # fmt: skip
        letter = SentLetter(
            kind=OfficeLetter.TASK, region=self.region, office="某县统计局", unit="", year=YEAR, number=1,
            previous=None, made_at=desk.clock(), content=None, questions=(), task=replace(terms, **changes),
        )  # fmt: skip
        further = [
            PayloadFile(PLAN_NAME, "application/json", pack.data),
            PayloadFile(SIGNING_NAME, "application/x-pem-file", to_pem(own.certificate)),
        ]
        path = self.folder / "task-1.asice"
        path.write_bytes(packed_letter(letter, (), own, further))
        return path


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def sent(open_small):
    window = open_small("final")
    window.working.year.step(Step.EXPORT)
    window.working.follow()
    return window


def trust_dialog(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TrustDialog))
    return QApplication.activeModalWidget()


def opened(qtbot, window):
    """Waits until a letter that is being opened is, or is refused."""
    qtbot.waitUntil(lambda: window.isEnabled() and not window.tasks.is_busy)


def open_trusted(qtbot, window, path, office):
    """Open a task after comparison with stamped paper, then a letter."""
    drop_on(window, QPoint(5, 5), office.task(window.working.year.desk))
    dialog = trust_dialog(qtbot)
    QTest.keyClicks(dialog.field, office.print_)
    QTest.keyClick(dialog.trust, Key.Key_Return)
    qtbot.waitUntil(lambda: "已信任某县统计局的证书" in window.current_page().notice.sentence)
    opened(qtbot, window)
    drop_on(window, QPoint(5, 5), path)
    qtbot.waitUntil(lambda: window.working.state is YearState.RETURNED)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def press(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


def told(page):
    return [label.text() for label in page.lines.findChildren(QLabel) if label.isVisible()]


def test_a_letter_is_trusted_read_at_its_cell_and_answered(qtbot, sent, office):
    open_trusted(qtbot, sent, office.write(sent.working.year, asked(1, ALIVE)), office)
    page = sent.current_page()
    assert "待答 1 问" in page.notice.sentence
    assert page.progress.text() == "已答复 0 / 1 问"
    assert f"{YEAR} 年度已退回" not in told(page), "the letter tells it"
    sent.go_to(ALIVE)
    grid = sent.entry.grid.grid_model()
    assert grid.index_of(ALIVE).data(Role.ASKED)
    assert not grid.index_of(DEAD).data(Role.ASKED)
    sent.entry.cell._asked.go.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.lines.current() is not None)
    QTest.keyClicks(QApplication.focusWidget(), "checked with the ledger")
    press(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.progress.text() == "已答复 1 / 1 问")
    assert page.lines.questions[0].stands == "已答复，数无误"
    assert not grid.index_of(ALIVE).data(Role.ASKED)
    sent.close()
    with open_desk(sent.path) as desk:
        found = open_questions(open_year(desk, YEAR))
    assert [(one.asked.id, one.answer.text) for one in found] == [(QUESTION, "checked with the ledger")]


def test_a_later_letter_has_what_it_asks_again_and_closes_the_rest(qtbot, sent, office):
    year = sent.working.year
    first, second = office.write(year, asked(1, ALIVE), asked(2, DEAD)), office.write(year, asked(2, DEAD))
    open_trusted(qtbot, sent, first, office)
    sent.other.open(second)
    opened(qtbot, sent)
    letters = sent.working.letters()[1:]
    assert [[(q.id[-1], q.is_open) for q in one.questions] for one in letters] == [
        [("1", False)],
        [("2", True)],
    ]
    page = sent.current_page()
    assert [line.stands for line in page.lines.questions] == ["不用再答", "待答"]
    assert page.progress.text() == "已答复 0 / 1 问"


def test_what_is_refused_is_said_on_the_page_and_changes_nothing(qtbot, sent, office):
    path = office.write(sent.working.year, asked(1, ALIVE))
    open_trusted(qtbot, sent, path, office)
    sent.show_stage(Stage.ENTRY)
    sent.other.open(path)
    opened(qtbot, sent)
    assert "已处理过" in sent.current_page().notice.sentence
    assert "E-OPEN-017" in sent.current_page().notice.sentence
    assert len(sent.working.letters()) == 2


def test_without_the_fingerprint_nothing_is_opened(qtbot, sent, office):
    sent.other.open(office.write(sent.working.year))
    opened(qtbot, sent)
    assert "E-OPEN-018" in sent.current_page().notice.sentence
    sent.other.open(office.task(sent.working.year.desk))
    dialog = trust_dialog(qtbot)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert sent.working.state is YearState.EXPORTED
    assert not sent.working.letters()


@OFFSCREEN_SAYS
def test_a_double_click_leads_to_the_open_file_or_waits_for_one(qtbot, small_store, office, tmp_path):
    place = small_store("final")
    with open_desk(place) as desk:
        year = open_year(desk, YEAR)
        year.step(Step.EXPORT)
        path = office.task(desk)
    shell = Shell(tmp_path)
    shell.draw_curtain()
    assert shell.begin(path, None)
    assert "请先打开本单位的数据文件" in shell.window.notice.sentence
    shell.window.open_file(place)
    dialog = trust_dialog(qtbot)
    assert "布置任务第 1 号" in dialog.windowTitle() + " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    QTest.keyClick(dialog, Key.Key_Escape)
    assert shell.come_forward(path), "the letter of before is not kept a second time"
    dialog = trust_dialog(qtbot)
    QTest.keyClick(dialog, Key.Key_Escape)
    shell.window.close()


def test_what_came_and_went_is_saved_as_a_workbook(qtbot, sent, office, tmp_path):
    open_trusted(qtbot, sent, office.write(sent.working.year, asked(1, ALIVE)), office)
    page, place = sent.current_page(), tmp_path / "往来.xlsx"
    Answers(str(place))
    page.record.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(place.is_file)
    qtbot.waitUntil(lambda: "往来.xlsx" in page.notice.sentence)
    book = load_workbook(place)
    assert [row[0].value for row in book["提问和答复"].iter_rows(min_row=7)] == ["退回单第 1 号"]


def test_a_large_letter_is_opened_beside_the_window(qtbot, sent, office):
    slip = PayloadFile("forms/return-slip.pdf", "application/pdf", random.Random(1).randbytes(9_000_000))
    open_trusted(qtbot, sent, office.write(sent.working.year, asked(1, ALIVE)), office)
    opened(qtbot, sent)
    path = office.write(sent.working.year, asked(1, ALIVE), asked(2, DEAD), further=[slip])
    sent.other.open(path)
    assert not sent.isEnabled(), "nothing is typed while it is stored"
    assert "正在打开来件" in " ".join(label.text() for label in sent.status.findChildren(QLabel))
    assert sent.working.year.desk.store.letters(YEAR)[2:] == [], "the window does not wait for it"
    opened(qtbot, sent)
    assert "待答 2 问" in sent.current_page().notice.sentence
    kept = sent.working.year.desk.store.letters(YEAR)
    assert [len(one.data) > 9_000_000 for one in kept] == [False, False, True]
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    assert sent.current_page().lines.current().editor.toPlainText() == "checked"


def test_a_year_that_was_not_chosen_says_on_every_page_which_file_goes_on(qtbot, sent, office):
    year, other = sent.working.year, "f" * 64
    own = year.desk.store.latest_revision(YEAR).content_digest
    open_trusted(qtbot, sent, office.write(year, asked(1, ALIVE)), office)
    sent.other.open(office.write(year, kind=OfficeLetter.CHOICE, content=other, not_chosen=(own,)))
    opened(qtbot, sent)
    assert sent.working.state is YearState.SUPERSEDED
    code = format_check_code(check_code(other))
    page = sent.current_page()
    assert page.heading.text() == f"{YEAR} 年度：未选用，这里只能查看"
    assert code in page.told.text()
    assert not page.go.isVisible()
    sent.go_to(ALIVE)
    QTest.keyClicks(sent.entry.grid, "7")
    assert code in sent.entry.notice.sentence
    sent.show_stage(Stage.FINALISE)
    finalising = sent.current_page()
    assert not finalising.freeze.isVisible()
    assert not finalising.take_back.isVisible()
    sent.show_stage(Stage.EXPORT)
    assert not sent.current_page().send.isEnabled() or not sent.current_page().send.isVisible()
