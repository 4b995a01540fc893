"""A unit of the invented county at its desk: it fills in its years, finalises and exports them.

All of it goes through the services by which a real unit works.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from email.header import Header, decode_header, make_header
from email.mime.text import MIMEText
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db.unit.records import HistoryValue
from desktop.services.demonstration.figures import FIRST, invent
from desktop.services.packages.encryption import Receiver
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.exporting import Exported, export, payload
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import YearDesk, open_year
from desktop.submission.keys.identity import Identity
from desktop.submission.package import build
from forms.bounded_json import parse_json
from forms.canonical import canonical_json, check_code, document_digest, format_check_code
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out

MARK = "演示数据"
NOTICE = f"{MARK}：全部数字、姓名、电话和文件都是为演示和测试编造的，与任何单位的实际情况无关，不得报送。"
_PEOPLE = {
    "head": f"甲（{MARK}）",
    "statistician": f"乙（{MARK}）",
    "filler": f"丙（{MARK}）",
    "phone": "000-0000000",
}
_SOURCE = f"{MARK}：编造的统计台账"
_EXPLANATION = f"{MARK}：编造的说明，已与台账核对"
PAST = (FIRST, FIRST + 1)
"""Years before the plan whose figures every unit takes over. Follows from the packs."""

Change = Callable[[dict[str, Any], dict[str, bytes]], None]
"""Alters the content document and the stored documents by name, in place."""


class SteadyClock:
    """A clock that goes on by a second whenever it is asked, so that every run is dated the same."""

    def __init__(self, start: datetime) -> None:
        """Begin at a moment."""
        self.now = start

    def __call__(self) -> datetime:
        """The present."""
        self.now += timedelta(seconds=1)
        return self.now

    def go_to(self, moment: datetime) -> None:
        """Let time pass until a moment; never back."""
        self.now = max(self.now, moment)


@frozen
class Filed:
    """A package as its unit filed it.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        revision: its number.
        name: file name of the package.
        data: the signed package.
        sealed: the same encrypted to the office; empty where it was not.
        mail: the e-mail draft with what is sent.
        content_digest: SHA-256 of the frozen content.
        check_code: the 校验码 on its paper.
    """

    unit: str
    year: int
    revision: int
    name: str
    data: bytes
    sealed: bytes
    mail: bytes
    content_digest: str
    check_code: str


@frozen
class Signed:
    """A package made from a frozen revision, without the unit's program: signed again or altered.

    Attributes:
        data: the package.
        content_digest: SHA-256 of its content.
        check_code: of that content.
    """

    data: bytes
    content_digest: str
    check_code: str


@frozen
class Post:
    """What a unit needs to file.

    Attributes:
        pack: the plan.
        unit: code of the unit.
        identity: the key with which it signs.
        receiver: to whom packages are encrypted.
        clock: the unit's clock.
        behind: whether its figures fall short of their targets.
        truly: its figures that are not as they are invented for every unit.
    """

    pack: PlanPack
    unit: str
    identity: Identity
    receiver: Receiver
    clock: SteadyClock
    behind: bool = False
    truly: Mapping[SeriesKey, list[Decimal]] = field(default_factory=dict)


def given_keys(plan: Plan, unit: str) -> list[SeriesKey]:
    """Figures on a unit's forms that the statistics office gives, totals first."""
    cells = lay_out(plan, unit).entry_cells
    return sorted((cell.key for cell in cells if cell.is_given), key=_is_part)


def _is_part(key: SeriesKey) -> bool:
    return key.breakdown != TOTAL


