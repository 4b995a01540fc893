"""待办: what is to be done at the desk, in working order; each with one reason and one word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.models.office.standing import STATE_MARKS
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.facts.told_fact import told_fact
from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.board_words import COMPARED, next_words
from desktop.services.office.overview.today import Today
from forms.letters.fact_words import fact_word
from forms.receiving.permission import Act
from forms.receiving.state import OfficeState

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Job(NamedTuple):
    """Something to do.

    Attributes:
        mark: its shape.
        name: whom it concerns, or how many.
        why: in a few words.
        deed: what to do, in a word.
        goal: the page or dialog in which it is done.
        unit: code of the unit; empty where it concerns several.
        year: another reporting year in which it is to be done; 0 where it is of the one that is open.
        units: codes of those that it concerns, where it is one job about several of the board.
    """

    mark: Mark
    name: str
    why: str
    deed: str
    goal: OfficePlace | DeskDeed
    unit: str = ""
    year: int = 0
    units: tuple[str, ...] = ()

    @property
    def purpose(self) -> tuple[OfficePlace | DeskDeed, str, int]:
        """Where it is done and about whom: by this it is known again when everything was read anew."""
        return self.goal, self.unit, self.year


_REVIEW = OfficePlace.REVIEW
_OF_UNIT: Mapping[NextKind, tuple[int, str, OfficePlace]] = {
    NextKind.CHOOSE: (0, "选定", OfficePlace.CHOICE),
    NextKind.MISTRUSTED: (1, "再看", _REVIEW),
    NextKind.REGISTER: (1, "登记", OfficePlace.CERTIFICATES),
    NextKind.HELD: (1, "处理", _REVIEW),
    NextKind.LATE_CHANGE: (1, "处理", _REVIEW),
    NextKind.HELD_ANSWER: (1, "处理", _REVIEW),
    NextKind.ANSWERED: (2, "看答复", _REVIEW),
    NextKind.SEND_AGAIN: (3, "退回", _REVIEW),
    NextKind.SEND: (3, "退回", _REVIEW),
    NextKind.DOUBT: (3, "核对", _REVIEW),
    NextKind.DOUBT_AFTER: (3, "核对", _REVIEW),
    NextKind.ACCEPT: (3, "验收", _REVIEW),
}
"""What is done about one unit: its place in the working order, chosen by us as in the pictures of the design,
the word, and where."""
_TOGETHER: Mapping[NextKind, tuple[str, str, OfficePlace | DeskDeed]] = {
    NextKind.REGISTER: ("登记 {} 个单位的证书", "报来的包等着，照盖章登记表核对", OfficePlace.CERTIFICATES),
    NextKind.ACCEPT: ("{} 个单位可以验收", "无疑问，纸质相符或不要求", DeskDeed.ACCEPT_ALL),
}
"""What is done about several units at once is one job from two units on: its name, why, and where."""
_GAPS = (3, "提问", _REVIEW)
"""The same of a revision with empty cells, whose paper is still to be checked; its place is chosen by us."""


def jobs_of(
    today: Today, names: Mapping[str, str], why_not: Callable[[Act], str] = lambda _: ""
) -> list[Job]:
    """Everything that is to be done, in working order; what is for somebody else comes last, and says so.

    Args:
        today: where the year stands.
        names: short name of each unit of the plan, by its code.
        why_not: why whoever works at the desk cannot do something; empty where they can.
    """
    found: list[tuple[int, Job]] = []
    together = {kind: _together(kind, today) for kind in _TOGETHER}
    for row in today.board.rows:
        # Before figures are compared it is not known yet whether such a step is the next one.
        way = _way_of(row) if today.board.is_whole or row.next.kind not in COMPARED else None
        if way is None or row in together.get(row.next.kind, ()):
            continue
        order, deed, place = way
        job = Job(
            mark=STATE_MARKS[row.state],
            name=names.get(row.unit, row.name),
            why=_why(row, today, names),
            deed=deed,
            goal=place,
            unit=row.unit,
        )
        found.append((order, job))
    for kind, rows in together.items():
        if rows:
            found.append((_OF_UNIT[kind][0], _joint(kind, rows)))
    found += [(_OF_UNIT[NextKind.REGISTER][0], job) for job in _of_other_years(today, names)]
    found.sort(key=lambda one: one[0])
    jobs = [*_to_set_up(today), *(job for _, job in found), *_of_many(today)]
    ours = [job for job in jobs if not _is_anothers(job, why_not)]
    return [*ours, *(job._replace(deed=_WAITS) for job in jobs if job not in ours)]


_ACTS: Mapping[str, Act] = {"布置": Act.TASK, "选定": Act.CHOOSE, "验收": Act.ACCEPT}
"""What a head does, where there is one, by the word of the job."""
_WAITS = "等组长"


def _is_anothers(job: Job, why_not: Callable[[Act], str]) -> bool:
    act = _ACTS.get(job.deed)
    return act is not None and bool(why_not(act)) and not why_not(Act.ASK)


def _together(kind: NextKind, today: Today) -> list[BoardRow]:
    """The units about which something is done at once; none where it is one alone."""
    if kind in COMPARED and not today.board.is_whole:
        return []
    rows = [row for row in today.board.expected if row.next.kind is kind and not row.look]
    return rows if len(rows) > 1 else []


def _joint(kind: NextKind, rows: Sequence[BoardRow]) -> Job:
    name, why, goal = _TOGETHER[kind]
    _, deed, _ = _OF_UNIT[kind]
    return Job(
        mark=STATE_MARKS[rows[0].state],
        name=name.format(len(rows)),
        why=why,
        deed=deed,
        goal=goal,
        units=tuple(row.unit for row in rows),
    )


def _of_other_years(today: Today, names: Mapping[str, str]) -> list[Job]:
    """Packages of other years that wait for a certificate: nowhere else on the page they can be seen."""
    found = []
    for year, units in today.elsewhen.items():
        job = Job(
            mark=Mark.ALARM,
            name=f"{year} 年 {len(units)} 个单位" if len(units) > 1 else names.get(units[0], units[0]),
            why=f"{year} 年的报送包等着登记证书",
            deed="登记",
            goal=OfficePlace.CERTIFICATES,
            unit=units[0] if len(units) == 1 else "",
        )
        found.append(job)
    return found


def _way_of(row: BoardRow) -> tuple[int, str, OfficePlace] | None:
    if row.next.kind in {NextKind.PAPER, NextKind.OTHER_PAPER} and row.gaps:
        return _GAPS
    return _OF_UNIT.get(row.next.kind)


def _why(row: BoardRow, today: Today, names: Mapping[str, str]) -> str:
    """Why something is to be done about a unit, in a few words."""
    dossier = today.dossiers[row.unit]
    if row.next.kind is NextKind.CHOOSE:
        return f"有 {dossier.candidates} 份内容不同的报送"
    if row.next.kind is NextKind.HELD and row.next.fact is not None:
        return told_fact(row.next.fact, lambda code: names.get(code, "")).sentence
    parts = [f"{row.answered} 问已答"] if row.answered else []
    since = "验收以后" if row.next.kind is NextKind.DOUBT_AFTER else ""
    parts += [f"{since}{fact_word(name)}不符" for name in row.bad]
    parts += [f"缺 {row.gaps} 格"] if row.gaps else []
    if row.next.kind is NextKind.ACCEPT:
        sound = "无疑问，纸质相符" if row.paper == "matched" else "无疑问"
        parts = [*row.look, *parts] if row.look else [sound, *parts]
    return "，".join(parts) or next_words(row, today.board)


_NOTHING_CAME = frozenset({OfficeState.EXPECTED, OfficeState.EXCUSED})


def _to_set_up(today: Today) -> list[Job]:
    """What a new desk does first: without it nothing that comes can be taken for a unit's."""
    jobs = []
    if not today.has_task:
        why = "写明期限、发规划，单位才认本局的来件"
        name = f"布置 {today.board.year} 年任务"
        jobs.append(Job(mark=Mark.NEW, name=name, why=why, deed="布置", goal=DeskDeed.TASK))
    if not today.certificates and not any(row.next.kind is NextKind.REGISTER for row in today.board.rows):
        why = "登记以前，报来的包都先等着"
        page = OfficePlace.CERTIFICATES
        jobs.append(Job(mark=Mark.NEW, name="登记单位证书", why=why, deed="登记", goal=page))
    if today.wants_past:
        why = "单位带来的往年数就同它核对；没有可导入的，验收第一个单位以后不再列"
        goal = DeskDeed.OWN_SERIES
        jobs.append(Job(mark=Mark.NEW, name="导入本局往年数", why=why, deed="导入", goal=goal))
    if today.board.rows and all(row.state in _NOTHING_CAME for row in today.board.rows):
        why = f"{today.board.year} 年还一份也没有收：先收单位报来的文件，再看催谁"
        jobs.append(Job(mark=Mark.NEW, name="收件", why=why, deed="选文件夹", goal=DeskDeed.TAKE_FOLDER))
    return jobs


