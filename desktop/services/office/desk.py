"""The office's store, opened: its plan and its people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from db.office.store import OfficeStore, create_office, open_office
from desktop.kinds.kind import Kind
from desktop.services.clock import Clock, local_now, require_clock
from desktop.services.desk import UNSIGNED, FileDesk
from desktop.services.files import require_possible_name, require_readable_name
from desktop.services.incoming import telling_other_kinds
from desktop.services.keys.held_key import HeldKey
from desktop.services.plans.packs import PlanPack, stored_pack
from forms.codes.code import ErrorCode
from forms.codes.collect import CollectCode
from forms.codes.office import OfficeCode
from forms.errors import EnvironmentFault, UserInputError
from forms.filing.receipt_time import BEIJING, day_in_beijing
from forms.frozen import frozen
from forms.receiving.permission import Act, may
from forms.receiving.role import OfficeRole
from forms.text.typed import LONGEST_NAME, require_text


def init_office(path: Path, plan: PlanPack, actor: str = "", clock: Clock = local_now) -> OfficeDesk:
    """Make the office's store for a plan and open it; the region is the plan's.

    Args:
        path: the new file.
        plan: the plan whose figures the office receives.
        actor: who does it; empty where nobody was named.
        clock: gives the present.

    Raises:
        UserInputError: the name holds characters that are refused (E-TEXT-001), or is too long (E-TEXT-002).
        EnvironmentFault: the file exists already or cannot be made, or its name is impossible.
    """
    name = _named(actor)
    require_possible_name(path)
    require_readable_name(path)
    store = create_office(
        path,
        plan_bytes=plan.data,
        plan_id=plan.plan.id,
        plan_version=plan.plan.version,
        region=plan.plan.region_code,
        actor=name or UNSIGNED,
        now=clock(),
    )
    return OfficeDesk(store, clock, name)


def open_office_desk(
    path: Path,
    actor: str = "",
    clock: Clock = local_now,
    *,
    clock_is_right: bool = False,
    as_of: date | None = None,
) -> OfficeDesk:
    """Open the office's store; a second window gets it read-only.

    Args:
        path: the file.
        actor: who works at the desk, as typed; empty where nobody was named. Whether they may do something
            is asked when it is done (:attr:`OfficeDesk.actor`).
        clock: gives the present.
        clock_is_right: a person confirmed that the clock is right although the file records a later time.
        as_of: the last day (Beijing time) of which anything is seen; the desk can only be read then. None for
            the desk as it is.

    Raises:
        UserInputError: the day is before the file was made (E-COLLECT-003); the name holds characters that
            are refused (E-TEXT-001), is too long (E-TEXT-002), or is that of nobody at the desk
            (E-OFFICE-002): then nothing is shown to them either.
        NotAStore: it is a unit's store (E-OFFICE-001) or none at all (E-DB-007).
        EnvironmentFault: no such file, from a newer version, damaged.
    """
    name = _named(actor)
    require_possible_name(path)
    with telling_other_kinds(path, Kind.OFFICE_STORE):
        desk = OfficeDesk(open_office(path, now=clock()), clock, name, clock_is_right=clock_is_right)
    if as_of is not None:
        _look_back(desk, as_of)
    officers = desk.officers if name else {}
    if officers and name not in officers:
        desk.close()
        raise _nobody(name, officers).refusal
    return desk


def _look_back(desk: OfficeDesk, day: date) -> None:
    """Show the desk as it was at the end of a day, its clock included."""
    until = datetime.combine(day + timedelta(days=1), time(), BEIJING)
    made = desk.store.identity().created_at
    if until <= made:
        desk.close()
        raise UserInputError(
            CollectCode.BEFORE_THE_FILE,
            f"{CollectCode.BEFORE_THE_FILE.meaning}：{desk.store.path.name} 是 {day_in_beijing(made)}"
            f" 建立的。{CollectCode.BEFORE_THE_FILE.remedy}",
        )
    desk.store.look_back_to(until)
    present = desk.clock
    desk.clock = lambda: min(present(), until - timedelta(microseconds=1))


@frozen
class _Barrier:
    """What keeps somebody from doing something: told when it was tried, and where it is locked before.

    Attributes:
        code: of the refusal.
        why: a clause.
        undone: what has not happened where it was tried.
        way: what to do, a sentence.
    """

    code: ErrorCode
    why: str
    undone: str
    way: str

    @property
    def refusal(self) -> UserInputError:
        """Where it was tried."""
        return UserInputError(self.code, f"{self.why}，{self.undone}。{self.way}")

    @property
    def lock(self) -> str:
        """The sentence beside what is locked: nothing was tried yet, so nothing is called refused."""
        return f"{self.why}。{self.way}。"


def _nobody(name: str, officers: Mapping[str, OfficeRole]) -> _Barrier:
    """Why somebody who is not listed does nothing here."""
    listed = "、".join(name for name, role in officers.items() if role is not OfficeRole.READER)
    who = f"“{name}”不在人员名单里" if name else "没有写明经办人"
    return _Barrier(OfficeCode.NOT_AN_OFFICER, who, "没有办理", f"请写明由谁办理，名单里有：{listed}")


def _named(actor: str) -> str:
    return require_text(actor, "经办人", longest=LONGEST_NAME)


class OfficeDesk(FileDesk[OfficeStore]):
    """The desk of the statistics office. Close it, or use it as a context manager."""

    def __init__(
        self, store: OfficeStore, clock: Clock, name: str = "", *, clock_is_right: bool = False
    ) -> None:
        """Take over an open store.

        Args:
            store: the open store.
            clock: gives the present.
            name: who works at the desk; empty where nobody was named.
            clock_is_right: a person confirmed it although the file records a later time.
        """
        super().__init__(store, clock)
        self._name = name
        self._clock_is_right = clock_is_right
        self.held_key = HeldKey()
        """The signing key, while whoever works at the desk keeps it open."""

    OF_PLAN = ("pack", "_packs_by_year")

    @cached_property
    def _packs_by_year(self) -> list[tuple[int, PlanPack]]:
        """The versions by the first reporting year for which each is in force, the latest first."""
        packs = {self.pack.digest: self.pack}
        by_year = self.store.plans_by_year()
        for digest in set(by_year.values()) - packs.keys():
            document = self.store.plan(digest).document
            packs[digest] = stored_pack(document)
        return [(year, packs[digest]) for year, digest in reversed(by_year.items())]

    def pack_of(self, year: int) -> PlanPack:
        """The version of the plan that is in force for a reporting year."""
        return next((pack for first, pack in self._packs_by_year if first <= year), self.pack)

    def adopt_plan_from(self, pack: PlanPack, year: int, reason: str) -> None:
        """Put another version of the plan in force from a reporting year on.

        Args:
            pack: the version; whether it is one of this office's plan is not asked here.
            year: the first reporting year that it is in force for.
            reason: why, as it stands in the log.

        Raises:
            UserInputError: whoever works at the desk may not (E-OFFICE-004).
            EnvironmentFault: the store is read-only or could not be written; nothing has changed then.
        """
        self.store.import_plan_from(
            pack.data, year, actor=self.acting(Act.PLAN), now=self.clock(), reason=reason
        )
        for name in self.OF_PLAN:
            self.__dict__.pop(name, None)

    @cached_property
    def region(self) -> str:
        """Administrative division (GB/T 2260) of the office."""
        return self.store.identity().region

    @property
    def holder(self) -> str:
        """Name of the office."""
        return self.plan.office

    def unit_name(self, code: str) -> str:
        """Name of a unit as on its seal; the code where the plan has no such unit."""
        unit = self.plan.unit_by_code.get(code)
        return code if unit is None else unit.official_name

    @property
    def officers(self) -> dict[str, OfficeRole]:
        """The people at the desk with their roles, by name; empty where none were listed yet."""
        return {name: OfficeRole(role) for name, role in self.store.officers().items()}

    @property
    def person(self) -> str:
        """Who works at the desk, as named; empty where nobody was."""
        return self._name

    def work_as(self, name: str) -> None:
        """Let somebody else go on at the desk; what they may do is asked when it is done.

        Raises:
            UserInputError: the name cannot be taken (E-TEXT-001, E-TEXT-002), or is that of nobody at the
                desk (E-OFFICE-002); then whoever worked before goes on.
        """
        typed, officers = _named(name), self.officers
        if officers and typed not in officers:
            raise _nobody(typed, officers).refusal
        if typed != self._name:
            self.held_key.forget()
        self._name = typed

    def close(self) -> None:
        """Override FileDesk.close: no key stays open either."""
        self.held_key.forget()
        super().close()

    @property
    def actor(self) -> str:
        """Name to put into the change log: who works at the desk and may write at all.

        As long as nobody is listed it may be anybody, or nobody. The time of whatever an officer does decides
        later what was valid and what came first: nothing is done while the clock is behind the file.

        Raises:
            EnvironmentFault: the clock is wrong (E-CLOCK-001 to E-CLOCK-003).
            UserInputError: nobody was named, or somebody who is not listed (E-OFFICE-002), or who may only
                look (E-OFFICE-003).
        """
        require_clock(self, is_confirmed=self._clock_is_right)
        barrier = self._barrier()
        if barrier is not None:
            raise barrier.refusal
        return self._name if self.officers else self._name or UNSIGNED

    def acting(self, act: Act) -> str:
        """Name to put into the change log for a deed, if whoever works at the desk may do it.

        Raises:
            EnvironmentFault: as for :attr:`actor`.
            UserInputError: as for :attr:`actor`, or it is the head's and somebody else was named
                (E-OFFICE-004); the sentence names who may.
        """
        actor, barrier = self.actor, self._barrier(act)
        if barrier is not None:
            raise barrier.refusal
        return actor

    def why_not(self, act: Act) -> str:
        """Why whoever works at the desk cannot do something now, as a sentence; empty where they can.

        It is shown beside the locked control, so it does not say that anything was refused.
        """
        if self.is_read_only:
            return self.why_read_only
        try:
            require_clock(self, is_confirmed=self._clock_is_right)
        except EnvironmentFault as error:
            return error.sentence
        barrier = self._barrier(act)
        return "" if barrier is None else barrier.lock

    def _barrier(self, act: Act | None = None) -> _Barrier | None:
        """What keeps whoever works at the desk from an act, or from writing at all; None for nothing."""
        officers, name = self.officers, self._name
        if not officers:
            return None
        if name not in officers:
            return _nobody(name, officers)
        role = officers[name]
        if role is OfficeRole.READER:
            listed = "、".join(name for name, role in officers.items() if role is not OfficeRole.READER)
            return _Barrier(OfficeCode.READER, f"{name}在名单里是“只读”", "没有写入", f"请由{listed}办理")
        heads = [name for name, role in officers.items() if role is OfficeRole.HEAD]
        if act is None or may(role, act, has_head=bool(heads)):
            return None
        why = f"“{act.label}”由组长（{'、'.join(heads)}）办理，{name}在名单里是“{role.label}”"
        return _Barrier(OfficeCode.HEAD_WANTED, why, "没有写入", "请由组长办理")
