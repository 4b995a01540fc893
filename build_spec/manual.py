"""Write the chapters of the manual that are made from the program: ``python -m build_spec.manual``.

Run it after a rule, a code or a mark was added, and commit ``resources/manual``; a test compares the two.
The pictures are taken by ``python -m build_spec.pictures``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_spec.code_areas import Area, areas
from desktop.models.grid.cell_text import level_mark
from desktop.models.grid.roles import Mark
from desktop.models.unit.differing import KIND_MARKS
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
    "E-ASSIGN": "布置任务和期限",
    "E-COLLECT": "汇总全县的一年",
    "E-BASE": "基础数据",
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
    "E-OFFICE": "统计局的数据文件、人员和证书登记",
    "E-RECEIVE": "统计局收件",
    "E-DECIDE": "统计局的决定",
    "E-LETTER": "统计局发来的文件",
    "E-OPEN": "打开统计局来件和答复",
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

颜色之外都有形状和文字，黑白打印也认得出。同一个形状在哪一页都是同一个意思。

| 记号 | 意思 | 见于 |
|---|---|---|
"""
_MARKS_END = """
报表清单上：红叉有须改正的，橙色三角有待说明的，绿勾填全了。一格有几条的，按最要紧的一条画。

## 格子上的记号

![格子上的记号](pictures/light/cells.png)

- **红条**：格子左边红条、右上角红角，须改正。
- **橙角**：右上角橙角，待说明。
- **红波浪线**：红字加波浪线，没有读懂，或没有存上。
- **浅色格**：程序自动计算，不用填。
- **深灰格**：规划没有要求，不用填。
- **统**：归口统计局的数，填统计局给的。
- **调**：专项调查的数，没有举办调查的年份空着。

## 本年与上年怎样不同

{home}
## 两个词

“数少”：发生数太少，一两例的出入就会翻转结论，请看多年合计。“波动大”：本年变化远超往年。两个词怎样算出来，见[达标怎么算](judging.md)。
"""
_PLACES = {
    Mark.GOOD: "“状态”栏",
    Mark.UNDER_WAY: "“状态”栏：进行中、进度正常、走势待定；往年还在填报；统计局“待办”：几个单位一起办的",
    Mark.SLOW: "“状态”栏",
    Mark.ALARM: "“状态”栏：待说明、预警、数少未达标；退回和撤回；统计局“收件”：待处理",
    Mark.BAD: "“状态”栏：须改正、到期未达标；预览：不采用；统计局“收件”：不符、打不开",
    Mark.NOTHING: "“状态”栏：无数据、不适用、需人工评估、没有专项调查、等改正；统计局“收件”：免报、不要求",
    Mark.BLANK: "审核结果和“状态”栏：未填",
    Mark.HINT: "“状态”栏",
    Mark.DONE: "审核结果和“状态”栏：已说明；报表清单：填全了；这一步办完了；统计局“收件”：已验收、相符、现用",
    Mark.TO_COME: "“概况”和“回执”：后面的步骤；统计局“收件”：待报、纸质待核",
    Mark.NEW: "预览：填入空格；统计局“待办”：先要办的",
    Mark.CHANGED: "预览：替换现有的数",
    Mark.UNASKED: "统计局“审核”：格角（小方块）和下面的表",
    Mark.SAME: "预览：不变；统计局收到的文件：留存",
    Mark.DROPPED: "",
    Mark.MOVED: "",
    Mark.DUE: "",
    Mark.ASKED: "格子左上角、“状态”栏和“回执”：统计局的提问还没有答复",
    Mark.HALF: "统计局“收件”：在审、已答复",
    Mark.BACK: "统计局“收件”：已退回",
    Mark.FORK: "统计局“收件”：待选定",
}
"""Where a shape is seen beside the lists that are asked; a mark that is added fails until it stands here."""
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
_BREAK = "\n"


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
    rows = "".join(_mark_row(mark) for mark in Mark)
    kinds = "".join(f"| {_picture(mark)} {kind} | {_KINDS[kind]} |\n" for kind, mark in KIND_MARKS.items())
    return f"{_MARKS}{rows}{_MARKS_END.format(home=f'| 记号 | 意思 |{_BREAK}|---|---|{_BREAK}{kinds}')}"


def _picture(mark: Mark) -> str:
    return f"![{mark.shape}](pictures/light/mark-{mark.value}.png)"


def _mark_row(mark: Mark) -> str:
    listed = {
        "审核结果": [level.label for level in Level if level_mark(level) is mark],
        "预警清单": [kind.label for kind in WarningKind if warning_mark(kind) is mark],
        "目标一览": [one.label for one in HowItStood if one.mark is mark],
        "概况“本年要留意”": [kind for kind, its in KIND_MARKS.items() if its is mark],
    }
    seen = [f"{place}：{'、'.join(words)}" for place, words in listed.items() if words]
    told = "；".join(filter(None, (_PLACES[mark], *seen)))
    return f"| {_picture(mark)} {mark.shape} | {mark.meaning} | {told} |\n"


def write() -> None:
    """Write every generated chapter."""
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
