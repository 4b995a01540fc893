"""The sheet with which one clerk hands the work over to the next (交接单).

It lists the files and their places, the state of each year, and the digests by which the next person can
check that the files are the same; and it has room for three signatures. It never shows a passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.filing.stage import Stage
from forms.frozen import frozen


@frozen
class HandoverWords:
    """The fixed text of the sheet of one kind of desk.

    Attributes:
        title: heading.
        holder: what the holder of the file is.
        people: what the people are.
        columns: headings of the table of years, and how far from its left edge each stands, in points.
        no_years: what stands in the table where there are none.
        steps: what is done when the work is handed over.
    """

    title: str
    holder: str
    people: str
    columns: tuple[tuple[str, float], ...]
    no_years: str
    steps: tuple[str, ...]


_COPY = "一、关闭程序后，复制数据文件本身（或上面的交接副本）和“备份”文件夹到新电脑；不要只复制快捷方式。"
_CHECK = "四、核对：【核对变更记录】显示完整，条数和末条校验值与本单一致；交接副本的 SHA-256 与本单一致。"
_KEYS = (
    "二、复制密钥文件（.p12）和证书文件（.cer.pem）。口令当面口述或密封移交，不写在本单上，不与文件放在一起。"
)
OF_UNIT = HandoverWords(
    title="填报工作交接单",
    holder="单位",
    people="责任人员",
    columns=(("年度", 0.0), ("状态", 70.0), ("版次", 160.0), ("纸质表校验码", 220.0), ("最近变动", 370.0)),
    no_years="还没有填报过任何年度",
    steps=(
        _COPY,
        _KEYS,
        f"三、在新电脑上打开数据文件，名称和位置可以改变；打开后在{Stage.FINALISE.place}改为新的填表人。",
        _CHECK,
        "五、经办人变动时告知统计局；如更换密钥，须重新打印证书登记表并盖章登记。",
    ),
)
OF_OFFICE = HandoverWords(
    title="收件工作交接单",
    holder="统计局",
    people="统计局人员",
    columns=(("年度", 0.0), ("应报", 70.0), ("收下", 140.0), ("待处理", 210.0), ("待报和免报", 290.0)),
    no_years="还没有收到过任何年度的报送包",
    steps=(
        _COPY,
        _KEYS,
        "三、在新电脑上打开数据文件（首页选“统计局接收”，再选这个文件），名称和位置可以改变。",
        _CHECK,
        "五、在【办理】的“人员”里改人员名单；更换密钥的，须把新证书和盖章的公布表发给各单位。",
    ),
)


@frozen
class HandedYear:
    """The state of one year.

    Attributes:
        year: reporting year.
        state: name of its state.
        revision: newest frozen revision, 0 before the first.
        check_code: 校验码 of that revision, empty before the first.
        changed: when its state changed last, as text.
    """

    year: int
    state: str
    revision: int
    check_code: str
    changed: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells of its line."""
        revision = f"第 {self.revision} 版" if self.revision else "—"
        return (str(self.year), self.state, revision, self.check_code or "—", self.changed)


@frozen
class OfficeYear:
    """How many units of a year are how far at the office.

    Attributes:
        year: reporting year.
        expected: how many are to report.
        taken: of how many a revision is taken in.
        waiting: of how many something waits for a person.
        open: of how many nothing came, the excused among them.
    """

    year: int
    expected: int
    taken: int
    waiting: int
    open: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells of its line."""
        return tuple(map(str, (self.year, self.expected, self.taken, self.waiting, self.open)))


@frozen
class HandoverSheet:
    """The content of the sheet.

    Attributes:
        words: which kind of desk it is.
        plan: title and version of the plan.
        unit_name: the unit or the office whose file it is.
        region_code: GB/T 2260 code of its place.
        store_name: name of the data file.
        store_folder: folder in which it lies.
        copy_name: name of the copy that was made for the handover.
        copy_digest: SHA-256 of that copy in groups.
        last_change: when and by whom the file was changed last.
        log_length: rows of the change log.
        log_head: head of the change log in groups.
        backups: where backups lie, how many there are, the newest one.
        certificate: name of the certificate file and its last day; empty where there is no key yet.
        fingerprint: SHA-256 of the certificate in groups; empty where there is no key yet.
        people: role and name.
        years: how far each year is, oldest first.
        printed: date of the sheet.
    """

    words: HandoverWords
    plan: str
    unit_name: str
    region_code: str
    store_name: str
    store_folder: str
    copy_name: str
    copy_digest: str
    last_change: str
    log_length: int
    log_head: str
    backups: str
    certificate: str
    fingerprint: str
    people: Sequence[tuple[str, str]]
    years: Sequence[HandedYear | OfficeYear]
    printed: date
