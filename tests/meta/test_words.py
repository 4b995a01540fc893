"""What documents and messages name exists under that name: codes, commands, options, buttons."""

import argparse
import ast
import re
from functools import cache

import pytest

from desktop.cli.parser import build_parser
from desktop.services.manual.chapters import CONTENTS, all_chapters, chapter
from desktop.submission.keys.self_signed import VALIDITY_YEARS
from forms.filing.stage import Stage
from forms.findings import RULES
from tests.meta.checkout import ROOT, parse, python_files, shown

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "resources").glob("manual/*.md"),
        *(ROOT / "resources").glob("specification/*.md"),
    ]
)
CODE = re.compile(r"\b(?:E|TB)-[A-Z]+-\d{3}\b")


def text_of(node):
    """Text of a literal, with a hole for each value put into it; None of anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(value) or "{}" for value in node.values)
    return None


@cache
def literals():
    """File and text of every literal that a person may read."""
    return [
        (shown(path), text)
        for path in python_files("desktop", "db", "forms")
        for text in literals_of(parse(path))
    ]


def literals_of(tree):
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = None if id(node) in inner else text_of(node)
        if text:
            yield text


def messages():
    return [
        (where, text)
        for where, text in literals()
        if re.search("[\u4e00-\u9fff]", text) and "\n\n" not in text
    ]


def told_to_people():
    """Documents and messages."""
    return [(shown(path), path.read_text("utf-8")) for path in DOCUMENTS] + messages()


def test_every_code_in_a_document_is_one_that_the_program_gives():
    used = {code for _, text in literals() for code in CODE.findall(text)}
    told = {(shown(path), code) for path in DOCUMENTS for code in CODE.findall(path.read_text("utf-8"))}
    assert not {(where, code) for where, code in told if code not in used}


def test_the_table_of_rules_is_that_of_the_program():
    table = (ROOT / "resources/manual/rules.md").read_text("utf-8")
    assert set(re.findall(r"^\| (TB-[A-Z]+-\d{3}) ", table, re.MULTILINE)) == {rule.code for rule in RULES}, (
        "python -m desktop rules > resources/manual/rules.md"
    )


def commands_of(parser, path=()):
    """Every command with its options, groups of commands included."""
    yield path, set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                yield from commands_of(one, (*path, name))


OPTIONS = dict(commands_of(build_parser()))


def test_every_command_that_is_told_exists_with_its_options():
    wrong, seen = [], 0
    for where, text in told_to_people():
        code = "\n".join(re.findall(r"(?s:```.*?```)|`[^`\n]+`|^    .*", text, re.MULTILINE))
        for said in re.findall(
            r"(?<![-\w/.])tianbao +([a-z][^`\n，。；：）]*)", code if where.endswith(".md") else text
        ):
            words = re.sub(r"\s#.*", "", said).split()
            path = tuple(words[:2]) if tuple(words[:2]) in OPTIONS else (words[0],)
            options = {word for word in words if re.fullmatch(r"--[a-z-]+|-[a-z]", word)}
            seen += 1
            known = OPTIONS.get(path)
            if known is not None:  # a command of a group may stand behind a value: plan owners PLAN export
                inner = [one for one in OPTIONS if one[:-1] == path and one[-1] in words]
                known = known.union(*(OPTIONS[one] for one in inner))
            if known is None or options - known:
                wrong.append((where, said))
    assert not wrong
    assert seen > 40


def test_every_option_that_is_told_exists():
    every = set().union(*OPTIONS.values())
    wrong = [
        (where, option)
        for where, text in messages()
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)
        if option not in every
    ]
    assert not wrong


def without_dots(label):
    return label.removesuffix("……").removesuffix("…")


@pytest.fixture(scope="module")
def labels():
    """Whatever may stand on a button."""
    written = {without_dots(text) for where, text in literals() if where.startswith("desktop/")}
    return written | {stage.label for stage in Stage}


def test_every_button_that_is_told_exists(labels):
    named = {(where, name) for where, text in told_to_people() for name in re.findall("【([^】{}]+)】", text)}
    assert len(named) > 40
    assert not {(where, name) for where, name in named if without_dots(name) not in labels}


def test_every_quoted_button_exists(labels):
    """“…” after a word for pressing or going is a button or page, unless it belongs to another program."""
    wrong = [
        (where, name)
        for where, text in messages()
        for path in re.findall("(?:按|点|用|先|菜单)“([^”{}]+)”(?!（TB-)", text)
        for name in path.split(" → ")
        if name not in OTHERS and without_dots(name) not in labels
    ]
    assert not wrong


OTHERS = {"选择性粘贴—数值", "另存附件", " + ", "我的文档"}
"""Names in Excel, WPS, mail programs and Windows, and signs."""


def test_how_long_a_key_lasts_is_told_as_it_is():
    told = [(where, text) for where, text in told_to_people() if re.search(r"用 \d+ 年", text)]
    assert len(told) > 1
    for where, text in told:
        assert set(re.findall(r"用 (\d+) 年", text)) == {str(VALIDITY_YEARS)}, where


def test_nobody_is_told_what_the_office_will_do():
    """The office decides; a window may say whom to ask and whose word counts."""
    promise = re.compile("(?:统计局|单位)(?:会|将)(?!议)|正在审核。|自动(?:发送|上传|报送|回执)")
    assert not [(where, text) for where, text in told_to_people() if promise.search(text)]


def test_whoever_looks_after_the_program_has_one_name():
    assert not [
        (where, text) for where, text in told_to_people() if re.search("技术支持|软件维护人员|错误报告", text)
    ]


def manual_keys():
    section = chapter("keys").text
    return [
        tuple(map(str.strip, row))
        for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)[1:]
    ]


def test_a_step_of_the_year_has_a_name_and_no_number():
    numbered = re.compile(r"第 ?(?:[1-9一二三四五六七]|\{\}) ?步")
    assert not [(where, text) for where, text in told_to_people() if numbered.search(text)]


def test_the_manual_and_its_keys_name_the_steps_in_their_order():
    names = [stage.label for stage in Stage]
    keys = (f"Ctrl+1 … Ctrl+{len(names)}", f"到{'、'.join(names)}")
    assert keys in manual_keys(), "name the steps in resources/manual/keys.md"
    steps = f"**{' → '.join(names)}**"
    told = "\n".join(f"| {stage.label} | {stage.about} |" for stage in Stage)
    assert told in chapter(CONTENTS).text, "say what is done in resources/manual/contents.md"
    assert steps in chapter(CONTENTS).text, "name the steps at the top of resources/manual/contents.md"
    titles = [one.text.partition("\n")[0].removeprefix("# ") for one in all_chapters()]
    assert [title for title in titles if title in names] == names, (
        "give each step a chapter in resources/manual, in their order"
    )
    told = re.findall(r"^\d\. \*\*(.+?)\*\*：", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert told == names, "name the steps in README.md"


def test_every_command_of_the_checkout_that_is_told_exists():
    text = (ROOT / "bootstrap.py").read_text("utf-8")
    known = set(re.findall(r"^  ([a-z]+)  ", text, re.MULTILINE))
    told = [
        (shown(path), word)
        for path in [*DOCUMENTS, ROOT / "build_spec/README.md"]
        for word in re.findall(r"python3? bootstrap\.py ([a-z]+)", path.read_text("utf-8"))
    ]
    assert len(told) > 5
    assert not [one for one in told if one[1] not in known]
