"""An e-mail draft (.eml) with the submission package attached."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError

from desktop.documents.errors import MailRefused
from desktop.documents.sheets.unsent import Unsent, one_line, unsent
from forms.codes.document import DocumentCode
from forms.frozen import frozen

MAX_PACKAGE = 10 * 1024 * 1024
"""Largest attachment in bytes; base64 makes 14 MB of it. Chosen by us; a package is smaller anyway
(``submission.container.layout``)."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ADDRESS = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""


@frozen
class MailDraft:
    """The content of the draft; nothing in it is confidential except the package.

    Attributes:
        plan_title: title of the plan.
        unit_name: reporting unit.
        year: reporting year.
        revision: number of the submission.
        attachment_name: ASCII name of the package file; mail programs lose others (RFC 2231 names).
        package: bytes of the package.
        recipient: address of the statistics office; empty leaves the line to the clerk.
        office: name of the receiving office.
        check_code: 校验码 of the printed form, as printed.
        is_sensitive: whether a person could be identified from small figures in the package; the draft then
            asks for care without naming the figures.
        encrypted_for: name of the receiving certificate; empty where the package is not encrypted.
        waives_paper: whether the office's task wants no stamped paper.
        registers_key: whether the unit may never have sent its certificate and the stamped sheet before.
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
    is_sensitive: bool = False
    encrypted_for: str = ""
    waives_paper: bool = False
    registers_key: bool = False


def draft_mail(draft: MailDraft) -> bytes:
    """Write the draft, which mail programs open as a new message to be checked and sent (``X-Unsent``).

    It has no date, sender or message id: the mail program sets them. The same draft gives the same
    bytes.

    Raises:
        MailRefused: the package is too large, or its name or the address cannot be used.
    """
    _check(draft)
    # Not application/pkcs7-mime and not .p7m: mail programs would take the message for S/MIME.
    kind = "cms" if draft.encrypted_for else "vnd.etsi.asic-e+zip"
    return unsent(
        Unsent(
            subject=f"{draft.plan_title}监测数据报送：{draft.unit_name}（{draft.year}年第{draft.revision}次）",
            lines=_body(draft),
            boundary=f"{draft.year}_{draft.revision}",
            recipient=draft.recipient,
            addressee=draft.office,
            attached=((draft.attachment_name, kind, draft.package),),
        )
    )


def carries(mail: bytes, name: str, data: bytes) -> bool:
    """Whether a draft has exactly one attachment of this name, with exactly these bytes.

    Args:
        mail: any bytes; False for bytes that are no mail.
        name: file name of the attachment.
        data: the bytes that it must have.
    """
    try:
        attached = [part for part in message_from_bytes(mail).walk() if part.get_filename() == name]
        return [part.get_payload(decode=True) for part in attached] == [data]
    except (RecursionError, TypeError, ValueError, LookupError, MessageError):
        # What the library raises on parts nested a thousandfold and on parameters that are none.
        return False


def _check(draft: MailDraft) -> None:
    if len(draft.package) > MAX_PACKAGE:
        raise MailRefused(
            DocumentCode.PACKAGE_TOO_LARGE,
            f"报送包有 {len(draft.package) / (1 << 20):.1f} MB，超过 {MAX_PACKAGE >> 20} MB，邮件可能被退回。"
            "请撤回定稿，减少附件后重新定稿、导出。",
        )
    if not _NAME.fullmatch(draft.attachment_name):
        raise MailRefused(
            DocumentCode.ATTACHMENT_NAME,
            "附件文件名只能用英文字母、数字、点、横线和下划线，请用程序导出的原文件名。",
        )
    is_address = len(draft.recipient) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(draft.recipient)
    if draft.recipient and not is_address:
        raise MailRefused(DocumentCode.RECIPIENT, "收件人邮箱地址的写法不对，请核对后重填。")


def _body(draft: MailDraft) -> list[str]:
    lines = [
        f"{one_line(draft.office) or '统计局'}：",
        "",
        f"现报送{one_line(draft.unit_name)} {draft.year} 年监测数据（第 {draft.revision} 次报送），见附件。",
        f"附件：{draft.attachment_name}，{len(draft.package)} 字节。",
    ]
    if draft.revision > 1:
        # Which figures differ and why is told by the package alone: the mail is not encrypted.
        lines.append(
            f"本次代替第 {draft.revision - 1} 次报送，请用本次的。"
            "改了哪些数、为什么，用程序打开附件可以逐处看到。"
        )
    if draft.check_code:
        lines.append(f"纸质报表校验码：{one_line(draft.check_code)}")
    if draft.encrypted_for:
        lines.append(f"附件已加密，只有收件证书的持有人能打开。收件证书：{one_line(draft.encrypted_for)}")
    if draft.is_sensitive:
        lines.append("附件含少量个案数据，可能推知具体个人，请注意保密，不要转发或公开。")
    if draft.registers_key:
        lines.append(
            "本单位第一年报送：公开证书（文件名以 .cer.pem 结尾，请附在本邮件里）和盖章的证书登记表一并送交，"
            "请登记；已经登记的不用再送，请删去这一句。"
        )
    steps = "解密（tianbao decrypt）后打开核验" if draft.encrypted_for else "打开核验"
    lines += [
        "",
        f"附件请用“妇女发展规划监测填报”程序{steps}。核验只看内容，文件可以改名；解压后重新压缩的不能通过。",
        "收到后请告知本单位。请勿通过即时通讯工具转发。",
        "按布置任务，盖章的纸质报表不报送，留存在本单位。"
        if draft.waives_paper
        else "签字盖章的纸质报表另行报送。",
    ]
    return lines
