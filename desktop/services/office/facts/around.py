"""Facts that the office's own situation decides: address, definition, time and paper."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from db.office.records import ReceivedPackage
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact, told
from desktop.submission.facts import FactState
from desktop.submission.verification import CLOCK_TOLERANCE
from forms.canonical import check_code, format_check_code
from forms.codes.code import ErrorCode
from forms.codes.receive import ReceiveCode
from forms.filing.receipt_time import BEIJING, day_in_beijing
from forms.plan.pack import Plan
from forms.receiving.definitions import DefinitionDifference
from forms.reporting.earlier import DefinitionChange

WAIVED = "waived"
"""Answer of a decision that no stamped paper is wanted."""
OTHER_PAPER = "mismatch"
"""Status of the paper where what was compared is of another revision than the one that counts."""
STRANGERS = frozenset({"other_region", "unknown_unit"})
"""Statuses of the address of a sender that is no unit of this office; its certificates are not registered."""
BY_INTAKE = "by_intake"
"""Key in the details of fact ``time``: late only by the day of taking in, since no arrival is known."""
OWN_SERIES = "own_series"
"""Answer of a decision that a figure is taken as one of its own definition, with a break in the series."""
REFILE = "refile"
"""Answer of a decision that the unit is to file again under the definition in force."""


def address_fact(
    package: ReceivedPackage, plan: Plan, filed: Plan | None, now: datetime, *, is_wanted: bool
) -> OfficeFact:
    """Whether unit, region and year are among those that this office receives.

    Without a task a year is received once it has ended.

    Args:
        package: the package.
        plan: the office's version of the plan.
        filed: the version under which the unit filed, which names a place elsewhere; None where unknown.
        now: the present.
        is_wanted: whether there is a task for the year.
    """
    if package.region != plan.region_code:
        named = {} if filed is None or filed.region_code != package.region else {"place": filed.place}
        details = {"region_code": package.region, **named}
        of = f"{named.get('place', '')}（{package.region}）"
        sentence = f"这是{of}的报送包，本局收{plan.place}（{plan.region_code}）的"
        return _address(ReceiveCode.OTHER_REGION, sentence, "other_region", details)
    if package.unit not in plan.unit_by_code:
        sentence = f"规划里没有单位“{package.unit}”"
        return _address(ReceiveCode.UNKNOWN_UNIT, sentence, "unknown_unit", {"unit": package.unit})
    first, last = plan.period
    ended = now.astimezone(BEIJING).year - 1
    if not first <= package.year <= (last if is_wanted else min(last, ended)):
        sentence = f"这是 {package.year} 年的数据，现在收 {first} 至 {min(last, ended)} 年的"
        return _address(ReceiveCode.OTHER_YEAR, sentence, "other_year", {"year": package.year})
    sentence = f"{plan.unit_by_code[package.unit].official_name} {package.year} 年"
    return told("address", FactState.OK, ReceiveCode.ADDRESS, sentence)


def _address(code: ErrorCode, sentence: str, status: str, details: Mapping[str, object]) -> OfficeFact:
    return told("address", FactState.BAD, code, sentence, status=status, details=details)


def definition_fact(
    held: Plan,
    filed: Plan | None,
    differing: DefinitionDifference | None,
    declared: Sequence[DefinitionChange],
    decided: Container[str],
) -> OfficeFact:
    """Whether the unit filed under the definitions in force, and breaks no series of its own accord.

    Args:
        held: the office's version of the plan.
        filed: the version under which the unit filed; None where the office does not have it.
        differing: what the two define differently; None where there is nothing to compare.
        declared: changes of definition that the package declares and no accepted year of the unit does.
        decided: codes of items and indicators about which an officer decided.
    """
    if filed is None or differing is None:
        sentence = "没有单位所用的规划数据包，口径没有比"
        return told("definition", FactState.UNKNOWN, ReceiveCode.DEFINITION_UNKNOWN, sentence)
    if not differing and not declared:
        return told("definition", FactState.OK, ReceiveCode.DEFINITION, "各项口径与本局的规划相同")
    items = [code for code in differing.items if code not in decided]
    indicators = [code for code in differing.indicators if code not in decided]
    changes = [one for one in declared if one.code not in decided]
    if not items and not indicators and not changes:
        sentence = "口径与本局规划不同的各项和单位写明的口径变动，都已有决定"
        return told("definition", FactState.OK, ReceiveCode.DEFINITION_DECIDED, sentence, status="decided")
    details: dict[str, object] = {"items": items, "indicators": indicators}
    code, sentences = ReceiveCode.DEFINITION_DIFFERS, []
    if items or indicators:
        versions = f"本局是 {held.version} 版，单位用的是 {filed.version} 版"
        sentences.append(f"{len(items) + len(indicators)} 个项目或指标的口径与本局的规划不同：{versions}")
    else:
        code = ReceiveCode.CHANGE_DECLARED
    if changes:
        named = "、".join(f"{_defined(held, one.code)} 从 {one.year} 年起（{one.note}）" for one in changes)
        sentences.append(f"单位写明了 {len(changes)} 处口径变动，还没有决定：{named}")
        details["changes"] = [{"code": one.code, "year": one.year, "note": one.note} for one in changes]
    return told("definition", FactState.BAD, code, "；".join(sentences), status=UNDECIDED, details=details)


def _defined(plan: Plan, code: str) -> str:
    """What a change of definition is about: an item or an indicator of the plan, else its code."""
    found = plan.item_by_code.get(code) or plan.indicator_by_code.get(code)
    return code if found is None else found.name


class ArrivalBy(Enum):
    """Who says when a package arrived."""

    OFFICER = "officer"
    MAIL = "mail"
    INTAKE = "intake"
    """Nobody: it was taken in then, and may have arrived before."""


_CAME: Mapping[ArrivalBy, str] = {
    ArrivalBy.OFFICER: "{} 到达",
    ArrivalBy.MAIL: "{} 到达（按邮件写明的日期）",
    ArrivalBy.INTAKE: "{} 收件（没有写明哪天到达，按这一天算）",
}


def time_fact(
    package: ReceivedPackage,
    arrived: datetime,
    by: ArrivalBy,
    deadline: date | None,
    not_sent: date | None,
) -> OfficeFact:
    """Whether a package arrived before the deadline; the signing time stands beside it and decides nothing.

    Args:
        package: the package.
        arrived: when it arrived, as an officer stated, its mail says, or it was taken in.
        by: who says so.
        deadline: last day on which it is in time; None where no task set one.
        not_sent: a last day that was set since and that no task has told; None for none.
    """
    day = day_in_beijing(arrived)
    came = _CAME[by].format(day)
    signed = package.signer.signed_at if package.signer else None
    if signed is not None and signed > package.at + CLOCK_TOLERANCE:
        sentence = f"{came}，写明的签名时间却是 {day_in_beijing(signed)}：签名的电脑时钟不对"
        details: Mapping[str, object] = {"signed": day_in_beijing(signed).isoformat()}
        return _time(FactState.UNKNOWN, ReceiveCode.CLOCK, sentence, "clock", details)
    if deadline is None and not_sent is not None:
        sentence = f"{came}；期限 {not_sent} 已经规定，还没有随任务发给各单位"
        return _time(FactState.UNKNOWN, ReceiveCode.DEADLINE_NOT_SENT, sentence, "", None)
    if deadline is None:
        sentence = f"{came}；还没有规定这一年的期限"
        return _time(FactState.UNKNOWN, ReceiveCode.NO_DEADLINE, sentence, "", None)
    late = (day - deadline) // timedelta(days=1)
    if late <= 0:
        return _time(FactState.OK, ReceiveCode.IN_TIME, f"{came}，期限是 {deadline}", "", None)
    details = {"days": late, "arrived": day.isoformat()}
    sentence = f"{came}，期限是 {deadline}，迟报 {late} 天"
    if by is ArrivalBy.INTAKE:
        details = {**details, BY_INTAKE: True}
        return _time(FactState.OK, ReceiveCode.LATE_BY_INTAKE, sentence, "late", details)
    return _time(FactState.OK, ReceiveCode.LATE, sentence, "late", details)


def _time(
    state: FactState, code: ErrorCode, sentence: str, status: str, details: Mapping[str, object] | None
) -> OfficeFact:
    return told("time", state, code, sentence, status=status, details=details, required=False)


def paper_fact(package: ReceivedPackage, typed: str | None, others: Mapping[str, int]) -> OfficeFact:
    """Whether the stamped paper is that of a package.

    The sentence never has the package's own 校验码 before it was compared: whoever types it off the screen
    has looked at no paper. The details have it.

    Args:
        package: the package.
        typed: 校验码 that was typed for the unit's year, :data:`WAIVED`, or None.
        others: number of each revision that came for the unit's year, by its 校验码.
    """
    own = check_code(package.content)
    details = {"check_code": format_check_code(own)}
    if typed is None:
        return told(
            "paper", FactState.UNKNOWN, ReceiveCode.NO_PAPER, "还没有核对纸质表", details=details,
            required=False,
        )  # fmt: skip
    if typed in {own, WAIVED}:
        sentence = "不要求纸质表" if typed == WAIVED else "纸质表的校验码与这一版相符"
        status = WAIVED if typed == WAIVED else "matched"
        return told("paper", FactState.OK, ReceiveCode.PAPER, sentence, status=status, required=False)
    revision = others.get(typed)
    which = "与这一版不是同一版"
    if revision is not None:
        which = f"是第 {revision} 版的，不是第 {package.revision} 版的"
    sentence = f"纸质表的校验码是 {format_check_code(typed)}，{which}"
    return told(
        "paper", FactState.OK, ReceiveCode.PAPER_DIFFERS, sentence, status=OTHER_PAPER,
        details={**details, "revision": revision}, required=False,
    )  # fmt: skip
