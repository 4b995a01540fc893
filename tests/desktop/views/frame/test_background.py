"""What the status line says of work, however quickly it ends."""

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from desktop.models.tasks import TaskRunner
from desktop.views.frame.background import Background
from desktop.views.frame.status_line import StatusLine
from forms.errors import EnvironmentFault


@pytest.mark.parametrize("fails", [False, True])
def test_words_are_gone_after_work_that_ends_before_start_returns(qtbot, monkeypatch, fails):
    tasks, status = TaskRunner(), StatusLine()
    qtbot.addWidget(status)
    monkeypatch.setattr(tasks, "start", _and_wait(tasks, tasks.start))

    def work():
        if fails:
            raise EnvironmentFault("E-TEST-001", "不行")

    for _ in range(50):
        answers = []
        Background(tasks, status).run("正在备份……", work, answers.append, answers.append)
        qtbot.waitUntil(lambda: not tasks.is_busy)
        QApplication.processEvents()
        assert len(answers) == 1
        assert status._work.text() == ""


def _and_wait(tasks, start):
    """The task has told everything, and it was heard, before whoever started it goes on."""

    def waiting(*arguments):
        task = start(*arguments)
        while tasks.is_busy:
            QThread.msleep(1)
            QApplication.processEvents()
        return task

    return waiting
