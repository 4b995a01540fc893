"""Taking in what was handed over: off the window's thread, with progress, to be stopped between two files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.kinds.kind import Kind
from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.models.office.place import OfficePlace
from desktop.models.office.window_words import window_words
from desktop.models.tasks import Context, Task, TaskRunner
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.revision_fact import REVISION
from desktop.services.office.facts.told_fact import step_in_window, told_fact
from desktop.services.office.intake.came_in import came_in_on, unopened
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.office.intake.receiving import (
    Batch,
    FileReport,
    LeftBeside,
    PackageReport,
    receive,
)
from desktop.services.office.intake.telling import (
    named_after,
    open_points,
    refusal_sentence,
    unused_word,
    whose,
)
from desktop.services.office.years import years_of
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.submission.facts import SIGNER_FACT, SignerStatus
from forms.errors import TianbaoError
from forms.turning import shown_plainly

TAKEN, TO_REGISTER, DOUBTFUL, CLOSED, NOT_OURS = "收下", "待登记", "有疑问", "打不开", "不用收"
_MARKS: Mapping[str, Mark] = {
    TAKEN: Mark.DONE,
    TO_REGISTER: Mark.ALARM,
    DOUBTFUL: Mark.ALARM,
    CLOSED: Mark.BAD,
    NOT_OURS: Mark.NOTHING,
}
"""The shape of each word."""
_NEEDED = (TO_REGISTER, DOUBTFUL, CLOSED, TAKEN, NOT_OURS)
"""The words in the order in which a person is needed; our own choice."""
RESULT_HEADS = ("结果", "文件", "哪个单位的", "为什么", "下一步")
_OF_OTHERS = frozenset({NotTaken.NOT_OURS, NotTaken.OTHER_KIND})
"""Why nothing is wrong with a file of which nothing is taken in."""

_TO_ADOPT = "要作为本局的版本采用的，在【办理】的【规划数据包】里采用"
_OWN_STEPS: Mapping[NotTaken, str] = {NotTaken.NO_KEY: "在【密钥】里导入收件密钥，再收一次"}
"""Next steps that the window words otherwise than the command line."""


class TakenLine(NamedTuple):
    """What became of a file, or of a package in it.

    Attributes:
        mark: the shape of the word.
        word: 收下, 待登记, 有疑问, 打不开 or 不用收.
        name: of the file.
        what: whose package it is; empty where none was read.
        why: what is the matter; empty where nothing is.
        step: what to do next; empty where nothing is.
        unit: code of the unit, where a package was read of it.
        year: its reporting year; 0 where none was read.
    """

    mark: Mark
    word: str
    name: str
    what: str
    why: str
    step: str
    unit: str = ""
    year: int = 0


class IntakeEnd(NamedTuple):
    """How a taking in ended.

    Attributes:
        lines: what became of each file, as they were handed over; none where it was stopped.
        stopped_at: files that are in although it was stopped; None where it was not.
        trouble: why it broke off, and from which file on nothing was taken in; empty where it did not.
    """

    lines: Sequence[TakenLine] = ()
    stopped_at: int | None = None
    trouble: str = ""


class Intake(QObject):
    """Takes in one batch at a time.

    Args:
        desk: the office's desk.
        tasks: where it runs, after what was begun before it.
        parent: keeps it alive.
    """

    progressed = Signal(int, int, str)
    """Files done, files in all, and the name of the one that is read now."""
    ended = Signal(object)
    """An ``IntakeEnd``."""

    def __init__(self, desk: OfficeDesk, tasks: TaskRunner, parent: QObject) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._task: Task | None = None
        self._done, self._name = 0, ""
        self._lines: Sequence[TakenLine] | None = None
        self.progressed.connect(self._note)

    @property
    def is_running(self) -> bool:
        """Whether a batch is being taken in."""
        return self._task is not None

    def start(self, paths: Sequence[Path], key: ReceivingKey | None, *, key_is_closed: bool = False) -> None:
        """Take in files and folders; a key opens what is encrypted to it, or is there and was not opened."""
        self._done, self._name, self._lines = 0, "", None
        batch = Batch(paths=paths, key=key, key_is_closed=key_is_closed)

        def work(context: Context) -> Sequence[TakenLine]:
            def tell(done: int, total: int, name: str) -> None:
                if done < total:  # after the last file nothing is left that could be stopped
                    context.checkpoint(done, total)
                self.progressed.emit(done, total, name)

            self._lines = lines_of(self._desk, receive(self._desk, batch, tell))
            return self._lines

        self._task = self._tasks.start(work, self._succeed, self._fail, "正在收件……")
        self._task.signals.cancelled.connect(self._stop)

    def cancel(self) -> None:
        """Stop before the next file; what is in stays in."""
        if self._task is not None:
            self._task.cancel()

    def _note(self, done: int, _total: int, name: str) -> None:
        self._done, self._name = done, name

    def _succeed(self, lines: object) -> None:
        assert isinstance(lines, list)
        self._end(IntakeEnd(lines=lines))

    def _fail(self, error: TianbaoError) -> None:
        where = f"前 {self._done} 个文件已经收好，从“{self._name}”起没有收。" if self._done else ""
        self._end(
            IntakeEnd(trouble=f"{where}{window_words(error.sentence)}处理好以后，把同样的文件再收一次。")
        )

    def _stop(self) -> None:
        """End as it was stopped, or where that came after the last file, as it ended."""
        if self._lines is not None:
            self._succeed(self._lines)
        else:
            self._end(IntakeEnd(stopped_at=self._done))

    def _end(self, end: IntakeEnd) -> None:
        self._task = None
        self.ended.emit(end)


def lines_of(desk: OfficeDesk, reports: Sequence[FileReport]) -> list[TakenLine]:
    """What became of each file, in a person's words: one line for a file, or for each package in it."""
    return [line for report in reports for line in _of_file(desk, report)]


