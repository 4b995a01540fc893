"""An e-mail draft (.eml) with the submission package attached."""

from __future__ import annotations

import re
from base64 import b64encode
from email import message_from_bytes, policy
from email.errors import MessageError
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from desktop.documents.errors import MailRefused
from desktop.documents.paper.characters import storable
from forms.codes.document import DocumentCode
from forms.frozen import frozen

MAX_PACKAGE = 10 * 1024 * 1024
"""Largest attachment in bytes; base64 makes 14 MB of it. Chosen by us; a package is smaller anyway
(``submission.container.layout``)."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ADDRESS = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""
_WORD_BYTES = 39
"""Of an encoded word before base64: its line then has 73 of 76 characters at most (RFC 2047, 2)."""


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


def draft_mail(draft: MailDraft) -> bytes:
    """Write the draft, which mail programs open as a new message to be checked and sent (``X-Unsent``).

    It has no date, sender or message id: the mail program sets them. The same draft gives the same
    bytes.

    Raises:
        MailRefused: the package is too large, or its name or the address cannot be used.
    """
    _check(draft)
    message = MIMEMultipart(boundary=f"=_tianbao_{draft.year}_{draft.revision}_=")
    message["Subject"] = _encoded(
        f"{draft.plan_title}监测数据报送：{draft.unit_name}（{draft.year}年第{draft.revision}次）"
    )
    if draft.recipient:
        message["To"] = f"{_encoded(draft.office)}\r\n <{draft.recipient}>".lstrip()
    message["X-Unsent"] = "1"
    message.attach(MIMEText(_body(draft), _charset="utf-8"))
    # Not application/pkcs7-mime and not .p7m: mail programs would take the message for S/MIME.
    kind = "cms" if draft.encrypted_for else "vnd.etsi.asic-e+zip"
    attachment = MIMEApplication(draft.package, kind)
    attachment.add_header("Content-Disposition", "attachment", filename=draft.attachment_name)
    message.attach(attachment)
    # Headers stay as they are written here: folded by the library, a long file name becomes RFC 2231 parts,
    # which mail programs lose, and a name with commas further addresses.
    return message.as_bytes(policy=policy.SMTP.clone(refold_source="none"))


def _encoded(text: str) -> str:
    """Header text in encoded words (RFC 2047), one on a line; also what would do without.

    In plain words a name could hold the marks of addresses or encoded words of its own.
    """
    words = [b""]
    for character in _one_line(text):
        encoded = character.encode("utf-8")
        if len(words[-1]) + len(encoded) > _WORD_BYTES:
            words.append(b"")
        words[-1] += encoded
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode('ascii')}?=" for word in words if word)


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


def _one_line(text: str) -> str:
    """Text without line ends, so that nobody can add lines through a name, and without unseen characters."""
    return " ".join(storable(text).split())


def _body(draft: MailDraft) -> str:
    lines = [
        f"{_one_line(draft.office) or '统计局'}：",
        "",
        f"现报送{_one_line(draft.unit_name)} {draft.year} 年监测数据（第 {draft.revision} 次报送），见附件。",
        f"附件：{draft.attachment_name}，{len(draft.package)} 字节。",
    ]
    if draft.check_code:
        lines.append(f"纸质报表校验码：{_one_line(draft.check_code)}")
    if draft.encrypted_for:
        lines.append(f"附件已加密，只有收件证书的持有人能打开。收件证书：{_one_line(draft.encrypted_for)}")
    if draft.is_sensitive:
        lines.append("附件含少量个案数据，可能推知具体个人，请注意保密，不要转发或公开。")
    steps = "解密（tianbao decrypt）后打开核验" if draft.encrypted_for else "打开核验"
    lines += [
        "",
        f"附件请用“妇女发展规划监测填报”程序{steps}。核验只看内容，文件可以改名；解压后重新压缩的不能通过。",
        "收到后请告知本单位。请勿通过即时通讯工具转发。",
        "签字盖章的纸质报表另行报送。",
    ]
    # RFC 2045, 6.8: the line ends of a text are CRLF before it is base64; MIMEText takes them as they come.
    return "\r\n".join(lines) + "\r\n"