def _of_many(today: Today) -> list[Job]:
    """What is done for several units at once."""
    rows = today.board.rows
    papers = sum(1 for row in rows if today.board.is_whole and row.next.kind is NextKind.PAPER)
    wanting = [row for row in rows if today.dossiers[row.unit].wants_receipt]
    receipts = sum(1 for row in wanting if row.state is not OfficeState.EXCUSED)
    owing = "逾期没有报来、缺格、没有答复，或纸质不是这一版"
    closed = "没有密钥的导入密钥再收；坏了的请单位重发"
    found = (
        (len(today.late), "催报 {} 个单位", owing, "催报", DeskDeed.REMIND),
        (today.unopened, "{} 个文件还打不开", closed, "看是哪些", DeskDeed.UNOPENED),
        (papers, "核对纸质 {} 份", "纸到了的，输入或扫描校验码；没有到的向单位要", "核对", DeskDeed.PAPER),
        (receipts, "发回执 {} 份", "签名的回执和邮件草稿，不含数字", "发出", DeskDeed.RECEIPTS),
    )
    further = []
    if today.others:
        counted = "，".join(f"{year} 年 {count}" for year, count in today.others.items())
        job = Job(
            mark=Mark.ALARM,
            name=f"别的年度还有 {sum(today.others.values())} 件",
            why=f"{counted}：在那一年的待办里",
            deed="换年度",
            goal=OfficePlace.INTAKE,
            year=max(today.others),
        )
        further.append(job)
    return further + [
        Job(mark=Mark.UNDER_WAY, name=words.format(count), why=why, deed=deed, goal=goal)
        for count, words, why, deed, goal in found
        if count
    ]


class TodoModel(QAbstractListModel):
    """The jobs, one a row: ``DisplayRole`` whom it concerns, ``DETAIL`` why, ``STATE`` the word to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Know of nothing to do."""
        super().__init__(parent)
        self.jobs: Sequence[Job] = ()

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show other jobs."""
        self.beginResetModel()
        self.jobs = tuple(jobs)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        job = self.jobs[index.row()]
        found: Mapping[int, object] = {
            Qt.ItemDataRole.DisplayRole: job.name,
            Role.MARK: job.mark,
            Role.DETAIL: job.why,
            Role.STATE: job.deed,
            Role.SUBJECT: job,
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}，{job.name}，{job.why}，{job.deed}"
        return f"{job.name}\n{job.why}" if role == Qt.ItemDataRole.ToolTipRole else found.get(role)
