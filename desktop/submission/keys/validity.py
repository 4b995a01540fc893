"""How near the end of a certificate is, with warnings 90, 30 and 7 days before.

The first leaves time to make a new key and have it registered on stamped paper.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography import x509

from desktop.submission.keys.certificate import OFFICE, is_valid_at, named_unit
from forms.filing.receipt_time import day_in_beijing, minute_in_beijing
from forms.frozen import frozen


class EndLevel(StrEnum):
    """How urgent the end of a certificate is, in ascending order."""

    FAR = "far"
    NOTICE = "notice"
    """90 days or fewer."""
    WARNING = "warning"
    """30 days or fewer."""
    URGENT = "urgent"
    """7 days or fewer."""
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"


_DAYS = ((7, EndLevel.URGENT), (30, EndLevel.WARNING), (90, EndLevel.NOTICE))
"""Days before the end, and how urgent it is then. Chosen by us: a quarter of a year to register a new key at
the bureau, a month, a week."""


@frozen
class CertificateEnd:
    """The time until the end of a certificate.

    Attributes:
        level: how urgent it is.
        days_left: whole days until the end, negative after it.
        sentence: the warning in Chinese, empty where it is valid now for more than 90 days.
    """

    level: EndLevel
    days_left: int
    sentence: str

    @property
    def is_usable(self) -> bool:
        """Whether it is valid now."""
        return self.level not in (EndLevel.EXPIRED, EndLevel.NOT_YET_VALID)

    def to_dict(self) -> dict[str, Any]:
        """For JSON answers."""
        return {"level": self.level.value, "days_left": self.days_left, "sentence": self.sentence}


def certificate_end(
    certificate: x509.Certificate, now: datetime, *, receiving: bool = False
) -> CertificateEnd:
    """How near the end is.

    Args:
        certificate: of a key that signs, or of one that receives.
        now: the present time, aware.
        receiving: whether packages are encrypted to it.
    """
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    left = end - now
    level = _level(certificate, now)
    name = "收件证书" if receiving else "签名证书"
    day = day_in_beijing(end)
    renewal = _renewal(certificate, receiving=receiving, is_over=level is EndLevel.EXPIRED)
    over = _over(certificate, receiving=receiving)
    sentences = {
        EndLevel.FAR: "",
        EndLevel.NOTICE: f"{name}还有 {left.days} 天到期（{day}），请在到期前换新：{renewal}。",
        EndLevel.WARNING: f"{name}只剩 {left.days} 天（{day} 到期），请现在就换新：{renewal}。",
        EndLevel.URGENT: f"{name}马上到期，只剩 {_soon(left)}（{day}），请立即换新：{renewal}。",
        EndLevel.EXPIRED: f"{name}已于 {day} 到期，{over}，请换新：{renewal}。",
        EndLevel.NOT_YET_VALID: (
            f"{name}从 {minute_in_beijing(start)} 起才有效，"
            f"这台电脑的时间是 {minute_in_beijing(now)}（北京时间）。"
            "请先核对电脑的日期；日期无误则到那时再用。"
        ),
    }
    return CertificateEnd(level, left.days, sentences[level])


def _belongs_to(certificate: x509.Certificate) -> str:
    """Whose key it is, as far as the certificate says: ``OFFICE``, a unit, or empty where it names none."""
    return (named_unit(certificate) or "").partition("/")[0]


def _renewal(certificate: x509.Certificate, *, receiving: bool, is_over: bool) -> str:
    owner = _belongs_to(certificate)
    if receiving and owner in {OFFICE, ""}:  # a key without a name of ours is one to which packages are sent
        return "由统计局新建收件密钥，把新证书和盖章的公布表发给各单位"
    if receiving:
        return "创建新的收件密钥，和签名证书写在一张证书登记表上打印，盖章后送统计局登记"
    if owner == OFFICE and is_over:
        return "新建签名密钥，把盖章的公布表发给各单位，再布置一次"
    if owner == OFFICE:
        return "新建签名密钥，趁旧的还有效用它签一份带新证书的任务，或把盖章的公布表发给各单位"
    return "创建新密钥（或向发证机构换新证书），打印证书登记表，盖章后送统计局登记"


def _level(certificate: x509.Certificate, now: datetime) -> EndLevel:
    if not is_valid_at(certificate, now):
        is_over = now > certificate.not_valid_after_utc
        return EndLevel.EXPIRED if is_over else EndLevel.NOT_YET_VALID
    left = certificate.not_valid_after_utc - now
    return next((level for days, level in _DAYS if left <= timedelta(days=days)), EndLevel.FAR)


def _soon(left: timedelta) -> str:
    return f"{left.days} 天" if left.days else f"{left.seconds // 3600} 小时"


def _over(certificate: x509.Certificate, *, receiving: bool) -> str:
    owner = _belongs_to(certificate)
    if receiving and owner in {OFFICE, ""}:
        return "只能解密以前的报送包，不能再用来加密"
    if receiving:
        return "只能打开以前的来件，不能再用来加密"
    return f"不能再用来签名；{'以前签发的' if owner == OFFICE else '以前签的报送包'}不受影响"
