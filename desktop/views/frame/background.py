"""Long work with its words in the status line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.models.tasks import Context, Task, TaskRunner
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError


class Background:
    """Runs work off the GUI thread and says so at the bottom of the window.

    Args:
        tasks: where the work runs.
        status: where it is told.
    """

    def __init__(self, tasks: TaskRunner, status: StatusLine) -> None:
        """Use a runner and a status line."""
        self._tasks = tasks
        self._status = status

    def run(
        self,
        words: str,
        work: Callable[[], Any],
        succeeded: Callable[[Any], object],
        failed: Callable[[TianbaoError], object],
    ) -> Task:
        """Do the work; one of the two answers is called in the GUI thread.

        Args:
            words: what is going on, e.g. 正在生成正式报表……
            work: touches no widget.
            succeeded: gets the result.
            failed: gets the error with its sentence.
        """

        def counted(context: Context) -> Any:
            context.checkpoint(0, 0)
            return work()

        return self.run_counted(words, counted, succeeded, failed)

    def run_counted(
        self,
        words: str,
        work: Callable[[Context], Any],
        succeeded: Callable[[Any], object],
        failed: Callable[[TianbaoError], object],
    ) -> Task:
        """Do work that tells how far it is and may be cancelled; the same otherwise.

        Args:
            words: what is going on.
            work: touches no widget; calls ``checkpoint`` where it can stop with everything before it done.
            succeeded: gets the result.
            failed: gets the error with its sentence.
        """

        def ended(answer: Callable[[Any], object]) -> Callable[[Any], object]:
            def tell(result: Any) -> None:
                self._status.show_work(self._tasks.next_words)
                answer(result)

            return tell

        self._status.show_work(self._tasks.words or words)
        task = self._tasks.start(work, ended(succeeded), ended(failed), words)
        task.signals.progressed.connect(lambda done, total: self._status.show_work(words, done, total))
        task.signals.cancelled.connect(lambda: self._status.show_work(self._tasks.next_words))
        return task
