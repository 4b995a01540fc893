"""An e-mail draft (.eml) with the submission package attached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MailDraft:
    """What the draft says; nothing in it is confidential.

    Attributes:
        plan_title: title of the plan.
        unit_name: reporting unit.
        year: reporting year.
        revision: number of the submission.
        attachment_name: ASCII name of the package file.
        package: bytes of the package.
        recipient: address of the statistics office; empty leaves the line to the clerk.
        office: name of the receiving office.
        check_code: 校验码 of the printed form.
    """

    plan_title: str
    unit_name: str
    year: int
    revision: int
    attachment_name: str
    package: bytes
    recipient: str = ""
    office: str = ""
    check_code: str = ""


def draft_mail(draft: MailDraft) -> bytes:
    """Write the draft; the mail program opens it ready to be sent.

    Raises:
        MailRefused: the package is too large or its name is not plain ASCII.
    """
    raise NotImplementedError(draft.year)
