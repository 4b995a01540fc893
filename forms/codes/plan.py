"""E-PLAN: mistakes in a plan pack, its workbook, its approval; TB-PLAN: what its check remarks."""

from __future__ import annotations

from forms.codes.code import ErrorCode

_DEFINE = "先定义它，或改正代码"


class PlanCode:
    """The pack as a whole, its records one by one, files and versions, and the findings of ``plan check``."""

    UNSOUND = ErrorCode("E-PLAN-001", "规划数据包有错误，没有载入", "按列出的各处改正后重新编译")
    WRONG_TYPE = ErrorCode("E-PLAN-002", "这一项的写法不对（数、文字、列表或选项）", "照提示的写法改正")
    MISSING = ErrorCode("E-PLAN-003", "缺少必填的一项", "补上")
    UNKNOWN_FIELD = ErrorCode("E-PLAN-004", "有程序不认识的一项", "核对拼写；不需要的删去")
    IDENTITY = ErrorCode("E-PLAN-005", "规划的代号或版本写法不对", "照提示改正代号或版本")
    MORE_MISTAKES = ErrorCode("E-PLAN-006", "错误太多，没有全部列出", "改正列出的，再检查一次")
    REGION = ErrorCode("E-PLAN-010", "行政区划代码不是 6 位数字", "按 GB/T 2260 填 6 位代码")
    PERIOD = ErrorCode(
        "E-PLAN-011", "规划期写得不对", "写成四位数的年份，起始年早于结束年", fields=("period[0]",)
    )
    DEADLINE = ErrorCode("E-PLAN-012", "报送截止日写得不对", "写成每年都有的 MM-DD，如 04-30")
    CODE_SPELLING = ErrorCode("E-PLAN-013", "代码的写法不对", "只用小写字母、数字和连字符")
    CODE_REPEATED = ErrorCode("E-PLAN-014", "代码出现了两次", "每个代码只留一个", fields=("code",))
    NUMBER_REPEATED = ErrorCode(
        "E-PLAN-015", "领域、主要目标或策略措施的编号出现了两次", "核对编号，只留一个", fields=("no",)
    )
    BREAKDOWN = ErrorCode(
        "E-PLAN-016",
        "分组不认识，或不是规定的写法",
        "照提示写出分组",
        fields=("columns", "breakdown", "formula.numerator"),
    )
    DECIMALS = ErrorCode("E-PLAN-017", "小数位数超出范围", "照提示填小数位数")
    DOMAIN_NUMBER = ErrorCode("E-PLAN-018", "发展领域的编号不在 1 到 10 之间", "改正编号", fields=("no",))
    TEXT = ErrorCode("E-PLAN-019", "文字是空的、太长，或有不能用的字符", "照提示改写；没有就不填")
    FORMULA_EMPTY = ErrorCode("E-PLAN-020", "公式没有分子", "写上分子", fields=("formula.numerator",))
    UNDEFINED = ErrorCode(
        "E-PLAN-021",
        "用到的基础数据或指标没有定义",
        _DEFINE,
        fields=("indicator", "reference.indicator", "items"),
    )
    SIGN = ErrorCode("E-PLAN-022", "公式各项的符号不是 1 或 -1", "改成 1 或 -1")
    BASIS = ErrorCode("E-PLAN-023", "计算的发生率没有分母", "补上分母，才能判断数少不少", fields=("basis",))
    UNIT_UNDEFINED = ErrorCode("E-PLAN-024", "单位没有定义", _DEFINE, fields=("unit", "owner"))
    SHADOWED_ITEM = ErrorCode(
        "E-PLAN-025",
        "与基础数据同代码的指标另有算法",
        "直接取这一数据，或换一个代码",
        fields=("formula.numerator",),
    )
    PROXY_CIRCLE = ErrorCode("E-PLAN-026", "替代关系绕了一圈", "指明真正缺数的那个指标")
    PROXY_OR_SURVEY = ErrorCode(
        "E-PLAN-027", "替代理由或缺项专项调查写得不全", "照提示补上指标、样本量或时间"
    )
    COMPARISON = ErrorCode(
        "E-PLAN-028",
        "公式要比较的分组或合计的年数写得不对",
        "照提示改正",
        fields=("formula.parts", "formula.compare", "formula.years"),
    )
    AGE_BANDS = ErrorCode(
        "E-PLAN-029",
        "年龄组有重叠，或没有从小到大排",
        "改成首尾相接、从小到大的年龄组",
        fields=("breakdown", "columns"),
    )
    PLACE_IN_PLAN = ErrorCode(
        "E-PLAN-030",
        "规划里没有这个领域、目标或措施",
        "核对出处，领域和目标要一起填",
        fields=("item", "domain"),
    )
    TARGET_YEAR = ErrorCode("E-PLAN-031", "目标年不在规划期内", "改正目标年", fields=("year",))
    OPERATOR = ErrorCode("E-PLAN-032", "目标的要求（op）与它的种类不配", "照提示改正", fields=("op",))
    TARGET_VALUE = ErrorCode(
        "E-PLAN-033", "数值目标没有目标值，或目标值和参照都写了", "二者取一", fields=("value",)
    )
    MEASURE = ErrorCode(
        "E-PLAN-034",
        "“在某年基础上提高”没有写明基年和口径，或参照的写法不对",
        "写明基年，口径是 relative 或 points",
        fields=("reference.measure",),
    )
    ORDER = ErrorCode(
        "E-PLAN-035", "order 写得不对", "只能是 1 或 2；2 的要求只能是 decrease", fields=("order",)
    )
    OWN_REFERENCE = ErrorCode(
        "E-PLAN-036", "目标参照了它自己的指标", "改为别的指标", fields=("reference.indicator",)
    )
    DUTY = ErrorCode(
        "E-PLAN-037", "牵头、参加单位写得不对", "每个单位只写一次，照提示改正", fields=("units",)
    )
    FULL_NAME = ErrorCode(
        "E-PLAN-038", "单位全称写得不对", "按印章写全称，每个单位各不相同", fields=("full_name",)
    )
    CONFIRMED = ErrorCode("E-PLAN-039", "责任单位的确认写得不对", "写明谁在哪一天确认，日期如 2026-11-29")
    FORM_EMPTY = ErrorCode("E-PLAN-040", "报表没有行", "加上行，或删去报表")
    ROW_CODE = ErrorCode("E-PLAN-041", "行代码的写法不对", "写成 01、02、07.1 这样的数字", fields=("code",))
    ROW_CONTENT = ErrorCode(
        "E-PLAN-042", "一行既是基础数据又是指标，或两样都不是", "二者取一", fields=("item",)
    )
    PART_BEFORE_WHOLE = ErrorCode(
        "E-PLAN-043", "“其中”行排在它所属的行前面", "把所属的行排在前面", fields=("part_of",)
    )
    COLUMNS = ErrorCode(
        "E-PLAN-044", "报表的第一栏不是合计，或各栏有重复", "第一栏写合计，各栏只写一次", fields=("columns",)
    )
    RELATION = ErrorCode(
        "E-PLAN-050", "审核关系涉及的数据太少", "补上数据，或删去这条关系", fields=("items",)
    )
    PAIR = ErrorCode(
        "E-PLAN-058",
        "“与它相同”或“属于”写的不是另一项计量单位相同的数据",
        "改写另一项的代码，或空着",
        fields=("same_as", "part_of"),
    )
    LEVEL = ErrorCode("E-PLAN-051", "审核级别写得不对", "照提示写级别", fields=("enforcement", "level"))
    KNOWN_REPEATED = ErrorCode("E-PLAN-052", "同一指标同一年的已知数出现了两次", "只留一个", fields=("year",))
    KNOWN_YEAR = ErrorCode("E-PLAN-053", "已知数的年份写得不对", "写成四位数，如 2020")
    NO_SUCH_PLAN = ErrorCode("E-PLAN-060", "没有这个名字的规划", "从提示的规划里选，或用 --plan 给出数据包")
    TOO_LARGE = ErrorCode(
        "E-PLAN-061", "规划数据包太大，或者选错了文件", "选对文件；自己编制的，缩短口径等文字"
    )
    UNREADABLE = ErrorCode("E-PLAN-062", "文件不完整，或不是规划数据包", "请规划办公室重发")
    NO_SUCH_UNIT = ErrorCode("E-PLAN-063", "规划里没有这个单位", "从提示的单位里选")
    CONTAINER_BAD = ErrorCode("E-PLAN-064", "签名的数据包损坏", "请规划办公室重发原文件")
    DIGESTS_BAD = ErrorCode("E-PLAN-065", "签名的数据包内容被改动过", "请规划办公室重发原文件")
    SIGNATURE_BAD = ErrorCode("E-PLAN-066", "数据包的签名不成立", "请规划办公室重发原文件")
    SIGNER_BAD = ErrorCode("E-PLAN-067", "数据包的签名证书不能用", "请规划办公室核对证书后重发")
    NOT_COMPILED = ErrorCode("E-PLAN-068", "这是规划工作簿，还没有编译", "先用 tianbao plan compile 编译")
    SHEET_MISSING = ErrorCode("E-PLAN-070", "规划工作簿缺少一张工作表", "从写出的工作簿里补上")
    HEAD_UNKNOWN = ErrorCode(
        "E-PLAN-071",
        "规划工作簿里有不认识或缺少的工作表、栏、项",
        "改正名字；自己的栏以 *、工作表以 # 开头",
    )
    HEAD_UNUSABLE = ErrorCode("E-PLAN-072", "栏名重复、没有栏名，或内容写在说明行里", "照提示移动或清空")
    FORMULA_IN_CELL = ErrorCode("E-PLAN-073", "格子里是公式", "改成公式算出的值（选择性粘贴—数值）")
    TOO_MANY_ROWS = ErrorCode("E-PLAN-074", "工作表的行太多，后面的没有读取", "删去多余的行")
    CELL_CONVERTED = ErrorCode("E-PLAN-077", "格子被 Excel 变成了日期或错误值", "把格式改为“文本”后重新填写")
    MISTAKES_CUT = ErrorCode("E-PLAN-078", "工作簿的错误太多，没有全部列出", "改正列出的，再编译一次")
    TEXT_TOO_LONG = ErrorCode("E-PLAN-079", "这段文字放不进 Excel 的一格", "在数据包里缩短后再写出")
    HAS_ERRORS = ErrorCode("E-PLAN-080", "检查出错误，没有编译成数据包", "改正列出的错误后再编译")
    OTHER_PLAN = ErrorCode("E-PLAN-081", "要导入的是另一个规划的数据包", "选本单位所用规划的新版")
    UNIT_DROPPED = ErrorCode("E-PLAN-082", "新版规划里没有本单位", "向规划办公室核实")
    BETWEEN_STEPS = ErrorCode(
        "E-PLAN-084", "有一年已定稿还没有导出，不能导入新版规划", "先导出报送包或撤回定稿"
    )
    NOT_APPROVED = ErrorCode("E-PLAN-085", "签名的数据包没有写明由谁批准", "用 --approved-by 写明")
    PACK_NAME = ErrorCode("E-PLAN-086", "数据包的文件名不是规定的结尾", "照提示改名，或给一个已有的文件夹")
    UNIT_WITHOUT_FORMS = ErrorCode(
        "E-PLAN-087", "这个单位在规划里没有要填的报表", "不用建立数据文件；它的任务见目标任务分解表"
    )
    NO_TASK = ErrorCode(
        "E-PLAN-088", "这个单位没有牵头、参加或填报的目标和措施", "用 plan show 查看各单位，换一个单位"
    )
    NOTHING_NEWER = ErrorCode(
        "E-PLAN-094", "本程序没有更新的规划版本", "不用换；规划改了的，请规划办公室发数据包"
    )
    NOT_OWN_LIST = ErrorCode(
        "E-PLAN-090", "不是这个数据包的责任单位清单", "用 tianbao plan owners 重新写出一份"
    )
    OWNER_ROW = ErrorCode(
        "E-PLAN-091", "责任单位清单里缺行，或有多余、重复的行", "不要改动类别和编号，照提示改正"
    )
    OWNER_UNIT = ErrorCode("E-PLAN-092", "责任单位清单里的单位写得不对", "照“单位”表写名称或代码")
    OWNER_OF_FORM = ErrorCode(
        "E-PLAN-093", "一张报表的指标要由几个单位填报", "同表的指标一起改，或先把表分开"
    )
    SAME_VERSION = ErrorCode("E-PLAN-089", "确认后的数据包没有用新的版本号", "换一个版本号")
    OWNER_MISTAKES = ErrorCode("E-PLAN-095", "责任单位清单有错误，没有写出数据包", "按列出的各处改正后再确认")
    GOAL_WITHOUT_TARGET = ErrorCode(
        "TB-PLAN-001", "主要目标没有任何一条规划目标", "补上；确实没有的写进“假设”"
    )
    GOAL_WITHOUT_INDICATOR = ErrorCode(
        "TB-PLAN-002",
        "主要目标没有指标，只能由评估说明",
        "在备注里写明怎样评价，或补上指标",
    )
    TARGET_WITHOUT_INDICATOR = ErrorCode(
        "TB-PLAN-003", "有要求却没有指标，无法评价", "补上指标，或写进“假设”"
    )
    INDICATOR_WITHOUT_OWNER = ErrorCode("TB-PLAN-010", "指标没有责任单位，没有人填报", "补上责任单位")
    ITEM_WITHOUT_OWNER = ErrorCode("TB-PLAN-011", "基础数据没有责任单位，没有人填报", "补上责任单位")
    INDICATOR_UNUSED = ErrorCode("TB-PLAN-012", "没有一条规划目标用到这个指标", "补上目标，或删去指标")
    INDICATOR_ON_NO_FORM = ErrorCode(
        "TB-PLAN-013", "指标不在任何报表上，要用的数也没有人填", "加到报表上，或删去"
    )
    NEVER_COMPUTED = ErrorCode("TB-PLAN-014", "指标要用的数没有一张报表填", "把这些数加到报表上")
    OWNER_PRESET = ErrorCode("TB-PLAN-015", "责任单位是预设的，还没有确认", "写出责任单位清单，核对后确认")
    WITHOUT_DEFINITION = ErrorCode("TB-PLAN-016", "没有写明定义或来源", "补上，否则填报的人不知道填什么")
    GIVEN_BY_NOBODY = ErrorCode(
        "TB-PLAN-017", "统计局的数不在统计局的报表上", "加到统计局的一张报表上，或者改为由别的单位负责"
    )
    COUNTY_PART_UNASKED = ErrorCode(
        "TB-PLAN-018", "全县指标要用的数没有一张报表填", "把这些数加到责任单位的报表上"
    )
    COUNTY_OF_ONE_UNIT = ErrorCode(
        "TB-PLAN-019",
        "全县指标要用的数都在同一个单位的报表上",
        "改为这个单位的指标，或者写明为什么由统计局计算",
    )
    COUNTY = ErrorCode("TB-PLAN-024", "这是全县指标，由统计局汇总时计算", "核对公式和要用的数由哪些单位填")
    UNIT_WITHOUT_WORK = ErrorCode(
        "TB-PLAN-020",
        "单位没有任何要填报的内容，或有数据却没有报表",
        "补上报表；确实没有的写进“假设”",
    )
    UNIT_NAME_INCOMPLETE = ErrorCode("TB-PLAN-021", "单位没有全称，纸上只能印简称", "按印章补上全称")
    GOAL_WITHOUT_UNIT = ErrorCode("TB-PLAN-022", "主要目标没有责任单位", "写上牵头单位")
    MEASURE_WITHOUT_UNIT = ErrorCode("TB-PLAN-023", "策略措施没有责任单位", "写上牵头单位")
    BASELINE_MISSING = ErrorCode("TB-PLAN-030", "与某年比较，但数据包里没有那一年的数", "在“历史数据”里补上")
    LOOSER_THAN_BASELINE = ErrorCode("TB-PLAN-031", "目标值比规划前的数还宽松", "核对目标值和基年数")
    TWO_TARGETS = ErrorCode(
        "TB-PLAN-032", "同一指标同一年有两个不同的目标，或下限高于上限", "核对原文，只留对的"
    )
    FLOOR_TOO_STRICT = ErrorCode("TB-PLAN-033", "底线比力争还严", "核对两个目标值")
    WRONG_DIRECTION = ErrorCode("TB-PLAN-034", "目标的要求与指标的好坏方向相反", "核对方向")
    IMPOSSIBLE_PERCENTAGE = ErrorCode("TB-PLAN-035", "目标值不可能：百分比超过 100", "核对目标值")
    LATER_LOOSER = ErrorCode("TB-PLAN-036", "早一年的目标比晚一年的还严", "核对两年的目标值")
    UNIT_OF_MEASURE = ErrorCode("TB-PLAN-037", "目标与指标的计量单位不同，会判错", "统一计量单位")
    PROXY_UNEXPLAINED = ErrorCode("TB-PLAN-040", "替代性指标没有写明理由", "写明理由")
    PROXY = ErrorCode("TB-PLAN-041", "这是替代性指标", "核对替代是否恰当")
    SURVEY_UNEXPLAINED = ErrorCode("TB-PLAN-042", "缺项专项调查没有写明调查方法", "补上调查方法")
    SURVEY = ErrorCode(
        "TB-PLAN-043", "这是缺项专项调查", "核对抽样、方法和误差要求；定下来的写上时间和样本量"
    )
    SURVEY_WITHOUT_SAMPLE = ErrorCode(
        "TB-PLAN-044",
        "抽样调查的结果没有样本量的数据",
        "加上填样本量的数据，否则算不出误差",
    )
    PLACEHOLDER = ErrorCode("TB-PLAN-050", "像是还没有写完的占位文字", "写上真正的内容")
    ITEM_UNUSED = ErrorCode("TB-PLAN-061", "基础数据不在任何报表上，没有人填", "加到责任单位的报表上，或删去")
    RULE_UNKNOWN = ErrorCode("TB-PLAN-070", "要改级别的审核规则不存在", "照手册里的《审核规则》改正代码")
    RULE_FIXED = ErrorCode("TB-PLAN-071", "这条规则的级别不能改", "从“审核级别”里删去")
    VERDICTS_HIDDEN = ErrorCode(
        "TB-PLAN-072", "关于目标的审核规则全部关闭，未达标的不再要求说明", "至少保留未达标和预警的两条"
    )
    UNDRAWN = ErrorCode("TB-PLAN-080", "文字里有程序字库没有的字，纸上只能留空线", "有通用规范字的，请改用")
