"""Levels of rules that a plan gives in vain: to no rule, or to one that tells what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.findings import RULES, Trait
from forms.frozen import frozen
from forms.plan.pack import Plan

_OFF = "off"


def hides_verdicts(plan: Plan) -> bool:
    """Whether no rule asks about the plan's targets any more, so that a missed one needs no explanation.

    Nor is a verdict then reported in which the program failed: the rules report it.
    """
    levels = plan.parameters.enforcement
    judged = any(target.op is not None for target in plan.targets)
    return judged and all(levels.get(rule.code) == _OFF for rule in RULES if Trait.VERDICT in rule.traits)


@frozen
class LevelMistake:
    """One level that has no effect.

    Attributes:
        code: stable code ``TB-PLAN-nnn``.
        rule: code of the rule as the plan writes it.
        message: why it has none, in Chinese.
        mend: how to mend it.
    """

    code: ErrorCode
    rule: str
    message: str
    mend: str


def mistakes(plan: Plan) -> Iterator[LevelMistake]:
    """Each such level, in the order of the rules' codes."""
    rules = {rule.code: rule for rule in RULES}
    for code in sorted(plan.parameters.enforcement):
        if code not in rules:
            what = "程序没有这条审核规则，改它的级别不起作用"
            yield LevelMistake(PlanCode.RULE_UNKNOWN, code, what, "照手册里的《审核规则》改正代码")
        elif Trait.FIXED in rules[code].traits:
            what = "这条规则报告哪些审核没能做成，不能关闭也不能改级别，否则没做成的审核会被当作通过"
            yield LevelMistake(PlanCode.RULE_FIXED, code, what, "从“审核级别”里删去这一条")