class FilingUnit:
    """A unit with its data file open, a context manager. All that it writes lies in a folder of its own."""

    def __init__(self, post: Post, folder: Path, store: Path | None = None) -> None:
        """Open the unit's data file.

        Args:
            post: what it needs to file.
            folder: where data file, backups and packages are put while it works.
            store: a data file to go on with, of which a copy is made; None for a new one.
        """
        self.post = post
        self._folder = folder
        self._stack = ExitStack()
        self.path = folder / f"{post.unit}.db"
        folder.mkdir(parents=True, exist_ok=True)
        if store is not None:
            shutil.copy(store, self.path)
        opened = (
            create_desk(self.path, post.pack, post.unit, post.clock)
            if store is None
            else open_desk(self.path, post.clock)
        )
        self.desk = self._stack.enter_context(opened)
        invented = invent(self.desk.plan, post.unit, behind=post.behind)
        # A unit of elsewhere that works with the same clock has other forms.
        self.figures = {key: post.truly.get(key, values) for key, values in invented.items()}
        if store is None:
            self.desk.name_people(**_PEOPLE)
            self.take_over(self.figures)

    def __enter__(self) -> Self:
        """Return the unit itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the data file."""
        self._stack.close()

    def take_over(self, figures: Mapping[SeriesKey, list[Decimal]]) -> None:
        """Import the figures of the years before the plan, as ``history import`` does."""
        rows = [
            HistoryValue(year, key, values[year - FIRST]) for key, values in figures.items() for year in PAST
        ]
        self.desk.store.import_history(rows, source=_SOURCE, actor=self.desk.actor, now=self.desk.clock())

    def typed(self, year: int) -> dict[SeriesKey, str]:
        """The figures of a year as a clerk types them; those of the last year where none were invented."""
        return {
            key: canonical_decimal(values[min(year - FIRST, len(values) - 1)])
            for key, values in self.figures.items()
        }

    def file(self, year: int, *, by: int = 0, sealed: bool = False) -> Filed:
        """Fill in a year, finalise and export it.

        Args:
            year: the year.
            by: by how much one figure differs from what was invented, in units of its last digit.
            sealed: whether it is encrypted to the office.
        """
        opened = open_year(self.desk, year)
        opened.enter(self.typed(year), sources=dict.fromkeys(self.figures, _SOURCE))
        self._raise_a_figure(opened, by)
        return self._send(opened, sealed=sealed)

    def refile(self, year: int, by: int, keys: Sequence[SeriesKey] = ()) -> Filed:
        """Withdraw a year, raise one figure above what was invented, and file the next revision.

        Args:
            year: the year.
            by: by how much, in units of the last digit.
            keys: among which figures; none for all totals.
        """
        opened = open_year(self.desk, year)
        withdraw(opened, f"{MARK}：编造的更正")
        self._raise_a_figure(opened, by, keys)
        return self._send(opened)

    def _raise_a_figure(self, year: YearDesk, by: int, keys: Sequence[SeriesKey] = ()) -> None:
        """Raise the first figure on which no mandatory check depends too closely."""
        typed = self.typed(year.year)
        for key in (keys or self._loose_first()) if by else ():
            step = Decimal(by).scaleb(-self.desk.plan.item_by_code[key.code].decimals)
            year.enter({key: canonical_decimal(Decimal(typed[key]) + step)})
            if not year.report.blocking:
                return
            year.enter({key: typed[key]})

    def _loose_first(self) -> list[SeriesKey]:
        """Totals, those before others that fewer indicators and relations of the plan are made of."""
        plan = self.desk.plan
        tied = [code for indicator in plan.indicators for code in indicator.items]
        tied += [code for relation in plan.relations for code in relation.items]
        paired = {code for item in plan.items if item.same_as for code in (item.code, item.same_as)}

        def ties(key: SeriesKey) -> tuple[bool, int, int]:
            broken_down = len(plan.item_by_code[key.code].breakdown)
            return key.code in paired, broken_down, tied.count(key.code)

        return sorted((key for key in self.figures if key.breakdown == TOTAL), key=ties)

    def export_again(self, year: int) -> Filed:
        """Export a finalised year once more: the same content, signed at another time."""
        return self._export(open_year(self.desk, year), sealed=False)

    def signed_by(
        self, year: int, identity: Identity, moment: datetime, change: Change | None = None
    ) -> Signed:
        """The last revision of a year, put together by other hands.

        Args:
            year: the year.
            identity: who signs.
            moment: the signing time that is stated.
            change: what is altered before every digest is made to fit.
        """
        revision = self.desk.store.latest_revision(year)
        if revision is None:
            raise AssertionError(year)
        documents = self.desk.store.documents(year, revision.number)
        content = parse_json(revision.content)
        if change is not None:
            files = {one.name: one.data for one in documents}
            change(content, files)
            documents = [replace(one, data=files[one.name]) for one in documents]
        digest = document_digest(content)
        altered = replace(revision, content=canonical_json(content), content_digest=digest)
        data = build(payload(altered, documents), identity, moment)
        return Signed(data, digest, format_check_code(check_code(digest)))

    def copy_of(self, folder: Path) -> FilingUnit:
        """The unit at another computer, with a copy of its data file."""
        return FilingUnit(self.post, folder, self.path)

    def _send(self, year: YearDesk, *, sealed: bool = False) -> Filed:
        findings = year.report.unexplained
        if findings:
            year.explain(findings[0], _EXPLANATION, *findings[1:])
        finalise(year)
        return self._export(year, sealed=sealed)

    def _export(self, year: YearDesk, *, sealed: bool) -> Filed:
        receivers = [self.post.receiver] if sealed else []
        made = export(year, self.post.identity, self._folder / "sent", receivers)
        return Filed(
            unit=self.desk.unit.code,
            year=year.year,
            revision=year.record.revision,
            name=made.path.name,
            data=made.path.read_bytes(),
            sealed=_sealed_bytes(made),
            mail=_marked(made.mail_path.read_bytes()),
            content_digest=str(year.content_digest),
            check_code=made.check_code,
        )


def _marked(mail: bytes) -> bytes:
    """A mail draft that says in its subject and above its text that all of it is invented."""
    message = message_from_bytes(mail)
    subject = str(make_header(decode_header(message["Subject"])))
    del message["Subject"]
    message["Subject"] = Header(f"{MARK}：{subject}", "utf-8").encode()
    _, text, *attached = message.walk()
    said = text.get_payload(decode=True)
    assert isinstance(said, bytes)
    message.set_payload([MIMEText(f"{NOTICE}\r\n\r\n{said.decode()}", _charset="utf-8"), *attached])
    return message.as_bytes(policy=policy.SMTP.clone(refold_source="none"))


def _sealed_bytes(made: Exported) -> bytes:
    return made.encrypted.path.read_bytes() if made.encrypted is not None else b""