def _of_file(desk: OfficeDesk, report: FileReport) -> list[TakenLine]:
    if report.packages:
        lines = [_of_package(desk, report, one) for one in report.packages]
        return [*lines, *(_of_left(desk, report, one) for one in report.beside)]
    if report.is_plan:
        why = "已留存；等着这一版规划的报送包已重新判断"
        return [
            TakenLine(
                mark=_MARKS[TAKEN],
                word=TAKEN,
                name=report.path.name,
                what="规划数据包",
                why=why,
                step=_TO_ADOPT,
            )
        ]
    word = NOT_OURS if report.refusal in _OF_OTHERS else CLOSED
    step = "" if report.refusal is None else _step(report.refusal)
    if report.kind == Kind.PLAN_PACK:
        step = "单位用它填报的，或本局的新版，在【办理】的【规划数据包】里导入"
    why = refusal_sentence(report)
    what = named_after(desk, report.path.name) if word == CLOSED else ""
    return [TakenLine(mark=_MARKS[word], word=word, name=report.path.name, what=what, why=why, step=step)]


def _of_left(desk: OfficeDesk, report: FileReport, left: LeftBeside) -> TakenLine:
    """A line for what could not be read of a file whose other packages are in."""
    return TakenLine(
        mark=_MARKS[CLOSED],
        word=CLOSED,
        name=f"{report.path.name} 里的 {left.name}",
        what=named_after(desk, left.name),
        why=refusal_sentence(left),
        step=_step(left.refusal),
    )


def _step(refusal: NotTaken) -> str:
    return _OWN_STEPS.get(refusal) or step_in_window(refusal.code)


