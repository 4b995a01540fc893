"""An e-mail draft of the statistics office to a unit, with a letter attached.

Nothing of a unit's figures stands in it: it passes through many hands.
"""

from __future__ import annotations

from desktop.documents.sheets.unsent import Unsent, one_line, unsent
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter

_SAID = {
    OfficeLetter.RECEIPT: "现发去回执单，证明本局收到的是哪一份报送。",
    OfficeLetter.RETURN: "报送的数据有几处需要核实，现退回，问题见附件，请逐条答复后重新定稿、导出、报送。",
    OfficeLetter.RECALL: "以前发去的一份退回单发错了，现撤回，请打开附件。",
    OfficeLetter.CHOICE: "收到的报送不止一份，本局选定了其中一份，见附件。",
    OfficeLetter.ACCEPTANCE: "报送的数据已验收，现发去验收单。",
    OfficeLetter.REOPENING: "已验收的报送现重开，可以再报一版，请打开附件。",
}
"""What a letter is for, in a sentence."""


@frozen
class LetterMail:
    """The content of the draft that brings a letter.

    Attributes:
        plan_title: title of the plan.
        office: who sends it.
        unit_name: whom it is for.
        year: reporting year.
        kind: what it is.
        number: of the letter.
        name: ASCII name of the file that is sent.
        data: its bytes.
        is_encrypted: whether it is encrypted to the unit.
    """

    plan_title: str
    office: str
    unit_name: str
    year: int
    kind: OfficeLetter
    number: int
    name: str
    data: bytes
    is_encrypted: bool


def letter_mail(mail: LetterMail) -> bytes:
    """Write the draft; the same content gives the same bytes."""
    title = f"{mail.kind.label}第 {mail.number} 号"
    opened = "“妇女发展规划监测填报”程序打开：拖进窗口，或用 tianbao open"
    lines = [
        f"{one_line(mail.unit_name)}：",
        "",
        f"贵单位 {mail.year} 年监测数据：{_SAID.get(mail.kind, '请打开附件。')}",
        f"附件：{mail.name}，{len(mail.data)} 字节（{title}），请用{opened}。",
    ]
    if mail.is_encrypted:
        lines.append("附件已加密给贵单位登记的收件证书，打开时要用收件密钥和口令。")
    lines += ["", "请勿解压后重新压缩，也不要通过即时通讯工具转发。", "", one_line(mail.office)]
    return unsent(
        Unsent(
            subject=f"{mail.plan_title}监测数据{title}：{mail.unit_name}（{mail.year}年）",
            lines=lines,
            boundary=f"{mail.year}_{mail.kind.value}_{mail.number}",
            attached=((mail.name, "cms" if mail.is_encrypted else "vnd.etsi.asic-e+zip", mail.data),),
        )
    )
