"""登记册: every certificate with its unit, how it stands, its end, what it renews, what was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.register_book import RegisterEntry, correction_line, entries
from desktop.services.office.registry.unregistered import WaitingSigner, waiting_signers
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.receiving.permission import Act
from forms.text.pinyin import abbreviated_in, found_in

HEADS = ("单位", "用途", "状态", "有效期至", "登记", "说明")
_SOON = timedelta(days=60)
"""How long before its end a certificate is told to end soon. Chosen by us: time for a new stamped sheet."""


@frozen
class RegisterRead:
    """The register as the page shows it.

    Attributes:
        waiting: certificates for whose registration packages wait.
        entries: every certificate that was ever registered.
        units: code and name of each unit that reports.
        barred: why whoever works here may write nothing in it (Chinese); empty where they may.
        now: the present.
    """

    waiting: tuple[WaitingSigner, ...]
    entries: tuple[RegisterEntry, ...]
    units: tuple[tuple[str, str], ...]
    barred: str
    now: datetime


def read_register(desk: OfficeDesk) -> RegisterRead:
    """Read the register.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    return RegisterRead(
        waiting=tuple(waiting_signers(desk)),
        entries=tuple(entries(desk)),
        units=tuple((one.code, one.official_name) for one in desk.plan.reporting_units),
        barred=desk.why_not(Act.REGISTER),
        now=desk.clock(),
    )


def waiting_line(one: WaitingSigner) -> str:
    """A certificate that waits, in words."""
    years = "、".join(f"{year} 年第 {revision} 版" for year, revision in one.packages)
    return f"{one.unit_name}　{len(one.packages)} 份报送包等着：{years}"


def wanted(found: RegisterRead, words: str) -> list[RegisterEntry]:
    """The entries of the units that a person means by name, abbreviation or pinyin; without words all."""
    return [
        one
        for one in found.entries
        if found_in(one.unit_name, words) is not None or abbreviated_in(one.unit_name, words)
    ]


def register_line(found: RegisterRead, entry: RegisterEntry) -> ShownLine:
    """A line of the register."""
    certificate = entry.certificate
    mark, word = standing(found, entry)
    use = certificate.purpose.label
    own = "　本局" if entry.is_own else ""
    is_over = mark in {Mark.BAD, Mark.DROPPED}
    look = Look.GREY if is_over else Look.PLAIN
    registered = f"{day_in_beijing(certificate.at)} {certificate.actor}"
    cells = (
        ShownCell(f"{entry.unit_name}{own}", look=look),
        ShownCell(use, look=look),
        ShownCell(word, mark),
        ShownCell(f"{day_in_beijing(certificate.valid_until)}", look=look),
        ShownCell(registered, look=Look.GREY),
        ShownCell("；".join(_remarks(found, entry)), look=Look.GREY),
    )
    return ShownLine(cells)


def standing(found: RegisterRead, entry: RegisterEntry) -> tuple[Mark, str]:
    """How a certificate stands, as a shape and a word."""
    certificate = entry.certificate
    if not entry.stands:
        return Mark.DROPPED, "登记已撤销"
    if entry.revoked is not None:
        return Mark.BAD, f"自 {day_in_beijing(entry.revoked.since)} 注销"
    if certificate.valid_until < found.now:
        return Mark.BAD, "已到期"
    if certificate.valid_from > found.now:
        return Mark.TO_COME, "还没有生效"
    if certificate.valid_until < found.now + _SOON:
        return Mark.DUE, f"还有 {(certificate.valid_until - found.now).days} 天到期"
    return Mark.DONE, "有效"


def _remarks(found: RegisterRead, entry: RegisterEntry) -> list[str]:
    print_ = entry.certificate.fingerprint
    after = [one for one in found.entries if one.certificate.renews == print_ and one.stands]
    said = ["接续原证书"] if entry.certificate.renews else []
    said += ["已由新证书接续"] if after else []
    said += [f"更正 {len(entry.corrections)} 次"] if entry.corrections else []
    return said


def details(desk: OfficeDesk, found: RegisterRead, entry: RegisterEntry) -> list[tuple[str, str]]:
    """What there is to know of an entry, as labels and texts."""
    certificate = entry.certificate
    _, word = standing(found, entry)
    by_print: Mapping[str, RegisterEntry] = {one.certificate.fingerprint: one for one in found.entries}
    facts = [
        ("单位", entry.unit_name),
        ("单位代码", certificate.unit),
        ("证书写明", certificate.holder),
        ("状态", word),
        ("有效期", f"{day_in_beijing(certificate.valid_from)} 至 {day_in_beijing(certificate.valid_until)}"),
        ("登记", f"{day_in_beijing(certificate.at)} {certificate.actor}"),
        ("指纹", entry.grouped),
    ]
    before = by_print.get(certificate.renews or "")
    if before is not None:
        facts.append(("接续", f"{before.grouped}（{standing(found, before)[1]}）"))
    if entry.revoked is not None:
        facts.append(("注销原因", f"{entry.revoked.reason}（{entry.revoked.actor}）"))
    facts += [("更正", correction_line(desk, entry, one)) for one in entry.corrections]
    return facts


def lines_of(found: RegisterRead, shown: Sequence[RegisterEntry]) -> list[ShownLine]:
    """Lines of the register."""
    return [register_line(found, one) for one in shown]
