"""The content of the stamped sheet that registers or publishes a certificate.

A unit registers its signing certificate with the office (签名证书登记表). The office publishes the one to
which units encrypt (收件证书公布表) and the one with which it signs (统计局签名证书公布表). Each shows the
fingerprint for comparison and leaves room for signatures and the seal. The electronic signature proves origin
and integrity; it is not the seal, and the sheet says so.
"""

from __future__ import annotations

from datetime import date

from forms.frozen import frozen


@frozen
class SheetWords:
    """The fixed text of one kind of sheet.

    Attributes:
        title: heading.
        algorithm: what the algorithm is for.
        declaration: what the holder of the key declares.
        signed: lines to be filled in by the holder.
        comparison: what the other side does with the sheet.
        compared: line to be filled in by the other side.
        receivers: who gets the sheet, where that is not the office.
    """

    title: str
    algorithm: str
    declaration: str
    signed: tuple[str, ...]
    comparison: str
    compared: str
    receivers: str = ""


REPLACEMENT = (
    "本单位原来的密钥不能再用（口令忘记或密钥丢失）。请自本表登记之日起注销上列原证书；"
    "以前签名的报送包不受影响。"
)
"""Said before the declaration where an older certificate is named."""
BY_HAND = "＿＿＿＿　＿＿＿＿　＿＿＿＿　＿＿＿＿（对照上次的登记表抄写）"
"""In the place of the first 16 digits of a fingerprint that nobody knows."""

_DATE = "日期：　　　　年　　月　　日"

REGISTRATION = SheetWords(
    title="签名证书登记表",
    algorithm="签名算法",
    declaration=(
        "本单位声明：上述证书对应的密钥由本单位保管和使用，用于签署妇女发展规划年度监测数据报送包。"
        "电子签名证明数据的来源和完整，不是单位公章，不能代替纸质报表上的签字和盖章。"
        "密钥遗失或口令泄露时，应及时通知统计局注销，并以新密钥重新登记；经办人变动时告知统计局。"
    ),
    signed=("单位负责人（签字）：", "经办人（签字）：", _DATE),
    comparison="统计局登记：对照电子邮件或 U 盘收到的证书文件，逐组核对指纹一致后登记。",
    compared="登记人（签字）：　　　　　　　　　　登记日期：　　　　年　　月　　日",
)
PUBLICATION = SheetWords(
    title="收件证书公布表",
    algorithm="加密算法",
    declaration=(
        "本局声明：上述证书供各责任单位加密妇女发展规划年度监测数据报送包，只有本局能够解密。"
        "证书可以公开；密钥和口令由专人分别保管并另存备份，丢失后已加密的报送包无法打开。"
        "密钥遗失或口令泄露时，应及时通知各单位停用本证书并公布新的证书。"
    ),
    signed=("负责人（签字）：", "密钥保管人（签字）：", _DATE),
    comparison="填报单位：在程序中选定证书文件后，逐组核对屏幕上的指纹与本表一致，再加密导出。",
    compared="核对人（签字）：　　　　　　　　　　核对日期：　　　　年　　月　　日",
    receivers="各责任单位",
)
OFFICE_PUBLICATION = SheetWords(
    title="统计局签名证书公布表",
    algorithm="签名算法",
    declaration=(
        "本局声明：上述证书对应的密钥由本局保管和使用，用于签署发给各责任单位的任务、回执、退回单和验收单。"
        "电子签名证明文件由本局发出、没有改动，不是本局公章。证书可以公开；密钥和口令由专人分别保管。"
        "密钥遗失或口令泄露时，本局及时通知各单位停用本证书，并公布新的证书。"
    ),
    signed=("负责人（签字）：", "密钥保管人（签字）：", _DATE),
    comparison="填报单位：第一次打开本局的文件时，逐组核对屏幕上的指纹与本表一致，再确认。",
    compared="核对人（签字）：　　　　　　　　　　核对日期：　　　　年　　月　　日",
    receivers="各责任单位",
)


LETTER_KEY = "收件证书供统计局加密发给本单位的回执、退回单等文件，只有本单位能够解密；签名不用这把密钥。"
"""Said before the declaration where the unit registers a certificate for receiving as well."""


@frozen
class SecondCertificate:
    """The certificate for receiving that a unit registers on the same sheet.

    Attributes:
        name: of the certificate file.
        fingerprint: SHA-256 in groups.
        valid_until: last day.
    """

    name: str
    fingerprint: str
    valid_until: date


@frozen
class KeySheet:
    """The content of the sheet.

    Attributes:
        words: which kind of sheet it is.
        plan_title: title of the plan.
        office: receiving statistics office.
        unit_name: who holds the key.
        region_code: GB/T 2260 code of its place; codes of units are for programs and stand on no paper.
        fingerprint: SHA-256 of the certificate in groups.
        algorithm: name of the algorithm.
        valid_from: first day on which the certificate may be used.
        valid_until: last day.
        certificate_name: name of the certificate file that goes with the sheet.
        printed: date of the sheet.
        replaced: fingerprint in groups of the certificate that is to be revoked, an empty text for one to be
            written in by hand, None where there is none.
        second: the unit's certificate for receiving; None where it registers none.
    """

    words: SheetWords
    plan_title: str
    office: str
    unit_name: str
    region_code: str
    fingerprint: str
    algorithm: str
    valid_from: date
    valid_until: date
    certificate_name: str
    printed: date
    replaced: str | None = None
    second: SecondCertificate | None = None
