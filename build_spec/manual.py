"""Write the chapters of the manual that are made from the program: ``python -m build_spec.manual``.

Run it after a rule, a code or a mark was added, and commit ``resources/manual``; a test compares the two.
The pictures are taken by ``python -m build_spec.pictures``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_spec.code_areas import Area, areas
from desktop.models.grid.cell_text import level_mark
from desktop.models.grid.pasted_cells import FATE_MARKS
from desktop.models.grid.pasting import Fate
from desktop.models.grid.roles import Mark
from desktop.models.unit.differing import KINDS
from desktop.models.unit.target_picture import HowItStood
from desktop.models.unit.warnings import warning_mark
from desktop.services.manual.rules_page import rules_page
from forms.findings import Level
from forms.verdict.warning import WarningKind

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "manual"
_CODES = """\
# 提示代码

<!-- 由 python -m build_spec.manual 生成，请勿手改 -->

程序的每一句提示都有代码，固定不变，问人时报它就行。
`E-` 开头的是没有做成、或不成立的；`TB-` 开头的是提醒，或成立的。
审核结果的代码（如 TB-SUM-001）在[审核规则](rules.md)里。
"""
AREAS = {
    "E-ARCHIVE": "以前的报送",
    "E-CELL": "单元格",
    "E-CLOCK": "电脑时间",
    "E-DB": "数据文件和备份",
    "E-DEFINITION": "口径变动",
    "E-DEMO": "演示数据",
    "E-DOC": "Excel 表、打印和邮件",
    "E-ENV": "加密",
    "E-EVIDENCE": "附件",
    "E-EXPLAIN": "原因说明",
    "E-FILE": "文件和文件夹",
    "E-HISTORY": "往年数据表",
    "E-KEY": "密钥、口令和证书",
    "E-KIND": "给错了文件",
    "E-LOG": "变更记录",
    "E-PEOPLE": "责任人员",
    "E-PKG": "报送包的容器和签名",
    "E-PLAN": "规划数据包",
    "E-PRINT": "打印",
    "E-STATE": "这一步现在不能做",
    "E-TASK": "程序内部",
    "E-TEXT": "姓名、备注和说明里的字",
    "E-TIME": "收件时间",
    "E-TRUST": "证书是谁的",
    "E-USAGE": "命令的写法",
    "E-VERIFY": "核验报送包",
    "E-YEAR": "年度",
}
"""Headings, by the first kind of code of an area."""
_MARKS = """\
# 记号是什么意思

<!-- 由 python -m build_spec.manual 生成，请勿手改 -->

颜色之外都有形状和文字，黑白打印也认得出。

## 形状

| 记号 | 在审核结果里 | 在“状态”栏里 | 在预警清单里 | 在导入预览里 |
|---|---|---|---|---|
"""
_MARKS_END = """
左边报表清单上：红叉有须改正的，橙色三角有待说明的，绿勾填全了。一格有几条的，按最要紧的一条画。

## 格子上的记号

![格子上的记号](pictures/light/cells.png)

- **红条**：格子左边红条、右上角红角，须改正。
- **橙角**：右上角橙角，待说明。
- **红波浪线**：红字加波浪线，没有读懂，或没有存上。
- **浅色格**：程序自动计算，不用填。
- **深灰格**：规划没有要求，不用填。
- **统**：归口统计局的数，填统计局给的。
- **调**：专项调查的数，没有举办调查的年份空着。

## “概况”里的记号

{home}
## 两个词

