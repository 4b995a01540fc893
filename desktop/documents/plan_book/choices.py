"""The words among which a cell of the plan workbook is chosen, beside the values of the pack."""

from __future__ import annotations

from desktop.documents.plan_book.columns import choice

PERIOD = choice(
    {
        "calendar": "日历年度",
        "health": "妇幼卫生年度",
        "school": "学年",
        "year_end": "年末时点",
        "survey": "调查时点",
    }
)
BETTER = choice({"higher": "越高越好", "lower": "越低越好", "zero": "差距越小越好"})
BASIS = choice({"complete_count": "全面统计", "event_rate": "事件发生率", "survey": "抽样调查"})
SECTION = choice({"goal": "主要目标", "strategy": "策略措施"})
TARGET_KIND = choice(
    {"quantitative": "定量", "directional": "方向", "balance": "均衡", "qualitative": "定性"}
)
OP = choice(
    {
        ">=": "不低于",
        "<=": "不高于",
        "=": "等于",
        "~": "左右",
        "relative_increase": "比基年提高",
        "exists": "有（至少）",
        "increase": "提高",
        "decrease": "降低",
        "balanced": "均衡",
    }
)
TIER = choice({"floor": "底线", "aspiration": "力争"})
COMPARISON_WORDS = {"gap": "取差距", "least": "取最小"}
COMPARISON = choice(COMPARISON_WORDS)
MEASURE = choice({"relative": "百分比", "points": "百分点"})
RELATION = choice(
    {"sum": "相加", "chain": "依次不小于", "equal": "相等", "together": "同填同空", "exclusive": "互斥"}
)
HEADLINE = choice({"monitorable": "可监测口径", "all": "全部口径"})
_LEVELS = {"mandatory": "强制", "query": "核实", "advisory": "提示"}
LEVEL = choice(_LEVELS)
LEVEL_OR_OFF = choice({**_LEVELS, "off": "停用"})
