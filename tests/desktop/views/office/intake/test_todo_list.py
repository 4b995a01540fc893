"""The list 待办 by itself: what does a job, what only chooses it, and that no word of why is cut."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

from desktop.models.grid.roles import Mark
from desktop.models.office.board.todo import Job, TodoModel
from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.views.office.intake.todo_list import TodoList

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
LONG = "两份不同的第 3 版，先比较，看盖章纸与哪一份相符，写明理由，再选定一份；"


def job(mark, name, why, deed, goal, **whom):
    return Job(mark=mark, name=name, why=why, deed=deed, goal=goal, **whom)


JOBS = (
    job(Mark.BAD, "某县卫生健康局", LONG, "选定", OfficePlace.CHOICE, unit="health"),
    job(Mark.ALARM, "某县教育局", "证书没有登记", "登记", OfficePlace.CERTIFICATES, unit="education"),
    job(Mark.HINT, "3 个单位", "期限已过", "催报", DeskDeed.REMIND, units=("a", "b", "c")),
)


@pytest.fixture
def todo(qtbot):
    todo, model = TodoList(), TodoModel()
    model.setParent(todo)
    todo.setModel(model)
    qtbot.addWidget(todo)
    todo.resize(260, 400)
    model.show_jobs(JOBS)
    todo.show()
    qtbot.waitExposed(todo)
    todo.activateWindow()
    todo.setFocus()
    qtbot.waitUntil(todo.hasFocus)
    todo.chosen, todo.wanted = [], []
    todo.job_chosen.connect(todo.chosen.append)
    todo.job_wanted.connect(todo.wanted.append)
    return todo


def place(todo, row, *, word=False):
    """In a row: at the name, or at the word to do."""
    box = todo.visualRect(todo.model().index(row, 0))
    return QPoint(box.right() - 12 if word else box.left() + 60, box.top() + 14)


def test_enter_does_the_job_that_is_chosen(todo):
    todo.choose(1)
    for key in (Key.Key_Return, Key.Key_Enter):
        QTest.keyClick(todo, key)
    assert todo.wanted == [JOBS[1]] * 2


def test_arrows_only_choose(todo):
    todo.choose(0)
    QTest.keyClick(todo, Key.Key_Down)
    assert todo.chosen[-1] == JOBS[1]
    assert todo.wanted == []


def test_a_click_on_the_name_chooses_and_one_on_the_word_does(todo):
    QTest.mouseClick(todo.viewport(), LEFT, pos=place(todo, 1))
    assert (todo.current_job, todo.wanted) == (JOBS[1], [])
    QTest.mouseClick(todo.viewport(), LEFT, pos=place(todo, 2, word=True))
    assert todo.wanted == [JOBS[2]]


def test_the_right_button_does_nothing(todo):
    QTest.mouseClick(todo.viewport(), RIGHT, pos=place(todo, 1, word=True))
    assert todo.wanted == []


def test_why_below_the_word_is_no_word_to_do(todo):
    box = todo.visualRect(todo.model().index(0, 0))
    QTest.mouseClick(todo.viewport(), LEFT, pos=QPoint(box.right() - 12, box.bottom() - 4))
    assert todo.wanted == []


def test_a_double_click_does_it_anywhere(todo):
    QTest.mouseClick(todo.viewport(), LEFT, pos=place(todo, 1))
    QTest.mouseDClick(todo.viewport(), LEFT, pos=place(todo, 1))
    assert todo.wanted == [JOBS[1]]


def test_below_the_jobs_there_is_nothing(todo):
    QTest.mouseClick(todo.viewport(), LEFT, pos=QPoint(100, 390))
    assert todo.wanted == []


@pytest.mark.parametrize(("row", "chosen"), [(-3, 0), (1, 1), (99, 2)])
def test_choosing_stays_within_the_list(todo, row, chosen):
    todo.choose(row)
    assert todo.current_job == JOBS[chosen]


def test_with_nothing_to_do_nothing_is_done(todo):
    todo.model().show_jobs(())
    todo.choose(0)
    QTest.keyClick(todo, Key.Key_Return)
    todo.do_current()
    assert todo.current_job is None
    assert todo.wanted == []


def test_letters_search_for_nothing(todo):
    todo.choose(0)
    QTest.keyClicks(todo, "m3")
    assert todo.current_job == JOBS[0]


def height(todo, row):
    return todo.visualRect(todo.model().index(row, 0)).height()


def test_a_long_reason_takes_as_many_lines_as_it_needs(todo):
    line = todo.fontMetrics().height()
    assert height(todo, 1) < 3.5 * line
    assert height(todo, 0) > 3.5 * line
    narrow = height(todo, 0)
    todo.resize(QSize(900, 400))
    assert height(todo, 0) < narrow


def test_no_line_of_why_is_painted_outside_its_row(todo):
    """Nothing is seen in the first pixels of the row below but its own ground."""
    todo.choose(2)
    image = todo.viewport().grab().toImage()
    box = todo.visualRect(todo.model().index(1, 0))
    row = {image.pixel(x, box.top() + 1) for x in range(4, box.width() - 4)}
    assert len(row) == 1


def test_a_job_is_read_out_whole(todo):
    told = todo.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == f"1，某县卫生健康局，{LONG}，选定"
    assert todo.accessibleName() == "待办"
