"""Fact ``revision``: which place a package has among the revisions of its unit's year."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from db.office.records import Decision, ReceivedPackage
from desktop.services.office.facts.fact import OfficeFact, told
from desktop.submission.facts import FactState
from forms.codes.code import ErrorCode
from forms.codes.receive import ReceiveCode
from forms.receiving.lineage import RevisionPlace

REVISION = "revision"
"""Name of the fact."""
SAME_CONTENT = "same_content"
"""Status of a package whose content came before, in other bytes."""
ASIDE = "aside"
"""Status of a package that a person put aside."""
_PLACES: Mapping[RevisionPlace, tuple[FactState, ErrorCode]] = {
    RevisionPlace.FIRST: (FactState.OK, ReceiveCode.FIRST),
    RevisionPlace.SUCCESSOR: (FactState.OK, ReceiveCode.SUCCESSOR),
    RevisionPlace.OLDER: (FactState.OK, ReceiveCode.OLDER),
    RevisionPlace.PASSED_OVER: (FactState.OK, ReceiveCode.PASSED_OVER),
    RevisionPlace.GAP: (FactState.UNKNOWN, ReceiveCode.GAP),
    RevisionPlace.FORK: (FactState.UNKNOWN, ReceiveCode.FORK),
    RevisionPlace.RESTART: (FactState.UNKNOWN, ReceiveCode.RESTART),
    RevisionPlace.LAPSED: (FactState.UNKNOWN, ReceiveCode.LAPSED),
    RevisionPlace.LATE_CHANGE: (FactState.BAD, ReceiveCode.LATE_CHANGE),
}
UNUSED: Mapping[str, str] = {RevisionPlace.PASSED_OVER.value: "未选用", ASIDE: "不予采用"}
"""Words for packages that a person decided not to use, by the status of their revision."""


def contradiction() -> OfficeFact:
    """What a package says of its revision and of the one before contradicts itself."""
    sentence = "版次与“替代哪一版”的记载自相矛盾"
    return told(REVISION, FactState.BAD, ReceiveCode.CONTRADICTION, sentence, status="contradiction")


def put_aside_fact(package: ReceivedPackage, decision: Decision) -> OfficeFact:
    """A person decided not to use a package."""
    sentence = f"第 {package.revision} 版，{decision.actor}决定不予采用：{decision.reason}"
    return _not_required(ReceiveCode.PUT_ASIDE, sentence, ASIDE)


def same_content_fact(package: ReceivedPackage) -> OfficeFact:
    """The content of a package came before."""
    sentence = f"第 {package.revision} 版，内容已经收过，只是重新导出"
    return _not_required(ReceiveCode.SAME_CONTENT, sentence, SAME_CONTENT)


def _not_required(code: ErrorCode, sentence: str, status: str) -> OfficeFact:
    return told(REVISION, FactState.OK, code, sentence, status=status, required=False)


def place_fact(package: ReceivedPackage, place: RevisionPlace, missing: Collection[int]) -> OfficeFact:
    """The place of a package among the others.

    Args:
        package: the package.
        place: its place.
        missing: numbers of the revisions before it that did not come.
    """
    state, code = _PLACES[place]
    sentence = f"第 {package.revision} 版，{code.meaning}"
    if missing:
        sentence += f"：缺第 {'、'.join(map(str, missing))} 版"
    details = {"missing": list(missing)} if place is RevisionPlace.GAP else None
    return told(REVISION, state, code, sentence, status=place.value, details=details)
