"""Proving that the change log is whole, also by what packages say that left the house long ago.

A person who rewrites the file as a whole, with every hash, is found by the head of the log that stands in
each signed package: the office has it, and so has every copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.records import LogHead, LogVerification
from desktop.services.desk import Desk
from desktop.services.files import read_file
from desktop.services.verification import MAX_PACKAGE_FILE
from desktop.submission.package import open_package
from desktop.submission.profile import SUBMISSION_NAME
from forms.bounded_json import parse_json
from forms.canonical import document_digest
from forms.content import content_of
from forms.errors import UserInputError

_REMEDY = "请恢复最近的备份并查明原因。"


def verify_log(desk: Desk, packages: Sequence[Path] = ()) -> LogVerification:
    """Prove the change log, and that packages sent earlier are what this file says was sent.

    Args:
        desk: the open desk; figures may be entered meanwhile.
        packages: packages of this unit, from the outbox, a mail or the office.

    Raises:
        EnvironmentFault: a package cannot be read.
        UserInputError: a file is no package of this unit (E-LOG-001).
        PackageError: a package is damaged.
    """
    submissions = [_submission(desk, path) for path in packages]
    noted = [LogHead(None, submission["log_head"]) for submission in submissions]
    found = desk.store.verify_log(noted)
    if not found.ok:
        return found
    for path, submission in zip(packages, submissions, strict=True):
        sentence = _difference(desk, path, submission)
        if sentence:
            return LogVerification(False, found.entries, None, sentence)
    if not packages:
        return found
    sentence = f"{found.sentence}{len(packages)} 个报送包与变更记录和定稿一致。"
    return LogVerification(True, found.entries, None, sentence)


def _submission(desk: Desk, path: Path) -> Mapping[str, Any]:
    package = open_package(read_file(path, MAX_PACKAGE_FILE))
    try:
        submission = parse_json(package.data(SUBMISSION_NAME))
        same = (submission["unit"]["code"], submission["region_code"]) == (
            desk.unit.code,
            desk.plan.region_code,
        )
        known = isinstance(submission["log_head"], str) and isinstance(submission["year"], int)
    except (KeyError, ValueError, TypeError, RecursionError):
        same, known, submission = False, False, {}
    if not same or not known:
        raise UserInputError(
            "E-LOG-001", f"“{path.name}”不是{desk.unit.name}的报送包，请选择本单位导出的报送包"
        )
    return dict(submission)


def _difference(desk: Desk, path: Path, submission: Mapping[str, Any]) -> str:
    year, number = submission["year"], submission.get("revision")
    revision = desk.store.revision(year, number) if isinstance(number, int) else None
    if revision is None:
        return f"报送包“{path.name}”（{year} 年第 {number} 版）在数据文件里没有对应的定稿。{_REMEDY}"
    if document_digest(content_of(submission)) != revision.content_digest:
        return f"报送包“{path.name}”的内容与数据文件里 {year} 年第 {number} 版定稿不同。{_REMEDY}"
    return ""
