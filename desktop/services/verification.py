"""Facts about a package: is it whole, whose is it, does it say what its figures say.

The container's own facts come from ``desktop.submission``. Here the content is read with the same
engine that the unit used: known plan, current revision, and the same findings and verdicts from our
own calculation. Every fact stands for itself; the bottom line follows from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop.services.exporting import SUBMISSION_NAME
from desktop.services.plans import PlanPack, parse_json
from desktop.submission.certificate import foreign_unit, subject_of
from desktop.submission.datapackage import FINDINGS, INDICATORS, OBSERVATIONS, TABLES, VERDICTS, Table
from desktop.submission.facts import Fact, FactState, Verification
from desktop.submission.package import Package
from desktop.submission.tables import read_table
from desktop.submission.verification import verify_container
from forms.canonical import check_code, digest_of, document_digest, format_check_code, read_check_code
from forms.content import SCHEMA, content_of
from forms.entry import DefinitionChange, series_breaks
from forms.errors import TianbaoError
from forms.findings import RULES, Checker
from forms.layout import lay_out
from forms.tables import (
    Row,
    figures_from_rows,
    finding_rows,
    indicator_rows,
    unit_verdicts,
    verdict_rows,
)

MAX_PACKAGE_FILE = 20_000_000
"""Larger files are not read at all; a package of ours is at most half of it."""

PlanFinder = Callable[[str, str], PlanPack | None]
"""Plan id and digest to that very version, or else the nearest known one of that plan, or None."""

_EXPLAINING = ("explanation", "explained_by", "explained_at")
_REQUIRED = {
    "plan": dict,
    "region_code": str,
    "unit": dict,
    "year": int,
    "revision": int,
    "people": dict,
    "finalised_at": str,
    "program_version": str,
    "log_head": str,
    "tables": dict,
    "content_digest": str,
    "files": dict,
}


@dataclass(frozen=True)
class Expectation:
    """What the verifier knows beforehand.

    Attributes:
        trusted: registered certificates, PEM or DER.
        revoked: fingerprints of revoked certificates.
        allow_unregistered: whether an unknown signer is acceptable.
        paper_code: 校验码 typed from a printed page, or None.
        now: the present time.
    """

    now: datetime
    trusted: Sequence[bytes] = ()
    revoked: Sequence[str] = ()
    allow_unregistered: bool = False
    paper_code: str | None = None


@dataclass(frozen=True)
class VerifiedSubmission:
    """Facts about a package, and what it says where it could be read.

    Attributes:
        verification: all facts and the bottom line.
        submission: the ``submission.json`` document, None if unreadable.
        tables: table name to rows, empty where unreadable.
    """

    verification: Verification
    submission: Mapping[str, Any] | None
    tables: Mapping[str, Sequence[Row]]


def verify_package(data: bytes, find_plan: PlanFinder, expected: Expectation) -> VerifiedSubmission:
    """Examine a package; never raises for anything the bytes contain.

    Args:
        data: the whole file.
        find_plan: gives the plan pack that the package names.
        expected: trust, time and paper code.
    """
    verification = verify_container(
        data,
        expected.trusted,
        expected.revoked,
        now=expected.now,
        allow_unregistered=expected.allow_unregistered,
    )
    if verification.package is None:
        absent = [_unread(name) for name in ("schema", "plan", "revision", "recheck", "paper")]
        return VerifiedSubmission(verification.with_facts(*absent), None, {})
    schema, submission, tables = _read(verification.package)
    pack = _known_plan(submission, find_plan)
    facts = (
        schema,
        _plan_fact(submission, pack),
        _revision_fact(submission),
        _recheck_fact(submission, tables, pack),
        _paper_fact(submission, expected.paper_code),
    )
    verification = verification.with_facts(*facts, *_foreign_signer(verification, submission))
    return VerifiedSubmission(verification, submission, tables)


def _foreign_signer(verification: Verification, submission: Mapping[str, Any] | None) -> list[Fact]:
    """A key made for one unit must not sign for another; keys made elsewhere do not name a unit code."""
    signature = verification.signature
    if submission is None or signature is None or signature.certificate is None:
        return []
    signer = subject_of(signature.certificate)
    expected = f"{submission['unit']['code']}/{submission['region_code']}"
    if not foreign_unit(signer.common_name, expected):
        return []
    named = signer.organisation or signer.common_name
    sentence = f"签名证书属于“{named}”，报送包却是“{submission['unit']['name']}”的，请核对是谁签的名"
    return [_bad("signer", "E-VERIFY-060", sentence)]


def _unread(name: str) -> Fact:
    return Fact(
        name,
        FactState.UNKNOWN,
        "E-VERIFY-001",
        "前面的项目没有通过，这一项没有检查",
        required=name not in _OPTIONAL,
    )


_OPTIONAL = ("paper", "revision")


def _read(package: Package) -> tuple[Fact, Mapping[str, Any] | None, dict[str, list[Row]]]:
    """Read the descriptor and the tables, and judge whether they agree with each other."""
    tables: dict[str, list[Row]] = {}
    try:
        submission = parse_json(package.data(SUBMISSION_NAME))
        wrong = _malformed(submission)
        if wrong:
            return _bad("schema", "E-VERIFY-010", wrong), None, {}
        for table in TABLES:
            tables[table.name] = read_table(package.data(table.path), table.columns)
        wrong = _disagreement(submission, package)
    except TianbaoError as error:
        return _bad("schema", error.code, error.message), None, {}
    except (ValueError, RecursionError):
        return _bad("schema", "E-VERIFY-010", f"{SUBMISSION_NAME} 不是有效的 JSON"), None, {}
    if wrong:
        return _bad("schema", "E-VERIFY-011", wrong), submission, tables
    count = len(tables[OBSERVATIONS.name])
    return _ok("schema", "TB-VERIFY-010", f"内容完整，数据表共 {count} 行"), submission, tables


def _malformed(submission: object) -> str:
    """What is wrong with the shape of the descriptor, or an empty text."""
    if not isinstance(submission, dict) or submission.get("schema") != SCHEMA:
        return f"{SUBMISSION_NAME} 不是本程序认识的格式"
    for name, kind in _REQUIRED.items():
        if type(submission.get(name)) is not kind:
            return f"{SUBMISSION_NAME} 缺少“{name}”或类型不对"
    texts = [submission["plan"].get(key) for key in ("id", "version", "digest")]
    texts += [submission["unit"].get(key) for key in ("code", "name")]
    if not all(isinstance(text, str) for text in texts):
        return f"{SUBMISSION_NAME} 的规划或单位信息不完整"
    return ""


def _disagreement(submission: Mapping[str, Any], package: Package) -> str:
    """Where descriptor, digests and files contradict each other, or an empty text."""
    if document_digest(content_of(submission)) != submission["content_digest"]:
        return "内容摘要与内容不符"
    described = submission["files"]
    present = {f.name: digest_of(f.data) for f in package.payload}
    for name, digest in described.items():
        if present.get(name) != digest:
            return f"“{name}”与 {SUBMISSION_NAME} 所列摘要不符"
    for name, digest in submission["tables"].items():
        if present.get(name) != digest:
            return f"数据表“{name}”与内容所列摘要不符"
    if set(submission["tables"]) != {table.path for table in TABLES}:
        return "内容没有列全四张数据表"
    return ""


def _known_plan(submission: Mapping[str, Any] | None, find_plan: PlanFinder) -> PlanPack | None:
    if submission is None:
        return None
    return find_plan(submission["plan"]["id"], submission["plan"]["digest"])


def _plan_fact(submission: Mapping[str, Any] | None, pack: PlanPack | None) -> Fact:
    if submission is None:
        return _unread("plan")
    named = submission["plan"]
    if pack is None:
        return _unknown(
            "plan", "E-VERIFY-020", f"没有规划“{named['id']}”的数据包：命令行请用 --plan 给出，再验证"
        )
    if pack.digest != named["digest"]:
        sentence = (
            f"使用的规划数据包（版本 {named['version']}）与本机的（版本 {pack.plan.version}）不是同一份，"
            "请用 --plan 给出那一份再验证"
        )
        return _unknown("plan", "E-VERIFY-021", sentence)
    if submission["unit"]["code"] not in pack.plan.unit_by_code:
        return _bad("plan", "E-VERIFY-022", f"规划里没有单位“{submission['unit']['code']}”")
    if submission["region_code"] != pack.plan.region_code:
        return _bad("plan", "E-VERIFY-023", "行政区划代码与规划不符")
    return _ok("plan", "TB-VERIFY-020", f"规划《{pack.plan.title}》版本 {pack.plan.version} 与本机一致")


def _revision_fact(submission: Mapping[str, Any] | None) -> Fact:
    if submission is None:
        return _unread("revision")
    revision, replaces = submission["revision"], submission.get("replaces")
    if revision < 1 or (revision == 1) != (replaces is None):
        return _bad("revision", "E-VERIFY-030", "版次与“替代哪一版”的记载自相矛盾")
    sentence = f"第 {revision} 次报送；是不是最新一版，要与收件登记核对"
    return Fact("revision", FactState.UNKNOWN, "TB-VERIFY-030", sentence, required=False)


def _recheck_fact(
    submission: Mapping[str, Any] | None, tables: Mapping[str, list[Row]], pack: PlanPack | None
) -> Fact:
    """Repeat all derivations, checks and verdicts and compare line by line."""
    if submission is None or not tables:
        return _unread("recheck")
    unit = submission["unit"]["code"]
    if pack is None or pack.digest != submission["plan"]["digest"] or unit not in pack.plan.unit_by_code:
        return _unknown("recheck", "E-VERIFY-041", "没有相同版本的规划数据包，无法复核")
    layout = lay_out(pack.plan, unit)
    try:
        figures = figures_from_rows(pack.plan, submission["year"], tables[OBSERVATIONS.name])
        figures = replace(figures, breaks=_breaks(submission))
    except ValueError as error:
        return _bad("recheck", "E-VERIFY-042", str(error))
    report = Checker(pack.plan, unit, layout, RULES).check(figures)
    own: list[tuple[Table, list[Row]]] = [
        (INDICATORS, indicator_rows(figures, layout)),
        (FINDINGS, finding_rows(report)),
        (VERDICTS, verdict_rows(unit_verdicts(figures, layout))),
    ]
    for table, rows in own:
        stated = [_plain(row) for row in tables[table.name]]
        if [_plain(row) for row in rows] != stated:
            return _bad("recheck", "E-VERIFY-040", _first_difference(table, rows, tables[table.name]))
    if report.blocking:
        return _bad("recheck", "E-VERIFY-043", f"有强制性问题：{report.blocking[0].message}")
    unexplained = [r for r in tables[FINDINGS.name] if r["enforcement"] == "query" and not r["explanation"]]
    if unexplained:
        return _bad("recheck", "E-VERIFY-044", f"核实性问题没有说明：{unexplained[0]['message']}")
    return _ok(
        "recheck", "TB-VERIFY-040", f"本机重新计算和审核，结果逐行一致（{len(report.findings)} 条审核结果）"
    )


def _breaks(submission: Mapping[str, Any]) -> dict[str, int]:
    """Changes of definition as the package states them; ValueError where they cannot be read."""
    changes = submission.get("definition_changes", [])
    try:
        stated = [DefinitionChange(str(c["code"]), int(c["year"]), str(c["note"])) for c in changes]
    except (TypeError, KeyError) as error:
        raise ValueError("口径变动的记载不完整") from error
    return series_breaks(stated, submission["year"])


def _plain(row: Mapping[str, str]) -> Row:
    """A row without what the engine cannot know: the clerk's explanations."""
    return {name: text for name, text in row.items() if name not in _EXPLAINING}


