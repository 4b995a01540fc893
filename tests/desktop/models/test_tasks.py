import threading

import pytest

from desktop.models.tasks import TaskRunner
from forms.errors import EnvironmentFault

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
    go_on = threading.Event()
    task = runner.start(lambda _: go_on.wait(5), pytest.fail, pytest.fail)
    task.cancel()
    with qtbot.waitSignal(task.signals.cancelled):
        go_on.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
