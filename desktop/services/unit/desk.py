"""A unit's store, opened: its plan, its people and its forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from db.unit.records import UnitProfile
from db.unit.store import Store, create_store, open_store
from desktop.services.files import require_possible_name
from desktop.services.incoming import telling_other_kinds
from desktop.services.plans.packs import PlanPack, read_pack
from forms.codes.desk import DefinitionCode, YearCode
from forms.codes.plan import PlanCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.people import LABELS
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.plan.pack import Plan, Unit
from forms.reporting.earlier import DefinitionChange, known_history
from forms.reporting.layout import UnitLayout, lay_out
from forms.text.kept import why_no_reason
from forms.text.typed import LONGEST_NAME, require_text

UNSIGNED = "未署名"
"""Author of entries made before a clerk was named; the account of the computer does not identify a person."""

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """The present time with the offset of this PC, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


@frozen
class Replacement:
    """The open file was replaced by another one, so that the window shows the old content.

    Attributes:
        name: of the file.
        kept: copy of all that this window had stored; None where there is none.
        nothing_typed: whether nothing had been stored, so that there is nothing to keep.
    """

    name: str
    kept: Path | None
    nothing_typed: bool

    @property
    def where(self) -> str:
        """Where the figures typed in this window are kept, as a Chinese clause without full stop."""
        if self.kept is not None:
            return f"本窗口已保存的内容已另存为“{self.kept}”"
        if self.nothing_typed:
            return "本窗口这次打开后没有保存过内容，没有需要另存的"
        return "本窗口已保存的内容没能另存，请先把下面的数抄下来"

    @property
    def sentence(self) -> str:
        """What happened, where the typed figures are kept, and what to do (Chinese)."""
        return (
            f"数据文件“{self.name}”在打开期间被同步软件（OneDrive、坚果云等）或别人替换、移走或改写了。"
            f"下面还是原来读到的内容，已停用。{self.where}。"
            f"请暂停同步，按【重新打开】读现在的文件并核对{_PUT_BACK if self.kept is not None else ''}。"
        )


_PUT_BACK = "；要换回本窗口已保存的，用【数据保管】→【另存的文件】"


def create_desk(path: Path, pack: PlanPack, unit: str, clock: Clock = local_now) -> Desk:
    """Make a new store for a unit and open it.

    Raises:
        UserInputError: the plan has no such unit (E-PLAN-063), or it has no form to fill in (E-PLAN-087).
        EnvironmentFault: the file exists already or cannot be made, or its name is impossible.
    """
    if unit not in pack.plan.unit_by_code:
        known = "、".join(f"{u.code}（{u.official_name}）" for u in pack.plan.reporting_units)
        raise UserInputError(PlanCode.NO_SUCH_UNIT, f"规划里没有单位“{unit}”，可用的有：{known}")
    if not pack.plan.forms_of(unit):
        name = pack.plan.unit_by_code[unit].official_name
        message = (
            f"“{name}”在这个规划里没有要填的报表，不用建立数据文件；"
            f"它的任务见目标任务分解表：tianbao plan tasks {pack.plan.id} --unit {unit}"
        )
        raise UserInputError(PlanCode.UNIT_WITHOUT_FORMS, message)
    require_possible_name(path)
    store = create_store(
        path,
        plan_bytes=pack.data,
        plan_id=pack.plan.id,
        plan_version=pack.plan.version,
        unit=unit,
        actor=UNSIGNED,
        now=clock(),
    )
    return Desk(store, clock)


def open_desk(path: Path, clock: Clock = local_now) -> Desk:
    """Open an existing store; a second window gets it read-only.

    Raises:
        EnvironmentFault: no such file, not a store, from a newer version, damaged.
    """
    require_possible_name(path)
    with telling_other_kinds(path):
        return Desk(open_store(path, now=clock()), clock)


