"""A unit's store, opened: its plan, its people and its forms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from db.unit.records import UnitProfile
from db.unit.store import Store, create_store, open_store
from desktop.services.clock import Clock, local_now
from desktop.services.desk import UNSIGNED, FileDesk
from desktop.services.files import require_possible_name, require_readable_name
from desktop.services.incoming import telling_other_kinds
from desktop.services.plans.packs import PlanPack
from forms.codes.desk import DefinitionCode, YearCode
from forms.codes.plan import PlanCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.people import LABELS
from forms.filing.state import YearState
from forms.plan.pack import Unit
from forms.reporting.earlier import DefinitionChange, known_history
from forms.reporting.layout import UnitLayout, lay_out
from forms.text.kept import why_no_reason
from forms.text.typed import LONGEST_NAME, require_text

INVENTED = "演示数据"
"""With this word the source of every invented figure begins; no real figure's does."""


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
    require_readable_name(path)
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


class Desk(FileDesk[Store]):
    """The reporting desk of one unit. Close it, or use it as a context manager."""

    OF_PLAN: ClassVar = ("pack", "layout")

    @cached_property
    def _unit_code(self) -> str:
        return self.store.identity().unit

    @property
    def unit(self) -> Unit:
        """The unit that reports."""
        return self.plan.unit_by_code[self._unit_code]

    @property
    def holder(self) -> str:
        """Name of the unit, as on its seal."""
        return self.unit.official_name

    @cached_property
    def layout(self) -> UnitLayout:
        """The unit's forms."""
        return lay_out(self.plan, self.unit.code)

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

    @property
    def is_invented(self) -> bool:
        """Whether the file was filled with invented figures (演示数据), whatever it is called by now."""
        return self.store.has_past_from(INVENTED)

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
