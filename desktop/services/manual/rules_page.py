"""The list of all rules of the checks, generated from the program, so that it cannot become stale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from forms.findings import RULES, Level, Rule
from forms.findings.finding import Trait

_FAMILIES = {
    "CELL": "一格一格地看",
    "SUM": "合计",
    "PART": "其中项和分项",
    "CHAIN": "前后环节",
    "PAIR": "应同时有、不应同时有、应相等的数",
    "RATE": "算出来的比例",
    "FILL": "有没有填全",
    "ORIGIN": "数的来历",
    "YEAR": "与上年相比",
    "TARGET": "与规划目标相比",
    "SLIP": "疑似笔误",
    "CHECK": "程序没能做成的审核",
}
_REMEDIES = {
    Level.MANDATORY: "改正。",
    Level.QUERY: "改正；确实无误的，说明原因。",
    Level.ADVISORY: "看一眼，不用处理。",
}
_INTRODUCTION = """\
# 审核规则

<!-- 由 tianbao rules 生成，请勿手改 -->

程序对每一格、每个合计、每个比例和每个目标逐条审核。每条规则有固定代码，代码不会换给别的规则。

- **强制**：改正以后才能定稿。
- **核实**：改正，或者写明原因，才能定稿。数值一改，原来的说明失效。
- **提示**：只是提醒，不影响定稿。

规划数据包可以把某条规则调高、调低或关闭（{fixed} 除外，它们报告没做成的审核）；
某一组数的审核关系也可以自带级别。缺数的地方不审核，空格从不当作 0。
"""


def remedy(rule: Rule) -> str:
    """What a clerk does about a finding of a rule."""
    return rule.remedy or _REMEDIES[rule.level]


def rules_page() -> str:
    """The list of all rules in Markdown: the page of the manual, as it must be committed."""
    fixed = "、".join(rule.code for rule in RULES if Trait.FIXED in rule.traits)
    return f"{_INTRODUCTION.format(fixed=fixed)}{''.join(_families())}"


def _families() -> Iterator[str]:
    for family, rules in groupby(RULES, key=lambda rule: rule.code.split("-")[1]):
        yield f"\n## {_FAMILIES[family]}\n\n| 代码 | 级别 | 名称 | 查什么 | 怎么办 |\n|---|---|---|---|---|\n"
        for rule in rules:
            yield f"| {rule.code} | {rule.level.label} | {rule.title} | {rule.meaning} | {remedy(rule)} |\n"
