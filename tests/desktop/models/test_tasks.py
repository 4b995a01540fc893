import gc
import subprocess
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

from desktop.models.tasks import TaskRunner
from forms.errors import EnvironmentFault
from tests.meta.checkout import ROOT

pytestmark = pytest.mark.gui


@pytest.fixture
def runner(qapp):
    runner = TaskRunner(qapp)
    yield runner
    runner.wait()
    runner.deleteLater()


def test_work_runs_elsewhere_and_answers_here(runner, qtbot):
    threads = []

    def answer(result):
        threads.append((result, threading.get_ident()))

    runner.start(lambda _: threading.get_ident(), answer, pytest.fail)
    assert runner.is_busy
    qtbot.waitUntil(lambda: not runner.is_busy)
    worked_on, answered_on = threads[0]
    assert answered_on == threading.get_ident() != worked_on


def test_a_refusal_arrives_as_it_is(runner, qtbot):
    fault = EnvironmentFault("E-FILE-001", "磁盘已满")
    failures = []

    def work(_):
        raise fault

    runner.start(work, pytest.fail, failures.append)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert failures == [fault]


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_a_bug_becomes_a_sentence(runner, qtbot, caplog):
    failures = []
    runner.start(lambda _: 1 / 0, pytest.fail, failures.append)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert failures[0].code == "E-TASK-001"
    assert "没有丢失" in failures[0].message
    assert "ZeroDivisionError" in caplog.text


def test_progress_is_told_and_work_stops_at_a_checkpoint(runner, qtbot):
    steps = []

    def work(context):
        for step in range(1_000_000):
            context.checkpoint(step, 1_000_000)
            threading.Event().wait(0.005)

    task = runner.start(work, pytest.fail, pytest.fail)
    task.signals.progressed.connect(lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: len(steps) > 2)
    with qtbot.waitSignal(task.signals.cancelled):
        task.cancel()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert {total for _, total in steps} == {1_000_000}


def test_a_result_that_comes_after_cancelling_is_thrown_away(runner, qtbot):
    begun, go_on = threading.Event(), threading.Event()

    def work(_):
        begun.set()
        go_on.wait(5)

    task = runner.start(work, pytest.fail, pytest.fail)
    assert begun.wait(5)  # cancelled before it begins, it would say so before anybody listens
    task.cancel()
    with qtbot.waitSignal(task.signals.cancelled):
        go_on.set()
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_a_result_still_on_its_way_when_the_work_is_cancelled_is_thrown_away(runner, qtbot):
    task = runner.start(lambda _: "done", pytest.fail, pytest.fail)
    runner.findChild(QThreadPool).waitForDone()  # nothing has come here yet: no event was processed
    task.cancel()
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_work_that_waits_when_the_window_closes_is_never_begun(runner, qtbot):
    begun, answers = [], []
    go_on = threading.Event()
    running = runner.start(lambda _: go_on.wait(5), pytest.fail, pytest.fail, "正在导出")
    waiting = runner.start(lambda _: begun.append(1), pytest.fail, pytest.fail, "正在备份")
    assert (runner.words, runner.next_words) == ("正在导出", "正在备份")
    for task in (running, waiting):
        task.signals.cancelled.connect(lambda: answers.append("cancelled"))
    threading.Timer(0.05, go_on.set).start()
    runner.wait()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (begun, answers) == ([], ["cancelled", "cancelled"])


def test_tasks_go_one_after_another_and_busy_ends_once(runner, qtbot):
    order, busy = [], []
    runner.busy_changed.connect(busy.append)
    for number in range(3):
        runner.start(lambda _, n=number: order.append(n), lambda _: order.append("answered"), pytest.fail)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert [one for one in order if one != "answered"] == [0, 1, 2]
    assert order.count("answered") == 3
    assert busy == [True, True, True, False]
    assert runner.words == runner.next_words == ""


def test_a_failure_does_not_stop_the_work_behind_it(runner, qtbot):
    failures, answers = [], []

    def full(_):
        raise EnvironmentFault("E-FILE-001", "磁盘已满")

    runner.start(full, pytest.fail, failures.append)
    runner.start(lambda _: "备份", answers.append, pytest.fail)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert ([f.message for f in failures], answers) == (["磁盘已满"], ["备份"])


def test_a_finished_task_is_let_go_of_with_all_that_its_work_held(runner, qtbot):
    class Held:
        pass

    held = Held()
    kept = weakref.ref(held)
    runner.start(lambda _, one=held: id(one), lambda _: None, pytest.fail)
    del held
    qtbot.waitUntil(lambda: not runner.is_busy)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert kept() is None


_GONE = """
import sys, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from desktop.models.tasks import TaskRunner

class Window(QWidget):
    def event(self, event):
        return super().event(event)

def work(context):
    begun.append(True)
    for _ in range(20):
        time.sleep(0.01)

application, window, begun = QApplication(sys.argv[:1]), Window(), []
TaskRunner(window).start(work, print, print)
while not begun:
    time.sleep(0.01)
window.deleteLater()
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


def test_a_window_may_go_while_work_runs():
    """In a process of its own: where both wait for each other, this ends all the same."""
    done = subprocess.run([sys.executable, "-c", _GONE], cwd=ROOT, check=False, timeout=120)
    assert done.returncode == 0
