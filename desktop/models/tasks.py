"""Long work off the GUI thread: a task, its signals, progress and cancelling."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal

from forms.codes.program import TaskCode
from forms.errors import EnvironmentFault, TianbaoError

_LOG = logging.getLogger(__name__)


class Cancelled(Exception):
    """The work was cancelled at a checkpoint."""


class TaskSignals(QObject):
    """The signals of a task; they belong to the GUI thread, the task does not."""

    worked = Signal(object)
    """The result has come from the pool; whether it still counts is decided in the GUI thread."""
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
        self.require_wanted()
        self._signals.progressed.emit(done, total)

    def require_wanted(self) -> None:
        """Go on only where nobody asked to stop.

        Raises:
            Cancelled: somebody asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled


Work = Callable[[Context], object]


class Task:
    """One piece of work; exceptions become signals.

    Args:
        work: called on a pool thread; it touches no widget and no Qt model.
    """

    def __init__(self, work: Work, words: str = "") -> None:
        """Prepare the work."""
        self.words = words
        """What is going on, for the status line."""
        self.signals = TaskSignals()
        self.answers: tuple[object, ...] = ()
        """Kept here because a connection does not keep the object of a bound method alive."""
        self._stop = Event()
        self._work = work
        self.signals.worked.connect(self._answer)

    def cancel(self) -> None:
        """Ask the work to stop; a result that still comes is discarded."""
        self._stop.set()

    def run(self) -> None:
        """Do the work; called on a pool thread."""
        try:
            context = Context(self.signals, self._stop)
            context.require_wanted()  # it may have been cancelled while it was waiting for its turn
            result = self._work(context)
        except Cancelled:
            self.signals.cancelled.emit()
        except TianbaoError as error:
            self.signals.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the border of a thread: what escapes here is lost
            _LOG.exception("work failed")
            self.signals.failed.emit(_unexpected(error))
        else:
            self.signals.worked.emit(result)
        finally:
            self.signals.finished.emit()

    def _answer(self, result: object) -> None:
        # Asked here and not on the pool thread: the window may have let go of its file since.
        if self._stop.is_set():
            self.signals.cancelled.emit()
        else:
            self.signals.succeeded.emit(result)


class TaskRunner(QObject):
    """Runs tasks one after another and keeps them alive until their last signal."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a pool with one thread: the store has one writer."""
        super().__init__(parent)
        self._pool = pool = QThreadPool(self)
        pool.setMaxThreadCount(1)

        def wait(_: QObject) -> None:
            pool.waitForDone()

        # Where a runner goes while work runs, Qt waits for the thread, and keeps the lock of Python if it was
        # asked from Python: the thread would wait for that lock. This waits before, and gives the lock away.
        self.destroyed.connect(wait)
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
        # A QRunnable that does not delete itself is never released by PySide 6.11, with all its work holds.
        self._pool.start(task.run)
        return task

    def wait(self) -> None:
        """Cancel all tasks and wait for the running one; used when the window closes.

        Their last signals come afterwards, in the event loop.
        """
        for task in self._tasks:
            task.cancel()
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
