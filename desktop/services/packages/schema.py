"""Fact ``schema``: are descriptor, tables and files complete, and do they agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.services.packages.fact import bad, ok
from desktop.services.packages.unseen import unseen_character
from desktop.submission.datapackage import OBSERVATIONS
from desktop.submission.facts import Fact
from desktop.submission.package import Package
from desktop.submission.profile import PROFILES, SUBMISSION_NAME
from desktop.submission.tables import read_table
from forms.bounded_json import parse_json
from forms.canonical import digest_of, document_digest
from forms.content import content_of
from forms.errors import TianbaoError
from forms.tables import Row

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


def read_submission(package: Package) -> tuple[Fact, Mapping[str, Any] | None, dict[str, list[Row]]]:
    """Read the descriptor and the tables, and judge whether they agree with each other."""
    tables: dict[str, list[Row]] = {}
    try:
        submission = parse_json(package.data(SUBMISSION_NAME))
        wrong = _malformed(submission)
        if wrong:
            return bad("schema", "E-VERIFY-010", wrong), None, {}
        for table in PROFILES[submission["schema"]].tables:
            tables[table.name] = read_table(package.data(table.path), table.columns)
        wrong, unseen = _disagreement(submission, package), unseen_character(submission, tables)
    except TianbaoError as error:
        return bad("schema", error.code, error.message), None, {}
    except (ValueError, RecursionError):
        return bad("schema", "E-VERIFY-010", f"{SUBMISSION_NAME} 不是有效的 JSON"), None, {}
    if wrong:
        return bad("schema", "E-VERIFY-011", wrong), submission, tables
    if unseen:
        return bad("schema", "E-VERIFY-019", unseen), submission, tables
    count = len(tables[OBSERVATIONS.name])
    return ok("schema", "TB-VERIFY-010", f"内容完整，数据表共 {count} 行"), submission, tables


def _malformed(submission: object) -> str:
    """What is wrong with the shape of the descriptor, or an empty text."""
    if not isinstance(submission, dict) or str(submission.get("schema")) not in PROFILES:
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
    if set(submission["tables"]) != {t.path for t in PROFILES[submission["schema"]].tables}:
        return "内容没有列全四张数据表"
    return ""
