"""Reads a filled-in list; its bytes may be anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from desktop.documents.errors import WorkbookRefused
from desktop.documents.owner_list import marks
from desktop.documents.owner_list.names import UnitNames
from desktop.documents.workbook.cell import RawCell, read_cell
from desktop.documents.workbook.grid import MAX_TEXT, Grid, read_grids
from desktop.documents.workbook.own_book import OwnBook, another_book, tops_of
from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.frozen import frozen
from forms.plan.owner_list import Key, OwnedEntry, Owners, owner_entries
from forms.plan.pack import Plan


@frozen
class OwnerListReading:
    """What a list says.

    Attributes:
        owners: of every entry of the plan; of what is wrong, as far as it could be read.
        cells: of each entry that stands in the list, the cell with its lead.
        problems: every mistake, by cell.
    """

    owners: Mapping[Key, Owners]
    cells: Mapping[Key, str]
    problems: tuple[Problem, ...]


def read_owner_list(data: bytes, plan: Plan, digest: str) -> OwnerListReading:
    """Read a list that was written for a pack.

    Args:
        data: the file.
        plan: the plan for which it was written.
        digest: of its pack.

    Raises:
        WorkbookRefused: not a workbook, dangerous or damaged, no list of owners, or of another pack
            (E-PLAN-090).
    """
    sheets = dict(read_grids(data))
    _require_own(sheets, plan, digest)
    rows = sheets.get(marks.LIST_SHEET)
    if rows is None:
        raise _refused(f"缺少《{marks.LIST_SHEET}》这张表")
    reader = _Reader(plan=plan, columns=_columns(rows))
    for number, row in enumerate(rows[marks.HEAD_ROW :], start=marks.HEAD_ROW + 1):
        reader.read(number, row)
    reader.name_missing()
    return OwnerListReading(reader.owners, reader.cells, tuple(reader.problems))


def _require_own(sheets: Mapping[str, Grid], plan: Plan, digest: str) -> None:
    meta = sheets.get(marks.META_SHEET, [])
    facts = {read_cell(row[0]).text: read_cell(row[1]).text for row in meta if len(row) > 1}
    if facts.get("format") != marks.FORMAT:
        told = another_book(tops_of(sheets.items()), OwnBook.OWNERS)
        if told:
            raise WorkbookRefused(PlanCode.NOT_OWN_LIST, told)
        raise _refused("这不是本程序写出的责任单位清单，或者隐藏的标识表已被删除")
    if facts.get("digest") != digest:
        raise _refused(
            f"这份清单是按另一个数据包写出的（{facts.get('plan')} 版本 {facts.get('version')}），"
            f"现在给出的是 {plan.id} 版本 {plan.version}，内容不同"
        )


def _refused(what: str) -> WorkbookRefused:
    return WorkbookRefused(
        PlanCode.NOT_OWN_LIST, f"{what}。请用 tianbao plan owners 重新写出一份，填好后再确认。"
    )


def _columns(rows: Grid) -> dict[str, int]:
    """Place of each column that is read, by its head; the columns may be in another order."""
    heads = [read_cell(cell).text for cell in rows[marks.HEAD_ROW - 1]] if len(rows) >= marks.HEAD_ROW else []
    wrong = [head for head in marks.READ if heads.count(head) != 1]
    if wrong:
        raise _refused(f"《{marks.LIST_SHEET}》第 {marks.HEAD_ROW} 行应各有一栏“{'”“'.join(wrong)}”")
    return {head: heads.index(head) for head in marks.READ}


@dataclass
class _Reader:
    """Collects the owners of the entries row by row."""

    plan: Plan
    columns: dict[str, int]
    owners: dict[Key, Owners] = field(default_factory=dict)
    cells: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up what the plan has."""
        self._names = UnitNames(self.plan)
        self._entries = {(entry.key[0].value, entry.place): entry for entry in owner_entries(self.plan)}

    def read(self, number: int, row: tuple[RawCell, ...]) -> None:
        """Read one row; a blank one is passed over."""
        texts = {head: self._text(number, head, row) for head in marks.READ}
        if not any(texts.values()):
            return
        entry = self._entries.get((texts[marks.KIND], texts[marks.PLACE]))
        if entry is None:
            message = f"规划里没有“{texts[marks.KIND]} {texts[marks.PLACE]}”，请不要改动类别和编号"
            self._refuse(PlanCode.OWNER_ROW, self._cell(marks.PLACE, number), message)
        elif entry.key in self.cells:
            named, other = f"{entry.key[0].value} {entry.place}", self.cells[entry.key]
            message = f"“{named}”出现了两次（另一处在 {other}），请删去一行"
            self._refuse(PlanCode.OWNER_ROW, self._cell(marks.PLACE, number), message)
        else:
            self._take(number, entry, texts)

    def name_missing(self) -> None:
        """Name every entry that no row is about."""
        for entry in self._entries.values():
            if entry.key not in self.cells:
                self.owners[entry.key] = entry.owners
                message = (
                    f"缺少“{entry.key[0].value} {entry.place} {entry.title}”这一行，请补上，或重新写出清单"
                )
                self._refuse(PlanCode.OWNER_ROW, f"{marks.LIST_SHEET}!A{marks.HEAD_ROW}", message)

    def _take(self, number: int, entry: OwnedEntry, texts: Mapping[str, str]) -> None:
        lead_cell, joint_cell = self._cell(marks.LEAD, number), self._cell(marks.JOINT, number)
        lead = self._units(lead_cell, texts[marks.LEAD])
        joint = self._units(joint_cell, texts[marks.JOINT])
        self.cells[entry.key] = lead_cell
        self.owners[entry.key] = Owners(lead, joint)
        is_bad = any(problem.place in (lead_cell, joint_cell) for problem in self.problems)
        for cell, message in _mistakes(entry, lead, joint) if not is_bad else ():
            self._refuse(PlanCode.OWNER_UNIT, lead_cell if cell == marks.LEAD else joint_cell, message)

    def _units(self, cell: str, text: str) -> tuple[str, ...]:
        known, unknown = self._names.read(text)
        for name in unknown:
            message = f"没有“{name}”这个单位，请照《{marks.UNIT_SHEET}》表写名称，几个单位用顿号分开"
            self._refuse(PlanCode.OWNER_UNIT, cell, message)
        return known

    def _text(self, number: int, head: str, row: tuple[RawCell, ...]) -> str:
        at = self.columns[head]
        reading = read_cell(row[at] if at < len(row) else RawCell(), longest=MAX_TEXT)
        if reading.code:
            what = reading.advice.partition("，")[0]
            self._refuse(PlanCode.OWNER_UNIT, self._cell(head, number), f"格子{what}，请改写成单位的名称")
            return ""
        return reading.text

    def _cell(self, head: str, number: int) -> str:
        return f"{marks.LIST_SHEET}!{get_column_letter(self.columns[head] + 1)}{number}"

    def _refuse(self, code: ErrorCode, place: str, message: str) -> None:
        self.problems.append(Problem(code, place, message))


def _mistakes(entry: OwnedEntry, lead: tuple[str, ...], joint: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Column and sentence of what is wrong with the owners of an entry."""
    about = f"“{entry.title}”"
    if not lead and entry.needs_lead:
        yield marks.LEAD, f"{about}没有{'牵头' if entry.may_have_joint else '填报'}单位，请写上"
    if len(lead) > 1 and not entry.may_have_joint:
        yield marks.LEAD, f"{about}只能由一个单位填报，这里写了 {len(lead)} 个"
    if joint and not entry.may_have_joint:
        yield marks.JOINT, f"{about}是指标，由一个单位填报，参加单位请空着"
    if len(set(lead)) < len(lead):
        yield marks.LEAD, f"{about}有的牵头单位写了两次，每个单位只写一次"
    if len(set(joint)) < len(joint) or set(lead) & set(joint):
        yield marks.JOINT, f"{about}有的单位写了两次，或既牵头又参加，每个单位只写一次"