def _of_package(desk: OfficeDesk, report: FileReport, one: PackageReport) -> TakenLine:
    package, points = one.package, sorted(open_points(one), key=lambda point: not point.is_bad)
    unused = unused_word(one)
    word = TAKEN
    if one.waits or points:
        is_unknown = any(_is_unregistered(point) for point in points)
        word = TO_REGISTER if is_unknown and not any(point.is_bad for point in points) else DOUBTFUL
    again = next((fact for fact in one.facts if fact.name == REVISION and fact.status == "duplicate"), None)
    point = next(iter(points), again)
    said = None if point is None else told_fact(point, lambda code: _unit_name(desk, code))
    return TakenLine(
        mark=_MARKS[word],
        word=word,
        name=report.path.name,
        what=whose(desk, package),
        why=unused if said is None else said.sentence,
        step=said.step if said is not None and points else "",
        unit=one.unit_year.unit,
        year=package.year,
    )


def _unit_name(desk: OfficeDesk, code: str) -> str:
    """Name of a unit of the plan; empty where the code is of none."""
    return desk.unit_name(code) if code in desk.plan.unit_by_code else ""


def _is_unregistered(point: OfficeFact) -> bool:
    """Whether a package waits until somebody registers the certificate that signed it."""
    return point.name == SIGNER_FACT and point.status == SignerStatus.UNKNOWN


def by_need(lines: Sequence[TakenLine]) -> list[TakenLine]:
    """The lines by how much they need a person; equal ones in the order in which they were handed over."""
    return sorted(lines, key=lambda line: _NEEDED.index(line.word))


def result_line(line: TakenLine) -> ShownLine:
    """A line of 收件结果."""
    look = Look.GREY if line.word == NOT_OURS else Look.PLAIN
    texts = (line.name, line.what, line.why, line.step)
    return ShownLine(
        (ShownCell(line.word, line.mark), *(ShownCell(shown_plainly(text), look=look) for text in texts))
    )


def whole_words(line: TakenLine) -> str:
    """What is the matter with a file and what to do, uncut; empty where nothing is."""
    return shown_plainly("。".join(part.rstrip("。") for part in (line.why, line.step) if part))


def goal_of(line: TakenLine, desk: OfficeDesk) -> tuple[OfficePlace, str, int] | None:
    """Page, unit and year to which a line leads; None where no page is about it."""
    if line.unit not in desk.plan.unit_by_code or line.year not in years_of(desk):
        return None
    place = OfficePlace.CERTIFICATES if line.word == TO_REGISTER else OfficePlace.REVIEW
    return place, line.unit, line.year


def day_words(day: date, count: int) -> str:
    """A day on which files were handed over, as it is offered."""
    return f"{day}　{count} 个文件"


def lines_on(desk: OfficeDesk, day: date) -> list[TakenLine]:
    """What has become of the files that were handed over on a day.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return lines_of(desk, came_in_on(desk, day))


def lines_unopened(desk: OfficeDesk) -> list[TakenLine]:
    """The files that could not be opened yet, of whatever day.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return lines_of(desk, unopened(desk))


def choices_of(lines: Sequence[TakenLine]) -> list[tuple[str, str]]:
    """What can be looked at alone: the word, empty for everything, and how it is offered with its count."""
    words = [line.word for line in lines]
    found = [(word, f"{word} {words.count(word)}") for word in _NEEDED if word in words]
    return [("", f"全部 {len(words)}"), *found]


def summary_of(end: IntakeEnd) -> str:
    """How a taking in ended, in one line."""
    if end.trouble:
        return end.trouble
    if end.stopped_at is not None:
        return f"已取消：前 {end.stopped_at} 个文件已经收好；把同样的文件再收一次，就从停下的地方接着收。"
    return counted_words(end.lines) or "没有文件"


def counted_words(lines: Sequence[TakenLine]) -> str:
    """How many lines have each word; empty where there are none."""
    words = [line.word for line in lines]
    counted = [f"{word} {words.count(word)}" for word in _MARKS if word in words]
    return f"{len(words)} 份：{'，'.join(counted)}" if words else ""


def is_all_taken(end: IntakeEnd) -> bool:
    """Whether everything that was handed over is in, and nothing of it needs a person."""
    return bool(end.lines) and all(line.word == TAKEN for line in end.lines)
