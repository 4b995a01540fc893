"""A desk on a store: what the unit's and the office's have in common."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Generic, Self, TypeVar

from db.store.desk_store import DeskStore
from desktop.services.clock import Clock
from desktop.services.plans.packs import PlanPack, stored_pack
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.text.typed import require_text

UNSIGNED = "未署名"
"""Author of entries made before anybody was named; the account of the computer does not identify a person."""

S_co = TypeVar("S_co", bound=DeskStore, covariant=True)


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


class FileDesk(Generic[S_co]):
    """An open store, the plan in force in it, and who works on it. Close it, or use it as a context manager.

    Attributes:
        OF_PLAN: names of what is kept of the plan in force, until another version is.
    """

    OF_PLAN: ClassVar[tuple[str, ...]] = ("pack",)

    def __init__(self, store: S_co, clock: Clock) -> None:
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

    @property
    def actor(self) -> str:
        """Name to put into the change log."""
        raise NotImplementedError

    @property
    def holder(self) -> str:
        """Name of the unit or the office whose file it is."""
        raise NotImplementedError

    @cached_property
    def pack(self) -> PlanPack:
        """The plan in force, as imported into the store."""
        stored = self.store.current_plan()
        return stored_pack(stored.document)

    def adopt_plan(self, pack: PlanPack, reason: str) -> None:
        """Put another version of the plan in force; years opened before must be opened anew.

        Raises:
            UserInputError: the reason holds control or direction characters (E-TEXT-001) or is too long
                (E-TEXT-002).
            EnvironmentFault: the store is read-only or could not be written; the old version stays in force.
        """
        words = require_text(reason, "采用规划新版本的原因", lines=True)
        self.store.import_plan(pack.data, actor=self.actor, now=self.clock(), reason=words)
        self.read_plan_anew()

    def read_plan_anew(self) -> None:
        """Forget the plan that was read: another one is in force, or the change to one came to nothing."""
        for name in self.OF_PLAN:
            self.__dict__.pop(name, None)

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.pack.plan

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