def _first_difference(table: Table, own: Sequence[Row], stated: Iterable[Row]) -> str:
    """Sentence about the first row in which a table differs from our own calculation."""
    for number, (mine, theirs) in enumerate(zip(own, stated, strict=False), start=2):
        for name, text in _plain(mine).items():
            if text != theirs[name]:
                return f"{table.path} 第 {number} 行的“{name}”与本机计算的不一致"
    return f"{table.path} 的行数与本机计算的不一致"


def _paper_fact(submission: Mapping[str, Any] | None, typed: str | None) -> Fact:
    if submission is None:
        return _unread("paper")
    code = check_code(submission["content_digest"])
    if typed is None:
        sentence = f"纸质表上的校验码应为 {format_check_code(code)}"
        return Fact("paper", FactState.UNKNOWN, "TB-VERIFY-050", sentence, required=False)
    read = read_check_code(typed)
    if read is None:
        return _bad("paper", "E-VERIFY-050", "校验码输入有误，请对照纸质表重新输入 16 位校验码")
    if read != code:
        return _bad(
            "paper", "E-VERIFY-051", f"纸质表与报送包不是同一版：报送包的校验码是 {format_check_code(code)}"
        )
    return _ok("paper", "TB-VERIFY-051", "纸质表与报送包一致")


def _ok(name: str, code: str, sentence: str) -> Fact:
    return Fact(name, FactState.OK, code, sentence)


def _bad(name: str, code: str, sentence: str) -> Fact:
    return Fact(name, FactState.BAD, code, sentence)


def _unknown(name: str, code: str, sentence: str) -> Fact:
    return Fact(name, FactState.UNKNOWN, code, sentence)
