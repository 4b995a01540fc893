"""The sheets of the plan workbook: one for each kind of record, one record per row."""

from __future__ import annotations

from typing import Any

from desktop.documents.plan_book import choices
from desktop.documents.plan_book.columns import (
    AID,
    BREAKDOWN,
    BREAKDOWNS,
    CODES,
    DUTIES,
    INTEGER,
    LINES,
    MISSING,
    NUMBER,
    PRESENT,
    TERMS,
    TEXT,
    YES_NO,
    ColumnKind,
    Document,
    Naming,
    SheetColumn,
    write_duties,
    write_terms,
)
from forms.frozen import frozen

FORMAT = "tianbao-plan-workbook/1"
META_SHEET = "_tianbao"
HELP_SHEET = "填写说明"
AID_SUFFIX = "（对照）"
OWN_REMARK = "*"
"""A column whose head begins so is the author's own and is not read."""
OWN_SHEET = ("#", "＃", "*")
"""A sheet whose name begins so is the author's own; Excel forbids the last one in a sheet's name."""
HELP_MARK = "说明："
"""The row below the heads that explains them begins so."""
SINGLE_HEADS = ("项目", "填写", "说明")
"""Heads of a sheet that holds one record, a line for each field."""
HEAD_ROW, HELP_ROW, FIRST_ROW = 1, 2, 3
"""Rows of a sheet, counted from 1; our own choice, told on the first sheet of the workbook."""
MAX_ROWS = 3000
"""Rows of one sheet; the longest sheet of a bundled pack (the rows of the forms of 大连) has 406. Chosen by
us."""


@frozen
class Sheet:
    """One sheet.

    Attributes:
        title: name of the sheet.
        path: where its records stand in the pack, e.g. ``forms.rows``.
        about: what the sheet is for.
        columns: its columns; its lines where ``single``.
        single: whether it holds one record, a line for each field.
        is_added: whether workbooks of older programs lack it; it is then as if it had no records.
    """

    title: str
    path: str
    about: str
    columns: tuple[SheetColumn, ...]
    single: bool = False
    is_added: bool = False


def _field(title: str, path: str, help_: str, kind: ColumnKind = TEXT, **more: Any) -> SheetColumn:
    return SheetColumn(title=title, path=path, kind=kind, help=help_, **more)


def _must(title: str, path: str, help_: str, kind: ColumnKind = TEXT, **more: Any) -> SheetColumn:
    return SheetColumn(title=title, path=path, kind=kind, help=help_, blank=MISSING, **more)


def _name_of(title: str, kind: str, path: str) -> SheetColumn:
    def show(record: Document, names: Naming) -> str:
        value = record.get(path)
        return names.all_of(kind, value) if isinstance(value, list) else names.of(kind, value)

    return SheetColumn(
        title=f"{title}{AID_SUFFIX}", path="", kind=AID, help="自动写出，不读取", aid=show, width=26
    )


def _formula_in_words(record: Document, names: Naming) -> str:
    formula = record["formula"]

    def name(code: str) -> str:
        return names.of("items", code) or code

    above, below = (write_terms(formula[part], name) for part in ("numerator", "denominator"))
    words = f"({above}) ÷ ({below})" if below else above
    words = f"({words}) × {formula['multiplier']}" if formula["multiplier"] != 1 else words
    if (years := formula.get("years", 1)) != 1:
        words = f"{words}，{years} 年合计"
    compare = formula.get("compare")
    return words if compare is None else f"{words}，各组{choices.COMPARISON_WORDS[compare]}"


_CODE_HELP = "小写字母、数字和连字符；定了就不要再改，各规划同一数据用同一代码"
_OWNER = (
    _field("责任单位", "owner", "默认由哪个单位填报，填单位代码", refers="units"),
    _name_of("责任单位", "units", "owner"),
)
_DOMAIN = (
    _must("领域", "domain", "发展领域的编号", INTEGER, refers="domains", width=8),
    _name_of("领域", "domains", "domain"),
)
_INDICATOR = (
    _must("指标", "indicator", "监测指标代码", refers="indicators", width=30),
    _name_of("指标", "indicators", "indicator"),
)

