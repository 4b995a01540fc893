"""``submission.json`` by itself: its encoding, its published schema, and whether its members agree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import resources
from desktop.services.packages.fact import Objection
from desktop.submission.package import Package
from desktop.submission.profile import json_schema
from desktop.submission.profile.published import LETTER_NAME, PROFILES, SUBMISSION_NAME, Profile
from forms.bounded_json import parse_json, told_of
from forms.canonical import document_digest
from forms.codes.verify import VerifyCode
from forms.filing.content import KIND, SCHEMA_1, content_of
from forms.filing.receipt_time import minute_in_beijing
from forms.letters.kind import OfficeLetter

CLOCKS_DIFFER = timedelta(days=1)
"""How far the clocks of two computers may be apart before a time is called wrong. Chosen by us; a time zone
that was set by mistake usually stays below it."""

_KINDS = {
    "submission": "年度数据报送包",
    "narrative": "文字情况报送包",
    "reply": "对统计局问题的答复",
    **{kind.value: f"统计局发来的{kind.label}" for kind in OfficeLetter},
    "collection": "统计局的汇总",
}
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+[0-9A-Za-z.+-]{0,30}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WHOLE = ("year", "revision")
"""Numbers that are stored and compared as such; to JSON Schema ``2025.0`` is an integer too."""


def read_descriptor(package: Package) -> tuple[Mapping[str, Any], Profile]:
    """The descriptor of a package of figures, sound in itself.

    Raises:
        Objection: it is another kind of package, departs from its schema, or contradicts itself.
        PackageError: there is none.
    """
    _require_figures(package)
    try:
        submission = parse_json(package.data(SUBMISSION_NAME))
    except (ValueError, RecursionError) as error:
        raise Objection(VerifyCode.FORMAT, f"{SUBMISSION_NAME} {told_of(error)}") from error
    profile = PROFILES.get(str(submission.get("schema"))) if isinstance(submission, dict) else None
    if profile is None:
        raise Objection(
            VerifyCode.FORMAT, f"{SUBMISSION_NAME} 不是本程序认识的格式，可能出自更新的版本，请更新程序再验证"
        )
    found = json_schema.fault(submission, _schema(profile.resource))
    if found:
        raise Objection(VerifyCode.FORMAT, f"{SUBMISSION_NAME} 不符合公布的格式 {profile.schema}：{found}")
    if submission.get("kind", KIND) != KIND:
        raise _another_kind(submission["kind"])
    if not all(isinstance(submission[name], int) for name in _WHOLE):
        raise Objection(VerifyCode.FORMAT, f"{SUBMISSION_NAME} 的年份或版次写成了小数")
    return submission, profile


def contradiction(submission: Mapping[str, Any], signed_at: datetime | None) -> Objection | None:
    """Where the descriptor contradicts itself or cannot be true.

    Args:
        submission: a descriptor that fits its schema.
        signed_at: the signing time; None where there is no sound signature.
    """
    if document_digest(content_of(submission)) != submission["content_digest"]:
        return Objection(VerifyCode.DIGESTS, "内容摘要与内容不符")
    if is_fork(submission):
        return Objection(VerifyCode.REVISION, "版次与“替代哪一版”的记载自相矛盾")
    for name, text in _texts(submission):
        if not text.strip():
            return Objection(VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 的“{name}”是空的")
    if not _VERSION.fullmatch(submission["program_version"]):
        return Objection(VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 的程序版本不对")
    if not _DIGEST.fullmatch(submission["log_head"]):
        return Objection(VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 的日志末条摘要不对")
    if submission.get("log_count") == 0:
        return Objection(
            VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 写着变更记录 0 条，而填报和定稿都会留下记录"
        )
    read_back = submission.get("read_back")
    if read_back is not None and read_back["checked"] > read_back["total"]:
        return Objection(VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 里复核读数的格数多于总格数")
    return _time_fault(submission, signed_at)


def is_fork(submission: Mapping[str, Any]) -> bool:
    """Whether number and predecessor contradict each other."""
    revision, replaces = submission["revision"], submission["replaces"]
    follows_itself = replaces == submission["content_digest"]
    return bool(revision < 1 or (revision == 1) != (replaces is None) or follows_itself)


def finalised_at(submission: Mapping[str, Any]) -> datetime:
    """The time of 定稿.

    Raises:
        ValueError: it is no time with offset, or not written as the program writes it.
    """
    text: str = submission["finalised_at"]
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.isoformat(timespec="seconds") != text:
        raise ValueError(text)
    return moment


def _time_fault(submission: Mapping[str, Any], signed_at: datetime | None) -> Objection | None:
    try:
        moment = finalised_at(submission)
    except (ValueError, OverflowError):
        return Objection(VerifyCode.CONTRADICTION, f"{SUBMISSION_NAME} 的定稿时间不对")
    if signed_at is None or submission["schema"] == SCHEMA_1:
        return None
    if moment > signed_at + CLOCKS_DIFFER:
        return Objection(
            VerifyCode.CONTRADICTION,
            f"定稿时间 {minute_in_beijing(moment)} 晚于签名时间 {minute_in_beijing(signed_at)}（北京时间），"
            "两者不可能都对",
        )
    return None


def _texts(submission: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and texts that people gave and that are never blank."""
    people = {f"people.{role}": text for role, text in submission["people"].items()}
    changes = {f"definition_changes.{c['code']}": c["note"] for c in submission["definition_changes"]}
    attached = {f"attachments.{a['file']}": a["name"] for a in submission["attachments"]}
    return [*people.items(), ("unit.name", submission["unit"]["name"]), *changes.items(), *attached.items()]


def _require_figures(package: Package) -> None:
    """Say what a package is that has a letter instead of figures; nothing is wrong with it."""
    names = {file.name for file in package.payload}
    if LETTER_NAME not in names or SUBMISSION_NAME in names:
        return
    try:
        letter = parse_json(package.data(LETTER_NAME))
        kind = letter.get("kind") if isinstance(letter, dict) else None
    except (ValueError, RecursionError):
        kind = None
    raise _another_kind(str(kind))


def kind_named(kind: str) -> str:
    """What a container is, in Chinese, by the kind that its descriptor states."""
    return _KINDS.get(kind, "别的文件")


def _another_kind(kind: str) -> Objection:
    step = "；收到它的单位用 tianbao open 打开" if kind in set(OfficeLetter) else ""
    sentence = f"这是{kind_named(kind)}，不是年度数据报送包，这里不核对它的内容{step}"
    return Objection(VerifyCode.OTHER_KIND, sentence, is_known=False)


@cache
def _schema(resource: str) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(resources.read_text(resource))
    return schema