“数少”：发生数太少，一两例的出入就会翻转结论，请看多年合计。“波动大”：本年变化远超往年。两个词怎样算出来，见[达标怎么算](judging.md)。
"""
_SHAPES = {
    Mark.BAD: "红叉",
    Mark.ALARM: "橙色三角",
    Mark.QUIET: "灰圈",
    Mark.DONE: "绿勾",
    Mark.GOOD: "绿点",
}
_IN_STATUS = {
    Mark.BAD: "须改正；到期未达标",
    Mark.ALARM: "待说明；预警、进度偏慢；数少未达标",
    Mark.QUIET: "进行中、无数据、不适用、需人工评估、专项调查未举办",
    Mark.DONE: "已说明",
    Mark.GOOD: "达标；未到期而进度正常",
}
"""What the status column says beside a shape; a mark that is added fails until it has its words here."""
_STANDINGS = {
    HowItStood.MET: "达到目标，没有预警",
    HowItStood.ON_WAY: "还没到期，没有预警，也没有偏慢",
    HowItStood.SLOW: "有进展，速度不到所需的 95%",
    HowItStood.ALARM: "预计达标困难、背离目标、有滑落风险",
    HowItStood.MISSED: "到期没有达到",
    HowItStood.NOTHING: "缺数、不适用或需人工评估",
    HowItStood.BLANK: "还没有填",
}
_KINDS = {
    "口径变动": "含义或统计范围变了，不再与变动前的年份比",
    "新增": "本年开始填",
    "停用": "本年起不再填",
    "改由他处": "改由别的单位填，或由统计局提供",
    "目标变动": "目标的数值或期限变了",
    "改名": "名称变了，含义没变",
    "变动": "其他变动",
    "本年到期": "目标本年要达到",
    "上年预警": "上年列进预警清单",
    "上年无数": "上年没有填，本年要填",
}
_NONE = "—"


def written() -> dict[str, str]:
    """Every generated chapter as it must be committed, by the name of its file."""
    return {"rules.md": rules_page(), "codes.md": codes_page(), "marks.md": marks_page()}


def codes_page() -> str:
    """The chapter of all codes that are no rule's."""
    return _CODES + "".join(part for area in areas() for part in _section(area))


def _section(area: Area) -> Iterator[str]:
    prefixes = dict.fromkeys(code.rpartition("-")[0] for _, code in area.codes)
    yield f"\n## {AREAS[next(iter(prefixes))]}（{'、'.join(prefixes)}）\n\n"
    yield "| 代码 | 含义 | 怎么办 |\n|---|---|---|\n"
    yield from (f"| {code} | {code.meaning} | {code.remedy} |\n" for _, code in area.codes)


def marks_page() -> str:
    """The chapter of all marks."""
    rows = "".join(_mark_row(mark) for mark in _SHAPES)
    return f"{_MARKS}{rows}{_MARKS_END.format(home=_home_rows())}"


def _home_rows() -> str:
    """Two tables: how a target stood, and how a thing differs from last year."""
    standings = "".join(
        f"| ![{one.label}](pictures/light/standing-{one.value.replace('_', '-')}.png) {one.label} |"
        f" {_STANDINGS[one]} |\n"
        for one in HowItStood
    )
    kinds = "".join(
        f"| ![{kind}](pictures/light/kind-{place}.png) {kind} | {_KINDS[kind]} |\n"
        for place, kind in enumerate(KINDS, start=1)
    )
    head = "|---|---|\n"
    return f"| 目标一览 | 意思 |\n{head}{standings}\n| 本年与上年不同 | 意思 |\n{head}{kinds}"


def _mark_row(mark: Mark) -> str:
    findings = [level.label for level in Level if level_mark(level) is mark]
    if mark is Mark.DONE:
        findings.append("已说明")
    warnings = [kind.label for kind in WarningKind if warning_mark(kind) is mark]
    pasted = [fate.label for fate in Fate if FATE_MARKS[fate] is mark]
    shape = f"![{_SHAPES[mark]}](pictures/light/mark-{mark.value}.png) {_SHAPES[mark]}"
    texts = ("、".join(words) or _NONE for words in (findings, [_IN_STATUS[mark]], warnings, pasted))
    return f"| {' | '.join((shape, *texts))} |\n"


def write() -> None:
    """Write every generated chapter."""
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
