"""The catalogue of rules as a whole: what no single rule's test shows."""

import importlib
import re
from pathlib import Path

import pytest

from forms import findings
from forms.figures import quantity
from forms.findings import RULES, Rule
from forms.findings.registry import Scope
from forms.reporting.layout import lay_out
from tests.builders import counting_plan, form, indicator, item, plan, rate_plan

CODE = re.compile(r"TB-([A-Z]+)-([0-9]{3})")
CODES = [rule.code for rule in RULES]
HERE = Path(__file__)


def test_codes_are_unique_and_well_formed() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(CODE.fullmatch(code) for code in CODES)


def test_rules_are_told_apart_by_their_code() -> None:
    assert len(set(RULES)) == len(RULES)
    assert {hash(rule) for rule in RULES} == {hash(code) for code in CODES}


def test_codes_rise_within_each_family() -> None:
    areas = list(dict.fromkeys(code.rsplit("-", 1)[0] for code in CODES))
    for area in areas:
        numbers = [code for code in CODES if code.startswith(f"{area}-")]
        assert numbers == sorted(numbers)
    assert [code.rsplit("-", 1)[0] for code in CODES] == sorted(
        (code.rsplit("-", 1)[0] for code in CODES), key=areas.index
    )


def test_every_family_is_registered_once_and_whole() -> None:
    package = Path(findings.__file__).parent
    families = [
        importlib.import_module(f"forms.findings.{path.stem}").RULES
        for path in package.glob("*.py")
        if path.stem != "__init__" and re.search(r"^RULES\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert families
    in_order = sorted(families, key=lambda rules: CODES.index(rules[0].code))
    assert tuple(rule for rules in in_order for rule in rules) == RULES


def test_no_rule_stands_outside_the_catalogue() -> None:
    package = Path(findings.__file__).parent
    sources = [Path(quantity.__file__), *package.glob("*.py")]
    mentioned = {m.group() for p in sources for m in CODE.finditer(p.read_text("utf-8"))}
    assert mentioned == set(CODES)


def test_every_problem_of_the_parser_is_a_rule() -> None:
    used = {m.group() for m in CODE.finditer(Path(quantity.__file__).read_text("utf-8"))}
    assert used
    assert used <= set(CODES)


def test_every_rule_occurs_in_a_test_of_its_findings() -> None:
    tests = "".join(p.read_text("utf-8") for p in HERE.parent.glob("test_*.py") if p != HERE)
    assert [code for code in CODES if f'"{code}"' not in tests] == [], (
        "write its test beside those of its family, in tests/forms/findings/test_<family>.py"
    )


# A code that was ever published keeps its meaning; new rules are added, never put in an old place.
PUBLISHED = {
    "TB-CELL-001": ("mandatory", "不是数字"),
    "TB-CELL-002": ("mandatory", "计量单位不符"),
    "TB-CELL-003": ("mandatory", "千分位不对"),
    "TB-CELL-004": ("mandatory", "位数过多"),
    "TB-CELL-010": ("mandatory", "应为整数"),
    "TB-CELL-011": ("mandatory", "不能为负"),
    "TB-CELL-012": ("mandatory", "超过上限"),
    "TB-CELL-013": ("query", "零值存疑"),
    "TB-CELL-014": ("query", "缺数需说明"),
    "TB-SUM-001": ("mandatory", "合计不等于分项之和"),
    "TB-SUM-002": ("mandatory", "总项不等于各项之和"),
    "TB-PART-001": ("mandatory", "其中项大于总项"),
    "TB-PART-002": ("mandatory", "分项大于合计"),
    "TB-CHAIN-001": ("mandatory", "前后环节倒挂"),
    "TB-PAIR-001": ("mandatory", "应同时有数"),
    "TB-PAIR-002": ("mandatory", "不应同时有数"),
    "TB-PAIR-003": ("mandatory", "两处应相等"),
    "TB-RATE-001": ("mandatory", "比例超过 100%"),
    "TB-RATE-002": ("mandatory", "分母为零"),
    "TB-RATE-003": ("query", "指标没能算出"),
    "TB-FILL-001": ("mandatory", "漏填"),
    "TB-ORIGIN-001": ("mandatory", "统计局提供的数没有来源"),
    "TB-ORIGIN-002": ("mandatory", "专项调查没有写明"),
    "TB-YEAR-001": ("query", "比上年变化大"),
    "TB-YEAR-002": ("query", "比例比上年变化大"),
    "TB-YEAR-003": ("advisory", "与上年相同"),
    "TB-YEAR-004": ("advisory", "往年数不可能"),
    "TB-TARGET-001": ("query", "未达标"),
    "TB-TARGET-002": ("query", "预警"),
    "TB-TARGET-003": ("advisory", "进度偏慢"),
    "TB-TARGET-004": ("query", "波动较大"),
    "TB-TARGET-005": ("advisory", "数少，看多年合计"),
    "TB-TARGET-006": ("advisory", "力争目标未达到"),
    "TB-SLIP-001": ("query", "数量级疑似有误"),
    "TB-SLIP-002": ("query", "数字疑似打错"),
    "TB-SLIP-003": ("query", "两格疑似填反"),
    "TB-SLIP-004": ("query", "疑似以零代缺"),
    "TB-SLIP-005": ("query", "比率填成了人数"),
    "TB-CHECK-001": ("query", "审核没能做成"),
}


def test_every_rule_is_published() -> None:
    assert set(PUBLISHED) == set(CODES), "add the new code to PUBLISHED; none is ever removed"


def test_published_codes_keep_their_meaning() -> None:
    present = {rule.code: (rule.level.value, rule.title) for rule in RULES}
    assert present | PUBLISHED == present


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_title_and_meaning_are_written_for_people(rule: Rule) -> None:
    assert 2 <= len(rule.title) <= 12
    assert rule.meaning.endswith("。")
    assert rule.title.isprintable()


def test_titles_are_unique() -> None:
    assert len({rule.title for rule in RULES}) == len(RULES)


def test_every_check_says_what_it_reads() -> None:
    plans = [
        rate_plan(), counting_plan(item("a", breakdown=["SEX=F"]), columns=["_T", "SEX=F"]),
        plan(items=[item("a")], indicators=[indicator("same", ["a"])], forms=[form(["=same"])]),
    ]  # fmt: skip
    for p in plans:
        scope = Scope(p, "health", lay_out(p, "health"))
        for rule in RULES:
            for check in rule.make(scope, rule):
                assert check.rule is rule
                assert check.keys
                assert check.inputs
                assert len(set(check.inputs)) == len(check.inputs)
                assert len(set(check.keys)) == len(check.keys)
                assert all(k.code in p.item_by_code for k in check.inputs)


def test_a_row_of_another_is_named_in_full() -> None:
    rows = [
        {"item": "insured"}, {"item": "women", "part_of": "01", "label": "女性"},
        {"item": "towns", "label": "镇数"}, {"item": "villages", "label": "镇数"},
        {"item": "towns", "label": "镇数"},
        {"item": "members", "label": "区委员数"}, {"indicator": "share", "part_of": "01", "label": "比例"},
    ]  # fmt: skip
    p = counting_plan(
        item("insured", "参保人数"), item("women", "妇女参保人数", breakdown=["RES=U"]),
        item("towns", "乡镇数"), item("villages", "村数"), item("members", "县级委员数"),
        indicators=[indicator("share", ["women"], ["insured"], name="妇女参保比例")],
        rows=rows, columns=["_T", "RES=U"],
    )  # fmt: skip
    scope, key = Scope(p, "health", lay_out(p, "health")), findings.finding.SeriesKey
    assert scope.name(key("women")) == "“妇女参保人数”"
    assert scope.name(key("women", "RES=U")) == "“妇女参保人数”（城市）"
    assert scope.name(key("share")) == "“妇女参保比例”"
    assert [scope.name(key(code)) for code in ("towns", "villages")] == ["“乡镇数”", "“村数”"]
    assert scope.name(key("members")) == "“区委员数”", "as printed, where that is clear"


def test_names_in_messages() -> None:
    p = rate_plan(items=[item("other", "别处的数")], indicator={"name": "管理率"}, columns=["_T", "SEX=F"])
    scope = Scope(p, "health", lay_out(p, "health"))
    key = findings.finding.SeriesKey
    assert scope.name(key("rate")) == "“管理率”"
    assert scope.name(key("other")) == "“别处的数”"
    hidden = rate_plan(rows=["part", "whole"], indicator={"name": "管理率"})
    assert Scope(hidden, "health", lay_out(hidden, "health")).name(key("rate")) == "“管理率”"