_DUTIES = (
    _field("责任单位", "units", "单位代码，用顿号隔开，牵头的注明：health（牵头）、education",
           DUTIES, refers="units", width=40, is_added=True),
    SheetColumn(
        title=f"责任单位{AID_SUFFIX}", path="", kind=AID, help="自动写出，不读取", width=50,
        aid=lambda record, names: write_duties(
            record.get("units", ()), lambda code: names.of("units", code) or code
        ),
    ),
    _field("原文", "text", "规划原文，由本地填写；可以空着", width=60, is_added=True),
)  # fmt: skip

_COVER = Sheet(
    title="规划", path="", about="规划本身：名称、地区、起止年份、版本和收表单位。",
    columns=(
        _must("规划代号", "id", "小写字母、数字和连字符，如 wanghua；用作文件名"),
        _must("规划名称", "title", "印在表头的全称"),
        _must("地区名称", "place", "县、区或市的名称"),
        _must("行政区划代码", "region_code", "GB/T 2260，6 位数字"),
        _must("规划起始年", "period[0]", "如 2021", INTEGER),
        _must("规划结束年", "period[1]", "如 2030", INTEGER),
        _must("数据包版本", "version", "如 2026.1；每次修改后换一个新版本号"),
        _field("发布单位", "publisher", "谁印发规划；不确定就空着", blank=None),
        _must("收表单位", "office", "谁接收报送，如 望花区统计局"),
        _field("报送截止日", "deadline", "次年的月和日，如 04-30；没有规定就空着"),
        _field("责任单位确认人", "owners_confirmed.by", "谁确认了全部责任单位；没有就空着", is_added=True),
        _field("责任单位确认日", "owners_confirmed.date", "如 2026-11-29；没有就空着", is_added=True),
    ),
    single=True,
)  # fmt: skip
_DOMAINS = Sheet(
    title="发展领域", path="domains", about="规划的各个发展领域，按原文编号。",
    columns=(
        _must("编号", "no", "1 到 10", INTEGER, width=8),
        _must("领域名称", "title", "按原文", width=40),
    ),
)  # fmt: skip
_GOALS = Sheet(
    title="主要目标", path="domains.goals",
    about="每个领域的主要目标，编号按原文（可以跳号），名称用自己的短标题。",
    columns=(
        *_DOMAIN,
        _must("编号", "no", "原文的目标编号", INTEGER, width=8),
        _must("目标短标题", "title", "自己拟的短标题，不抄原文", width=50),
        *_DUTIES,
    ),
)  # fmt: skip
_STRATEGIES = Sheet(
    title="策略措施", path="strategies", about="每个领域的策略措施，编号按原文，名称用自己的短标题。",
    columns=(
        *_DOMAIN,
        _must("编号", "no", "原文的措施编号", INTEGER, width=8),
        _must("措施短标题", "title", "自己拟的短标题", width=50),
        *_DUTIES,
    ),
)  # fmt: skip
_UNITS = Sheet(
    title="责任单位", path="units", about="填报单位。同一职责的单位在各规划里用同一代码。",
    columns=(
        _must("单位代码", "code", _CODE_HELP, width=24),
        _must("单位名称", "name", "单位之间的叫法，如 县教育局", width=30),
        _field("单位全称", "full_name", "与印章相同，印在表上，如 柳河县教育局", width=40, is_added=True),
    ),
)  # fmt: skip
_AREAS = Sheet(
    title="下级地区", path="areas", about="分地区报送的规划（如市的规划）才填：各区县的代码和名称。",
    columns=(
        _must("地区代码", "code", "GB/T 2260，6 位数字"),
        _must("地区名称", "name", "印在栏头，如 中山区", width=24),
    ),
)  # fmt: skip
_ITEMS = Sheet(
    title="基础数据", path="items",
    about="要填的数：人数、户数、次数，或调查直接得出的比率；可能为负的差距、增减由指标公式相减得出。",
    columns=(
        _must("数据代码", "code", _CODE_HELP, width=34),
        _must("名称", "name", "印在表上的名称", width=34),
        _must("计量单位", "unit", "人、户、%、1/10万 ……"),
        _field("口径", "definition", "算谁、不算谁", blank="", width=50),
        _field("来源", "source", "取自哪张统计报表或登记", blank="", width=34),
        *_OWNER,
        _field("小数位数", "decimals", "0 表示整数", INTEGER),
        _field("分组", "breakdown", "合计以外还要分的组，用顿号隔开：女、男、城市、农村", BREAKDOWNS),
        _field("统计期间", "period", "数字说的是哪一段时间", choices.PERIOD, width=18),
        _field("可以为零", "zero_plausible", "填“否”的，填 0 时要核实（如活产数）", YES_NO),
        _field("最大值", "maximum", "不可能超过的值，如百分比的 100；没有就空着", NUMBER),
        _field("敏感", "sensitive", "数小时能猜到是谁的，填“是”", YES_NO),
        _field("与它相同", "same_as", "别的单位报的同一个数，写它的数据代码", refers="items", width=30,
               is_added=True),
        _field("属于", "part_of", "别的单位报的数，这是它的一部分，写它的数据代码", refers="items", width=30,
               is_added=True),
    ),
)  # fmt: skip
_INDICATOR_COLUMNS = (
    _must("指标代码", "code", _CODE_HELP, width=34),
    _must("名称", "name", "印在表上的名称", width=34),
    _must("计量单位", "unit", "%、‰、1/10万、岁 ……"),
    _field("定义", "definition", "指标的含义", blank="", width=50),
    _field("来源", "source", "取自哪里", blank="", width=34),
    _field("公式说明", "formula.text", "用文字写的公式，印在表注里", blank="", width=40),
    _must("分子", "formula.numerator", "基础数据代码，用“ + ”“ - ”连接，组写在方括号里：members[女]",
          TERMS, refers="items", width=40),
    _field("分母", "formula.denominator", "同上；直接取数的指标空着", TERMS, refers="items", width=40),
    _field("倍数", "formula.multiplier", "百分比填 100，每 10 万填 100000，直接取数填 1", NUMBER),
    _field("合计年数", "formula.years", "先把几个年度的数合计再计算：近五年填 5，只用本年填 1", INTEGER,
           is_added=True),
    _field("分组比较", "formula.compare", "先对每个分组分别计算，再取各组的差距或最小值", choices.COMPARISON,
           is_added=True),
    _field("比较的分组", "formula.parts", "用顿号隔开：城市、农村；不比较的空着", BREAKDOWNS, is_added=True),
    SheetColumn(
        title=f"公式{AID_SUFFIX}", path="", kind=AID, help="自动写出，不读取",
        aid=_formula_in_words, width=50,
    ),
    *_OWNER,
    _field("单位为默认", "owner_is_default", "责任单位是我们预设、还没有确认的，填“是”", YES_NO),
    _field("分组", "breakdown", "合计以外还要看的组，用顿号隔开", BREAKDOWNS),
    _field("小数位数", "decimals", "印到几位小数", INTEGER),
    _field("好的方向", "better", "越高越好、越低越好，还是两方的差距越小越好；都不是就空着", choices.BETTER),
    _field("可超100", "may_exceed_100", "毛入学率等可以超过 100% 的，填“是”", YES_NO),
    _field("数据性质", "basis", "全面统计、事件发生率还是抽样调查", choices.BASIS),
    _field("随换届变", "election", "只在换届时才变的，填“是”", YES_NO),
    _field("统计期间", "period", "数字说的是哪一段时间", choices.PERIOD, width=18),
    _field("替代指标", "proxy_for", "它替代的那个缺数指标的代码", refers="indicators", width=30),
    _name_of("替代指标", "indicators", "proxy_for"),
    _field("替代理由", "proxy_reason", "为什么缺数，它又能说明什么", width=40),
    _field("缺项专项调查", "special_survey", "没有部门有数、要专门调查的，填“是”", PRESENT),
    _field("调查样本量", "special_survey.sample_size", "计划的样本人数", INTEGER),
    _field("调查时间", "special_survey.date", "年或年月，如 2025-11"),
    _field("调查方法", "special_survey.method", "怎样询问或测量", width=34),
    _field("抽样方法", "special_survey.sampling", "怎样抽出被调查的人", width=34, is_added=True),
    _field("误差要求", "special_survey.error", "结果的误差怎样说明", width=34, is_added=True),
    _field("样本量数据", "sample_item", "填样本量的基础数据代码", refers="items", width=30),
    _field("备注", "note", "印在表注里", width=40),
)  # fmt: skip
_INDICATORS = Sheet(
    title="监测指标", path="indicators",
    about="要评价的指标和它的公式：(分子 ÷ 分母) × 倍数；没有分母就直接取分子。",
    columns=_INDICATOR_COLUMNS,
)  # fmt: skip
_COUNTY_INDICATORS = Sheet(
    title="全县指标", path="county_indicators",
    about="要用几个单位的数才能算的指标，由统计局汇总时计算，不在单位的报表上。公式写法同《监测指标》。",
    columns=_INDICATOR_COLUMNS, is_added=True,
)  # fmt: skip
_TARGETS = Sheet(
    title="规划目标", path="targets",
    about="一行一条目标：一个数、一个年份、一种病、一类机构。两个年份写两行。",
    columns=(
        _must("出处", "section", "主要目标还是策略措施", choices.SECTION),
        *_DOMAIN,
        _must("条目", "item", "目标或措施的编号", INTEGER, width=8),
        _must("类型", "kind", "定量、方向、均衡或定性（没有统计数）", choices.TARGET_KIND),
        _field("要求", "op", "与目标值的关系；定性目标空着", choices.OP, blank=None),
        _field("目标值", "value", "只填数字，不带单位", NUMBER, blank=None),
        _field("计量单位", "unit", "与指标的计量单位相同", blank=None),
        _field("目标年", "year", "空着表示整个规划期，按结束年评价", INTEGER, blank=None),
        _field("层级", "tier", "同一指标有底线和力争两个数时填", choices.TIER),
        _field("参照年份", "reference.year", "“在某年基础上提高”的基年", INTEGER),
        _field("参照口径", "reference.measure", "提高的是百分比还是百分点", choices.MEASURE),
        _field("参照指标", "reference.indicator", "“不低于另一指标”时，那个指标的代码",
               refers="indicators", width=30),
        _field("保持", "hold", "“保持”“稳定在”填“是”，每年都评价", YES_NO),
        _field("阶数", "order", "“上升趋势减缓”填 2，其他填 1", INTEGER),
        _field("分组", "breakdown", "只对某一组的目标，如 女、农村；空着是合计", BREAKDOWN),
        _field("对象", "bodies", "逐个都要达到的机构，一行写一个", LINES, width=26),
        _field("指标", "indicator", "用哪个指标评价；没有就在备注写怎么评价", refers="indicators", width=30),
        _name_of("指标", "indicators", "indicator"),
        _field("备注", "note", "原文没有说清、怎样评价等", width=50),
        _field("替代对象", "proxy.stands_for", "指标只是替代，规划要求的是什么；不是替代就空着",
               width=30, is_added=True),
        _field("替代理由", "proxy.reason", "要求的为什么没有数，这个指标说明什么", width=50, is_added=True),
        _field("无标准原词", "words", "均衡类目标没有标准的，写原文几个字，如 合理比例；由人评价",
               is_added=True),
    ),
)  # fmt: skip
_FORMS = Sheet(
    title="报表", path="forms", about="一个单位填的一张表。表号等官方标识没有批准就空着，绝不自拟。",
    columns=(
        _must("报表代码", "code", _CODE_HELP, width=30),
        _must("表名", "title", "印在表头", width=34),
        _must("填报单位", "unit", "单位代码", refers="units", width=24),
        _name_of("填报单位", "units", "unit"),
        *_DOMAIN,
        _field("栏", "columns", "第一栏是合计，其后是各组：合计、城市、农村", BREAKDOWNS, width=24),
        _field("统计期间", "period", "数字说的是哪一段时间", choices.PERIOD, width=18),
        _field("表号", "table_no", "批准的表号；没有就空着"),
        _field("制定机关", "issuer", "没有就空着"),
        _field("文号", "approval_no", "没有就空着"),
        _field("有效期至", "valid_until", "没有就空着"),
        _field("表注", "notes", "统计范围等，一条写一行（格内换行）；审核关系由程序写出", LINES, width=70),
    ),
)  # fmt: skip
_ROWS = Sheet(
    title="报表行", path="forms.rows", about="每张表的行，按印出的次序。每行要么是基础数据，要么是指标。",
    columns=(
        _must("报表", "form", "报表代码", refers="forms", width=30),
        _name_of("报表", "forms", "form"),
        _must("行代码", "code", "01、02、07.1 ……（文本格式）", width=10),
        _field("基础数据", "item", "要填的数", refers="items", width=34),
        _name_of("基础数据", "items", "item"),
        _field("指标", "indicator", "自动计算的指标", refers="indicators", width=34),
        _name_of("指标", "indicators", "indicator"),
        _field("其中", "part_of", "“其中”行填它所属的行代码", width=10),
        _field("表上名称", "label", "与名称不同时才填", width=26),
    ),
)  # fmt: skip
_RELATIONS = Sheet(
    title="审核关系", path="relations", about="基础数据之间必须满足的关系。",
    columns=(
        _must("关系", "kind", "相加：第一个等于其余之和；依次不小于：前不小于后", choices.RELATION, width=16),
        _must("基础数据", "items", "代码，用顿号隔开，次序有意义", CODES, refers="items", width=60),
        _name_of("基础数据", "items", "items"),
        _field("级别", "enforcement", "强制：不满足不能定稿；核实：要说明原因", choices.LEVEL),
        _field("备注", "note", "印在表注里", width=40),
    ),
)  # fmt: skip
_HISTORY = Sheet(
    title="历史数据", path="history", about="规划本身或其前言写明的往年数。",
    columns=(
        *_INDICATOR,
        _must("年份", "year", "如 2020", INTEGER),
        _must("数值", "value", "只填数字", NUMBER),
        _must("出处", "source", "如 规划前言", width=34),
        _field("分组", "breakdown", "空着是合计", BREAKDOWN),
    ),
)  # fmt: skip
_PARAMETERS = Sheet(
    title="参数", path="parameters", about="审核和评价用的数。改动要在“假设”里说明。空着就用默认值。",
    columns=(
        _field("基年", "baseline_year", "规划没有写明时，方向性目标与哪一年比", INTEGER),
        _field("左右的容差", "about_tolerance", "“左右”允许差多少，占目标值的比重，如 0.05", NUMBER),
        _field("均衡的容差", "balance_tolerance", "离均等允许差多少，比重", NUMBER),
        _field("基本达标的幅度", "nearly_met_margin", "差多少以内说“基本达标”，比重；空着不用", NUMBER),
        _field(
            "基本达标算达标", "nearly_met_counts", "填“是”的，达标率里基本达标算达标", YES_NO, is_added=True
        ),
        _field("达标率口径", "headline_rate", "哪个达标率在前，另一个并列", choices.HEADLINE, is_added=True),
        _field("数量变动", "count_change", "比上年变动超过多少要说明原因，比重，如 0.2", NUMBER),
        _field("比率变动", "rate_change", "百分比比上年变动超过几个百分点要说明", NUMBER),
    ),
    single=True,
)  # fmt: skip
_ENFORCEMENT = Sheet(
    title="审核级别", path="parameters.enforcement", about="改变个别审核规则的级别；不改的不写。",
    columns=(
        _must("规则代码", "code", "如 TB-YEAR-001", width=18),
        _must("级别", "level", "强制、核实、提示或停用", choices.LEVEL_OR_OFF),
    ),
)  # fmt: skip
_ASSUMPTIONS = Sheet(
    title="假设", path="assumptions",
    about="规划原文没有说清、由我们暂定的事，须经主管单位确认。缺口也在这里说明。",
    columns=(
        _must("代码", "code", _CODE_HELP, width=26),
        _must("我们怎样处理", "text", "一句话", width=60),
        _must("为什么", "reason", "一句话", width=60),
        _field("指标", "indicator", "说的是哪个指标", refers="indicators", width=30),
        _name_of("指标", "indicators", "indicator"),
        _field("领域", "domain", "说的是哪条主要目标：领域编号", INTEGER, refers="domains", width=8),
        _field("目标", "goal", "和目标编号", INTEGER, width=8),
        _field("单位", "unit", "说的是哪个单位", refers="units", width=20),
    ),
)  # fmt: skip

SHEETS = (
    _COVER,
    _DOMAINS,
    _GOALS,
    _STRATEGIES,
    _UNITS,
    _AREAS,
    _ITEMS,
    _INDICATORS,
    _COUNTY_INDICATORS,
    _TARGETS,
    _FORMS,
    _ROWS,
    _RELATIONS,
    _HISTORY,
    _PARAMETERS,
    _ENFORCEMENT,
    _ASSUMPTIONS,
)