class Desk:
    """The reporting desk of one unit. Close it, or use it as a context manager."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Take over an open store."""
        self.store = store
        self.clock = clock

    def __enter__(self) -> Self:
        """Return the desk itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store and release its lock."""
        self.store.close()

    @cached_property
    def pack(self) -> PlanPack:
        """The plan in force, as imported into the store."""
        stored = self.store.current_plan()
        return PlanPack(read_pack(stored.document).plan, stored.document)

    def adopt_plan(self, pack: PlanPack, reason: str) -> None:
        """Put another version of the plan in force; years opened before must be opened anew.

        Raises:
            UserInputError: the reason holds control or direction characters (E-TEXT-001) or is too long
                (E-TEXT-002).
            EnvironmentFault: the store is read-only or could not be written; the old version stays in force.
        """
        words = require_text(reason, "采用规划新版本的原因", lines=True)
        self.store.import_plan(pack.data, actor=self.actor, now=self.clock(), reason=words)
        for name in ("pack", "layout"):
            self.__dict__.pop(name, None)

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.pack.plan

    @cached_property
    def _unit_code(self) -> str:
        return self.store.identity().unit

    @property
    def unit(self) -> Unit:
        """The unit that reports."""
        return self.plan.unit_by_code[self._unit_code]

    @cached_property
    def layout(self) -> UnitLayout:
        """The unit's forms."""
        return lay_out(self.plan, self.unit.code)

    @property
    def path(self) -> Path:
        """The store file."""
        return self.store.path

    @property
    def mark(self) -> str:
        """A text that differs from an earlier one when anything was stored since, by any window."""
        return self.store.log_head()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be stored here: another window holds the file, or it may not be written."""
        return self.store.read_only

    @property
    def is_altered(self) -> bool:
        """Whether it is read-only because somebody changed its tables or triggers; a backup replaces it."""
        return self.store.refusal is not None

    @property
    def why_read_only(self) -> str:
        """Why nothing can be stored here, and what to do; meaningful only where it is read-only."""
        if self.store.refusal is not None:
            return self.store.refusal.message
        if self.store.holder:
            return f"数据文件正由{self.store.holder}使用，这里只能查看。请在那边关闭，再重新打开这个文件。"
        return "数据文件或所在的文件夹、U 盘是只读的，这里只能查看。请复制到“我的文档”再打开填写。"

    @property
    def cautions(self) -> tuple[str, ...]:
        """Sentences about the place of the file that a person should know before typing (Chinese)."""
        return self.store.warnings

    @property
    def seems_replaced(self) -> bool:
        """Whether :meth:`replacement` should be asked; as cheap as reading the date of a file."""
        return self.store.seems_replaced

    def replacement(self) -> Replacement | None:
        """What became of the file where another one took its place or wrote over it; None where nothing.

        Takes as long as checking the log and copying the file.
        """
        found = self.store.replacement()
        if found is None:
            return None
        kept = found.details.get("kept")
        return Replacement(
            name=self.path.name,
            kept=None if kept is None else Path(str(kept)),
            nothing_typed=bool(found.details.get("nothing_typed")),
        )

    @property
    def actor(self) -> str:
        """Name to put into the change log: the clerk named on the form, else that nobody signed."""
        return self.people.filler or UNSIGNED

    @property
    def people(self) -> UnitProfile:
        """The people who answer for the figures, and the unit's other facts."""
        return self.store.people()

    def name_people(self, **roles: str) -> None:
        """Name who answers for the figures; roles not given stay as they are.

        Args:
            roles: keys of :data:`forms.filing.people.REGISTERED`.

        Raises:
            UserInputError: a text holds control or direction characters (E-TEXT-001) or is too long
                (E-TEXT-002); nothing is stored.
            EnvironmentFault: the store is read-only or could not be written.
        """
        texts = {role: require_text(text, LABELS[role], longest=LONGEST_NAME) for role, text in roles.items()}
        people = replace(self.people, **texts)
        self.store.set_people(people, actor=people.filler or UNSIGNED, now=self.clock())

    def people_caution(self) -> str:
        """Sentence that naming other people does not change frozen forms; empty while there are none."""
        frozen = [year for year in self.years() if self.store.year_state(year).state.is_frozen]
        if not frozen:
            return ""
        listed = "、".join(f"{year} 年" for year in frozen)
        return f"{listed}已定稿，报表上仍是定稿时的人员；现在的改动只用于以后的定稿。"

    def years(self) -> list[int]:
        """Years that have a state, ascending; not those of which only figures were taken over."""
        return self.store.years()

    def state_of(self, year: int) -> YearState:
        """The state of a year as stored; ``EMPTY`` where nothing is."""
        return self.store.year_state(year).state

    def offered_years(self, chosen: int) -> list[int]:
        """Reporting years to choose from: of the plan until now, those with figures, and the chosen one."""
        first, last = self.plan.period
        until = min(last, self.clock().year)
        return sorted({*range(first, max(first, until) + 1), *self.years(), chosen})

    def suggested_year(self) -> int:
        """The year that is due now: the one before this, kept within the plan's period."""
        first, last = self.plan.period
        return min(max(self.clock().year - 1, first), last)

    def history(self, before: int) -> dict[int, dict[SeriesKey, Decimal]]:
        """Values of the years before: what the plan states, what was imported, what was reported.

        Later sources win, because a unit's own report of a year is the figure of record.
        """
        history = known_history(self.plan)
        for year, values in self.store.history(before).items():
            history.setdefault(year, {}).update(values)
        return {year: values for year, values in history.items() if year < before and values}

    def definition_changes(self) -> tuple[DefinitionChange, ...]:
        """Breaks in the unit's series (口径变动), oldest first."""
        return self.store.definition_changes()

    def record_definition_change(self, change: DefinitionChange) -> None:
        """Record a change of a figure's definition from a year on; a year opened before must be reopened.

        Raises:
            UserInputError: the plan has no such figure (E-DEFINITION-001), the year is outside the plan
                (E-YEAR-001), nothing is said about the change (E-DEFINITION-002), or it holds control or
                direction characters (E-TEXT-001) or is too long (E-TEXT-002).
            EnvironmentFault: the store is read-only or could not be written.
        """
        if change.code not in self.plan.item_by_code and change.code not in self.plan.indicator_by_code:
            raise UserInputError(
                DefinitionCode.NO_SUCH_FIGURE, f"规划里没有“{change.code}”，请从报表里选择指标"
            )
        self.require_year(change.year)
        note = require_text(change.note, "口径变动的说明", lines=True)
        if why_no_reason(note):
            raise UserInputError(DefinitionCode.UNSAID, "请写明口径怎样变动，例如“由户籍人口改为常住人口”")
        change = replace(change, note=note)
        self.store.record_definition_change(change, actor=self.actor, now=self.clock())

    def require_year(self, year: int) -> None:
        """Refuse a year outside the plan's period (E-YEAR-001)."""
        first, last = self.plan.period
        if not first <= year <= last:
            raise UserInputError(
                YearCode.OUTSIDE_PLAN, f"{year} 年不在规划期 {first}—{last} 年内，请选择规划期内的年份"
            )
