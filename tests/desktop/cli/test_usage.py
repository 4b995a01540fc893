"""How commands that are written wrongly are answered: in Chinese, with exit code 2, as JSON where asked."""

import argparse
import re
from importlib import import_module

import pytest

from desktop.cli.parser import build_parser
from tests.desktop.cli.test_environment import answer

ENGLISH = re.compile(r"(usage|error|argument|required|invalid|choose from|option|show this|expected)\b")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["set", "--store", "x.db"], "缺少 --year、单元格、数值"),
        (["frobnicate"], "没有“frobnicate”，可用的有：plans、"),
        (
            ["check", "--store", "x.db", "--year", "今年"],
            "--year 应是 1949 至 2999 的年份，如 2025，写的却是“今年”",
        ),
        (
            ["check", "--store", "x.db", "--year", "1900"],
            "--year 应是 1949 至 2999 的年份，如 2025，写的却是“1900”",
        ),
        (["check", "--store", "x.db", "--year", "9" * 5000], f"年份，如 2025，写的却是“{'9' * 20}…”"),
        (["check", "--store", "x.db", "--year", "-1"], "--year"),
        (["past", "--store", "x.db", "--year", "2025", "--revision", "9" * 31], "--revision 应是第几版"),
        (["past", "--store", "x.db", "--year", "2025", "--revision", "0"], "1 至 9999 的整数"),
        (["check", "--store"], "--store 后面没有写值"),
        (["check", "--store", "x.db", "--year", "2025", "--fast"], "不认识 --fast"),
        (
            ["open", "--store", "x.db", "t.asice", "--office-fingerprint", "A241", "6419", "AFAF"],
            "不认识 6419 AFAF；16 组指纹写在引号里，或不写中间的空格",
        ),
        (["log", "--store", "x.db"], "--verify --export 必须选一个"),
        (["log", "--store", "x.db", "--verify", "--export", "a.csv"], "不能与 --verify 同时用"),
        (["check", "--json=1", "--store", "x.db", "--year", "2025"], "--json 后面不能写“1”"),
        (["plan"], "缺少 命令"),
        (["people", "--store", "x.db", "--phone", "-1+1"], "用等号连着写，如 --text=-1"),
        (["withdraw", "--store", "x.db", "--year", "2025", "--reason=--"], "--reason 后面没有写值"),
        (["check", "--store", "x.db", "--year=--"], "--year 后面没有写值"),
        (["set", "--store", "x.db", "--year", "2025", "--", "a/01/_T", "--"], "数值 后面没有写值"),
    ],
)
def test_a_mistake_is_told_in_chinese(tianbao, command, says):
    done = tianbao(*command, expect=2)
    assert says in done.stderr
    assert "用法：tianbao" in done.stderr
    assert not ENGLISH.search(done.stderr)
    assert done.stdout == ""


def test_a_program_gets_one_document_of_a_mistake_too():
    found = answer("set", "--store", "x.db", expect=2)
    assert (found["schema"], found["code"]) == ("tianbao/error/1", "E-USAGE-001")
    assert "缺少 --year" in found["message"]


@pytest.mark.parametrize(
    "command", [[], ["key"], ["set"], ["verify"], ["plan", "compile"], ["log"], ["receive"]]
)
def test_help_is_chinese_throughout(tianbao, command):
    text = tianbao(*command, "--help").stdout
    assert text.startswith("用法：tianbao")
    assert not ENGLISH.search(text)
    words = set(re.findall(r"(?<![-\w.])[A-Z][A-Z_]+(?![-\w.])", text))
    assert words <= {"JSON", "PDF", "CSV", "TIANBAO_PASSPHRASE", "PKCS"}


def arguments(parser, path=()):
    """Each argument of every command, with the command."""
    for one in parser._actions:
        if isinstance(one, argparse._SubParsersAction):
            for name, inside in one.choices.items():
                yield from arguments(inside, (*path, name))
        else:
            yield " ".join(path), one


def test_every_value_of_every_command_has_a_chinese_name():
    """Without one the help shows the argument's own name: OFFICE, UNIT."""
    raw = [
        (command, one.dest)
        for command, one in arguments(build_parser())
        if one.nargs != 0 and one.metavar is None and one.choices is None
    ]
    assert raw == []


def handlers(parser, path=()):
    """By command, the function that carries it out."""
    inside = [one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not inside:
        yield " ".join(path), parser.get_default("handler")
    for name, command in (pair for choices in inside for pair in choices.items()):
        yield from handlers(command, (*path, name))


def test_what_carries_out_a_command_is_where_the_command_line_looks_for_it():
    """It is imported by name when the command is given: nothing else would notice that it moved."""
    found = dict(handlers(build_parser()))
    assert {"question close", "question again", "question withdraw", "office register"} <= found.keys()
    for command, handler in found.items():
        module, _, function = handler.partition(":")
        assert callable(getattr(import_module(f"desktop.cli.{module}"), function)), command
