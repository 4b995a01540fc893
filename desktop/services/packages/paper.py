"""Fact ``paper``: whether the 校验码 of a printed page belongs to the package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.services.packages.fact import bad, ok, unread
from desktop.submission.facts import Fact, FactState
from forms.canonical import check_code, format_check_code, is_digest, read_check_code
from forms.codes.verify import VerifyCode


def paper_fact(submission: Mapping[str, Any] | None, typed: str | None) -> Fact:
    """Compare the 校验码 that a person typed from a printed page, None where nobody did."""
    if submission is None or not is_digest(submission["content_digest"]):
        return unread("paper")
    code = check_code(submission["content_digest"])
    if typed is None:
        sentence = f"纸质表上的校验码应为 {format_check_code(code)}"
        return Fact(
            name="paper",
            state=FactState.UNKNOWN,
            code=VerifyCode.PAPER_NOT_COMPARED,
            sentence=sentence,
            required=False,
        )
    read = read_check_code(typed)
    if read is None:
        return bad("paper", VerifyCode.CHECK_CODE_WRONG, "校验码输入有误，请对照纸质表重新输入 16 位校验码")
    if read != code:
        return bad(
            "paper",
            VerifyCode.PAPER_DIFFERS,
            f"纸质表与报送包不是同一版：报送包的校验码是 {format_check_code(code)}",
        )
    return ok("paper", VerifyCode.PAPER_SAME, "纸质表与报送包一致")
