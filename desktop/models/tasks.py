"""Long work off the GUI thread: a runnable, its signals, progress and cancelling."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from forms.codes.program import TaskCode
from forms.errors import EnvironmentFault, TianbaoError

_LOG = logging.getLogger(__name__)


class Cancelled(Exception):
    """The work was cancelled at a checkpoint."""


class TaskSignals(QObject):
    """The signals of a task; they belong to the GUI thread, the task does not."""

    progressed = Signal(int, int)
    """Steps done and steps in all."""
    succeeded = Signal(object)
    """The result."""
    failed = Signal(object)
    """The ``TianbaoError``."""
    cancelled = Signal()
    finished = Signal()
    """After any of the three above."""


class Context:
    """Passed to the work of a task: reports progress and raises where the task was cancelled."""

    def __init__(self, signals: TaskSignals, stop: Event) -> None:
        """Report through signals; stop when the event is set."""
        self._signals = signals
        self._stop = stop

    def checkpoint(self, done: int, total: int) -> None:
        """Report progress.

        Raises:
            Cancelled: somebody asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        self._signals.progressed.emit(done, total)


Work = Callable[[Context], object]


class Task(QRunnable):
    """One piece of work; exceptions become signals.

    Args:
        work: called on a pool thread; it touches no widget and no Qt model.
    """

    def __init__(self, work: Work, words: str = "") -> None:
        """Prepare the work."""
        super().__init__()
        self.setAutoDelete(False)
        self.words = words
        """What is going on, for the status line."""
        self.signals = TaskSignals()
        self.answers: tuple[object, ...] = ()
        """Kept here because a connection does not keep the object of a bound method alive."""
        self._stop = Event()
        self._work = work

    def cancel(self) -> None:
        """Ask the work to stop; a result that still comes is discarded."""
        self._stop.set()

    def run(self) -> None:
        """Override QRunnable.run."""
        try:
            result = self._work(Context(self.signals, self._stop))
        except Cancelled:
            self.signals.cancelled.emit()
        except TianbaoError as error:
            self.signals.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the border of a thread: what escapes here is lost
            _LOG.exception("work failed")
            self.signals.failed.emit(_unexpected(error))
        else:
            if self._stop.is_set():
                self.signals.cancelled.emit()
            else:
                self.signals.succeeded.emit(result)
        finally:
            self.signals.finished.emit()


class TaskRunner(QObject):
    """Runs tasks one after another and keeps them alive until their last signal."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a pool with one thread: the store has one writer."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tasks: list[Task] = []

    @property
    def is_busy(self) -> bool:
        """Whether a task is running or waiting."""
        return bool(self._tasks)

    @property
    def words(self) -> str:
        """Words of the running task; empty without one."""
        return self._tasks[0].words if self._tasks else ""

    @property
    def next_words(self) -> str:
        """What goes on next, to be asked by an answer: they come in the order of the work."""
        return self._tasks[1].words if len(self._tasks) > 1 else ""

    def start(
        self,
        work: Work,
        succeeded: Callable[[object], object],
        failed: Callable[[TianbaoError], object],
        words: str = "",
    ) -> Task:
        """Run work and answer in the GUI thread; the words say what is going on."""
        task = Task(work, words)
        task.answers = (succeeded, failed)
        task.signals.setParent(self)
        task.signals.succeeded.connect(succeeded)
        task.signals.failed.connect(failed)
        task.signals.finished.connect(lambda: self._on_task_finished(task))
        self._tasks.append(task)
        self.busy_changed.emit(True)
        self._pool.start(task)
        return task

    def wait(self) -> None:
        """Cancel the waiting tasks and wait for the running one; used when the window closes."""
        for task in self._tasks:
            task.cancel()
        self._pool.clear()
        self._pool.waitForDone()

    def _on_task_finished(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            task.signals.deleteLater()
        if not self._tasks:
            self.busy_changed.emit(False)


def _unexpected(error: Exception) -> EnvironmentFault:
    return EnvironmentFault(
        TaskCode.FAILED,
        "程序内部出错，这一步没有完成；已填数据没有丢失。请重试，仍不行时把日志发给维护人员。",
        kind=type(error).__name__,
    )
