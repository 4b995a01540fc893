"""What each door of the program takes, and what it says of everything else.

One table of kinds with their names, one of doors with what a person does next; a sentence is made of
both. Nobody is accused: a file of another kind is no fault of whoever sent it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.kinds.kind import MOST_INSIDE, Inside, Kind, Recognised
from forms.codes.code import ErrorCode
from forms.codes.kind import KindCode
from forms.codes.letter import LetterCode
from forms.codes.office import OfficeCode
from forms.codes.plan import PlanCode
from forms.letters.kind import COLLECTION_KIND, OfficeLetter


@dataclass(frozen=True)
class Door:
    """A place where a file comes in.

    Attributes:
        wanted: what it takes, in people's words.
        takes: kinds that go on to its own reader, which says what is wrong with them.
        step: what to do instead.
        steps: the same where a kind has its own way out.
        codes: codes under which a kind was refused here before it had one of its own.
    """

    wanted: str
    takes: frozenset[Kind]
    step: str
    steps: Mapping[Kind, str] = field(default_factory=dict)
    codes: Mapping[Kind, ErrorCode] = field(default_factory=dict)


KINDS: Final[Mapping[Kind, ErrorCode]] = {kind: getattr(KindCode, kind.name) for kind in Kind}
"""Code and Chinese name of each kind, for a file of it that is refused at a door."""

_FETCH_AGAIN: Final = "请重新取得这个文件。"
_OTHER_TABLE: Final = "请在 Excel 或 WPS 里打开它，另存为“Excel 工作簿（.xlsx）”，再导入另存的文件。"
_TABLES: Final[dict[Kind, str]] = dict.fromkeys(
    (Kind.OLD_WORKBOOK, Kind.OPEN_WORKBOOK, Kind.XML_WORKBOOK, Kind.WEB_PAGE), _OTHER_TABLE
) | {Kind.LOCKED_OFFICE: "请在 Excel 或 WPS 里打开，去掉打开密码，另存为 .xlsx，再导入。"}
_AT_THE_UNIT: Final = "收到它的单位用 tianbao open 打开它，或在窗口里打开自己的数据文件后，再打开它。"
_TAKEN_OUT: Final = f"取出里面的文件（{{name}}），{_AT_THE_UNIT}"
_WITH_THE_ORIGINAL: Final = "签名只对原来的整个文件有效：请选没有解压过的 .asice 文件。"
_BY_ITS_PROGRAM: Final = "请用加密它的程序解密，再验证里面的报送包。"

VERIFY: Final = Door(
    wanted="报送包",
    takes=frozenset((Kind.PACKAGE, Kind.LETTER, Kind.ENCRYPTED)),
    step="报送包的文件名像 wdp-210404-health-2025-r1.asice，请选那个文件。",
    steps={
        Kind.PDF: "要核对纸质报表，请选同一次导出的 .asice 文件，用 --paper 给出纸上的校验码。",
        Kind.WORKBOOK: "填报表和报表不能验证，请选同一次导出的 .asice 文件。",
        Kind.STORE: "要验证的是从它导出的 .asice 文件。",
        Kind.PLAN_PACK: "要检查它，请用 tianbao plan check。",
        Kind.CONTAINER: "请用做它的程序打开；要验证的报送包，文件名像 wdp-210404-health-2025-r1.asice。",
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
        Kind.OTHER_ENCRYPTED: _BY_ITS_PROGRAM,
        Kind.CERTIFICATE: "证书请写在 --trust 后面，要验证的是 .asice 文件。",
        Kind.UNKNOWN: "也可能在传送中损坏得认不出了：请确认选对了文件；选对了的，请重新取得。",
    },
)
SHOW: Final = Door(
    wanted="报送包",
    takes=frozenset((Kind.PACKAGE,)),
    step="报送包的文件名像 wdp-210404-health-2025-r1.asice，请选那个文件。",
    steps={
        Kind.ENCRYPTED: "请先用 tianbao decrypt 和收件密钥打开，再看打开的 .asice 文件；"
        "收件（tianbao receive）时会自己打开。",
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
        Kind.OTHER_ENCRYPTED: "请用加密它的程序解密，再看里面的报送包。",
    },
)
LETTER: Final = Door(
    wanted="统计局发来的文件",
    takes=frozenset((Kind.LETTER, Kind.ENCRYPTED)),
    step="统计局发来的文件名像 wdp-210404-health-2025-return-1.asice，请选那个文件。",
    steps={
        Kind.PACKAGE: "它是单位报给统计局的：统计局用 tianbao receive 收，谁都可以用 tianbao verify 验证。",
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
    },
    codes={Kind.PACKAGE: LetterCode.OTHER_KIND},
)
OWN_PACKAGE: Final = Door(
    wanted="本单位导出的报送包",
    takes=frozenset((Kind.PACKAGE,)),
    step="请选本单位留存的、没有加密的 .asice 文件。",
    steps={
        Kind.LETTER: "它是发给单位的，不是单位导出的，要用 tianbao open 打开；"
        "这里请选本单位留存的、没有加密的 .asice 文件。",
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
    },
)
DECRYPT: Final = Door(
    wanted="加密的报送包",
    takes=frozenset((Kind.ENCRYPTED,)),
    step="加密的报送包文件名以 .asice.cms 结尾，请选那个文件。",
    steps={
        Kind.PACKAGE: "它没有加密，不用解密，请直接用 tianbao verify 验证。",
        Kind.LETTER: f"它没有加密，不用解密：{_AT_THE_UNIT}",
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
        Kind.OTHER_ENCRYPTED: _BY_ITS_PROGRAM,
    },
)
PLAN: Final = Door(
    wanted="规划数据包",
    takes=frozenset((Kind.PLAN_PACK, Kind.JSON, Kind.UNKNOWN)),
    step="规划数据包的文件名以 .wdpplan 结尾，请选那个文件。",
    steps={Kind.WORKBOOK: "如果是规划工作簿，请先用 tianbao plan compile 编译成数据包。"},
    codes={Kind.WORKBOOK: PlanCode.NOT_COMPILED, Kind.EMPTY: PlanCode.UNREADABLE},
)
PLAN_OR_STORE: Final = Door(
    wanted="规划数据包或数据文件",
    takes=PLAN.takes | {Kind.STORE},
    step="请给出以 .wdpplan 结尾的规划数据包，或用这个规划的 .db 数据文件。",
    steps=PLAN.steps,
    codes=PLAN.codes,
)
PLAN_OR_WORKBOOK: Final = Door(
    wanted="规划数据包或规划工作簿",
    takes=PLAN.takes | {Kind.WORKBOOK},
    step="请选以 .wdpplan 结尾的数据包，或规划的 .xlsx 工作簿。",
    steps=_TABLES,
)
PLAN_WORKBOOK: Final = Door(
    wanted="规划工作簿",
    takes=frozenset((Kind.WORKBOOK, Kind.UNKNOWN)),
    step="请选用 tianbao plan workbook 写出、改好的 .xlsx 文件。",
    steps=_TABLES | {Kind.PLAN_PACK: "它已经编译好了，不用再编译。"},
)
OWNER_LIST: Final = Door(
    wanted="责任单位清单",
    takes=frozenset((Kind.WORKBOOK, Kind.UNKNOWN)),
    step="请选用 tianbao plan owners 写出、改好的 .xlsx 文件。",
    steps=_TABLES,
)
FILL: Final = Door(
    wanted="Excel 填报表",
    takes=frozenset((Kind.WORKBOOK, Kind.UNKNOWN)),
    step="请选本程序导出、填好的 .xlsx 填报表。",
    steps=_TABLES,
)
HISTORY: Final = Door(
    wanted="往年数据表",
    takes=frozenset((Kind.WORKBOOK, Kind.TEXT, Kind.UNKNOWN)),
    step="请选填好的 .xlsx 或 .csv 表。",
    steps=_TABLES,
)
STORE: Final = Door(
    wanted="填报单位的数据文件",
    takes=frozenset((Kind.STORE, Kind.UNKNOWN)),
    step="数据文件的文件名以 .db 结尾，请选那个文件。",
    steps={
        Kind.STORE_JOURNAL: "请选它旁边、以 .db 结尾的那个文件。",
        Kind.WORKBOOK: "填好的填报表要在打开数据文件以后导入。",
        Kind.PACKAGE: "报送包可以用 tianbao verify 验证，不能当数据文件打开。",
        Kind.PLAN_PACK: "请先打开单位的数据文件，再导入规划。",
        Kind.EMPTY: "如果它原来是数据文件，请从备份恢复。",
        Kind.BLANK: "如果它原来是数据文件，请从备份恢复。",
        Kind.LETTER: "请先打开单位的数据文件，再打开它。",
        Kind.OFFICE_STORE: "它用于收报表：在窗口里打开，或在命令行用 --office；填报请选单位自己的 .db 文件。",
    },
    codes={Kind.OFFICE_STORE: OfficeCode.OTHER_STORE},
)
OFFICE: Final = Door(
    wanted="统计局的数据文件",
    takes=frozenset((Kind.OFFICE_STORE, Kind.UNKNOWN)),
    step="统计局的数据文件由 tianbao office init 建立，文件名以 .db 结尾，请选那个文件。",
    steps={
        Kind.STORE: "它用于填报：在窗口里打开，或在命令行用 --store；收报表请选统计局的 .db 文件。",
        Kind.STORE_JOURNAL: "请选它旁边、以 .db 结尾的那个文件。",
        Kind.PACKAGE: "报送包要用 tianbao receive 收入统计局的数据文件。",
        Kind.PLAN_PACK: "请先用 tianbao office init 建立数据文件。",
        Kind.EMPTY: "如果它原来是数据文件，请从备份恢复。",
        Kind.BLANK: "如果它原来是数据文件，请从备份恢复。",
    },
    codes={Kind.STORE: OfficeCode.OTHER_STORE},
)
KEY: Final = Door(
    wanted="密钥文件",
    takes=frozenset((Kind.KEY, Kind.UNKNOWN)),
    step="请选本单位的密钥文件，就是创建密钥时存下的那个（.p12 或 .pfx）。",
    steps={
        Kind.CERTIFICATE: "证书是公开的一半，请选和它一起存下的密钥文件（.p12 或 .pfx）。",
        Kind.PRIVATE_KEY: "请给您这个文件的单位把密钥和证书一起导出成一个密钥文件（.p12 或 .pfx）。",
    },
)
CERTIFICATE: Final = Door(
    wanted="证书",
    takes=frozenset((Kind.CERTIFICATE, Kind.TEXT, Kind.UNKNOWN)),
    step="请给出公开证书（.cer.pem）。",
    steps={Kind.PDF: "它可能是证书登记表；请给出和它一起交来的公开证书（.cer.pem）。"},
)
FINGERPRINTS: Final = Door(
    wanted="指纹清单",
    takes=frozenset((Kind.TEXT, Kind.UNKNOWN)),
    step="指纹清单是文本文件，每行写单位代码和盖章登记表上的指纹，中间空一格。",
    steps={
        Kind.CERTIFICATE: "证书写在命令的前面；清单里抄盖章登记表上的指纹，每行写单位代码和指纹。",
        Kind.WORKBOOK: "请在 Excel 或 WPS 里把单位代码和指纹两列另存为文本文件（.txt）。",
    },
)
OPEN: Final = Door(
    wanted="能在这里打开的文件",
    takes=frozenset(
        (Kind.STORE, Kind.OFFICE_STORE, Kind.PACKAGE, Kind.LETTER, Kind.ENCRYPTED, Kind.PLAN_PACK)
    ),
    step="这里可以打开数据文件（.db）、报送包和统计局的来件（.asice）、规划数据包（.wdpplan）。",
    steps={
        Kind.WORKBOOK: "填好的填报表请在“填报”页用“从 Excel 导入”读入。",
        Kind.STORE_JOURNAL: STORE.steps[Kind.STORE_JOURNAL],
        Kind.UNPACKED: _WITH_THE_ORIGINAL,
    },
)

_TAKE_OUT: Final = {
    Kind.ARCHIVE: "请先解压这个压缩文件，取出里面的文件（{name}）后再选它；取出的文件本身不要再解压。",
    Kind.CONTAINER: "请用做它的程序打开，取出里面的文件（{name}）后再选它。",
    Kind.MAIL: "请在邮件程序里打开这封邮件，把附件（{name}）另存出来，再选另存的文件。",
    Kind.ENCODED: "请在邮件程序里用“另存附件”重新保存，不要复制邮件里的文字。",
}
_TAKE_OUT_TWICE: Final = {
    Kind.ARCHIVE: "它在里面的压缩文件（{within}）里。请先解压，取出 {within}，",
    Kind.CONTAINER: "它在里面的压缩文件（{within}）里。请用做它的程序打开，取出 {within}，",
    Kind.MAIL: "它在附件（{within}）里。请在邮件程序里把附件另存出来，",
    Kind.ENCODED: "它在附件里。请在邮件程序里用“另存附件”重新保存，",
}
"""What is said of files that lie in an archive within another file."""
_AND_AGAIN = "再从中取出 {name} 后选它；取出的文件本身不要再解压。"
_OURS: Final = frozenset({Kind.PACKAGE, Kind.ENCRYPTED, Kind.PLAN_PACK})
"""What is ours and was mostly meant to be brought to another door."""
_MOST_NAMED = 5
"""Files named in a sentence; chosen by us."""
_INNER: Final = {
    Kind.ARCHIVE: "里面还有压缩文件（{name}），没有打开看过。请先解压这个压缩文件，取出 {name}；",
    Kind.CONTAINER: "里面还有压缩文件（{name}），没有打开看过。请用做它的程序打开，取出 {name}；",
    Kind.MAIL: "附件里有压缩文件（{name}），没有打开看过。请在邮件程序里把附件另存出来；",
    Kind.ENCODED: "里面有压缩文件，没有打开看过。请在邮件程序里用“另存附件”重新保存；",
}
"""What is said of an archive within another file, which the program does not look into."""
_CUT_OFF: Final = {
    Kind.MAIL: "但邮件的末尾没有收到，附件多半不完整：请重新取得这封邮件。",
    Kind.ARCHIVE: "但压缩文件的末尾没有收到，里面的文件多半不完整：请重新取得这个压缩文件。",
}
_IN_MAIL_PROGRAM = "请在邮件程序里打开它，把其中的附件另存出来，再选另存的文件。"
_UNPACK_AGAIN = "再解压取出的这一个，才能选它里面的文件；那些文件本身不要再解压。"
_UNPACK_FIRST: Final = {
    Kind.ARCHIVE: "程序不看这种压缩文件（tar、tgz、gz、rar、7z 等）里面有什么。"
    "请先解压它，再选取出的文件；取出的文件本身不要再解压。",
    Kind.MAIL: "程序不看这种邮件文件（Outlook 的 winmail.dat、.msg）里面有什么。" + _IN_MAIL_PROGRAM,
    Kind.SIGNED: f"程序不看封在签名里的内容。{_IN_MAIL_PROGRAM}",
}
_ANYWHERE: Final = {
    Kind.LETTER: _AT_THE_UNIT,
    Kind.EMPTY: _FETCH_AGAIN,
    Kind.BLANK: _FETCH_AGAIN,
    Kind.OFFICE_LOCK: "里面没有数据。请选同一文件夹里名字前面没有 ~$ 的那个文件。",
}


def refusal(door: Door, found: Recognised, name: str = "") -> tuple[ErrorCode, str] | None:
    """What a door says of a file that is not for it, as code and sentence; None where it takes the file.

    Args:
        door: where the file comes in.
        found: what it was recognised as.
        name: its file name, empty where there is none to say.
    """
    if found.kind in door.takes:
        return None
    code = door.codes.get(found.kind, KINDS[found.kind])
    subject = f"“{name}”" if name else "这个文件"
    subject += f"是{spaced(kind_word(found.kind, found.letter))}"
    # What lies inside is told in the order of what helps: a file that the door takes, a letter of the office,
    # something that was not looked into.
    wanted = [one for one in found.inside if one.kind in door.takes and _is_certain(one)]
    if wanted and found.kind in _TAKE_OUT:
        step = _CUT_OFF[found.kind] if found.is_cut_off else _way_out(found.kind, wanted)
        least = "至少" if len(found.inside) >= MOST_INSIDE else ""
        return code, f"{subject}，里面{least}有{_counted(wanted)}。{step}"
    letters = [one for one in found.inside if one.kind is Kind.LETTER]
    if letters:
        subject += f"，里面有{_counted(letters)}"
        return code, f"{subject}，不是{spaced(door.wanted)}。{_TAKEN_OUT.format(name=_listed(letters))}"
    others = [one for one in found.inside if one.kind in _OURS and one.kind not in door.takes]
    if others:
        known = door.steps.get(others[0].kind)
        step = f"{_taken_out(found.kind, others)}{known}" if known else door.step
        return code, f"{subject}，里面有{_counted(others)}，不是{spaced(door.wanted)}。{step}"
    closed = [one for one in found.inside if one.is_closed]
    if closed and closed[0].kind is not Kind.ARCHIVE:
        inner = f"里面有{spaced(kind_word(closed[0].kind))}（{_listed(closed[:1])}），没有打开看过。"
        return code, f"{subject}，不是{spaced(door.wanted)}；{inner}{_IN_MAIL_PROGRAM}"
    if closed and found.kind in _TAKE_OUT:
        inner = _INNER[found.kind].format(name=_listed(closed))
        return code, f"{subject}，不是{spaced(door.wanted)}；{inner}{_UNPACK_AGAIN}"
    if found.is_closed:
        return code, f"{subject}，不是{spaced(door.wanted)}。{_UNPACK_FIRST[found.kind]}"
    step = door.steps.get(found.kind) or _ANYWHERE.get(found.kind) or door.step
    return code, f"{subject}，不是{spaced(door.wanted)}。{step}"


def _taken_out(kind: Kind, others: Sequence[Inside]) -> str:
    if kind is Kind.ENCODED:
        return "请在邮件程序里用“另存附件”重新保存，再办。"
    return f"请取出里面的文件（{_listed(others)}）再办。"


def _way_out(kind: Kind, wanted: Sequence[Inside]) -> str:
    """How files are taken out of another; of those within an archive there only where all are."""
    direct = [one for one in wanted if not one.within]
    if direct:
        return _TAKE_OUT[kind].format(name=_listed(direct))
    within = wanted[0].within
    first = _TAKE_OUT_TWICE[kind].format(within=within)
    return first + _AND_AGAIN.format(name=_listed([one for one in wanted if one.within == within]))


def kind_word(kind: Kind, letter: str = "") -> str:
    """What a file is, in Chinese; of a letter of the office, which one where that is known."""
    if kind is Kind.LETTER and letter in set(OfficeLetter):
        return f"统计局发来的{OfficeLetter(letter).label}（.asice）"
    if kind is Kind.LETTER and letter == COLLECTION_KIND:
        return "统计局定库的全县汇总（.asice）"
    return KINDS[kind].subject


def spaced(name: str) -> str:
    """What a file is called as it follows a Chinese character: with a blank before a Latin letter."""
    return f" {name}" if name[0].isascii() else name


def _listed(wanted: Sequence[Inside]) -> str:
    """Names of what is wanted, the first few."""
    named = "、".join(one.name or "没有名称" for one in wanted[:_MOST_NAMED])
    return f"{named} 等" if len(wanted) > _MOST_NAMED else named


def _counted(wanted: Sequence[Inside]) -> str:
    """What kinds of files are wanted, and how many of each where there is more than one."""
    counts = Counter(kind_word(one.kind, one.letter) for one in wanted)
    return "、".join(
        f" {count} 个{spaced(name)}" if count > 1 else spaced(name) for name, count in counts.items()
    )


def _is_certain(one: Inside) -> bool:
    """Whether a file inside was recognised, so that one may speak of it."""
    return one.kind not in {Kind.UNKNOWN, Kind.TEXT}
