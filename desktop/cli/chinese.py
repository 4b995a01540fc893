"""argparse in Chinese: usage, headings and mistakes, translated in one place."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from forms.codes.program import UsageCode
from forms.errors import UserInputError

_WORDS = {
    "cell": "单元格",
    "value": "数值",
    "workbook": "工作簿",
    "table": "表格文件",
    "package": "报送包",
    "backup": "备份文件",
    "source": "原文件",
    "plan": "规划",
    "pack": "数据包",
    "code": "代码",
    "store": "数据文件",
    "year": "年度",
    "output": "输出",
    "unit": "单位",
    "units": "单位",
    "years": "年度",
    "office": "数据文件",
    "key": "密钥文件",
    "trust": "证书",
    "passphrase_file": "口令文件",
    "data_dir": "文件夹",
    "finding": "问题代码",
    "text": "原因",
    "reason": "原因",
    "note": "说明",
    "revision": "第几版",
    "head": "姓名",
    "statistician": "姓名",
    "filler": "姓名",
    "phone": "电话",
}
"""What stands for a value in usage lines, by the name of the argument."""

_SOURCES = {"plan", "pack", "trust"}
"""Arguments that take a file, or also something else such as the id of a plan."""

_WITH_EQUALS_SIGN = "；值的第一个字符是“-”的，用等号连着写，如 --text=-1"
_MISTAKES = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"\1 必须选一个"),
    (
        r"unrecognized arguments: ((?:[0-9A-Fa-f]{4} )*[0-9A-Fa-f]{4})",
        r"不认识 \1；16 组指纹写在引号里，或不写中间的空格",
    ),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1 没有“\2”，可用的有：\3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 应是整数，写的却是“\2”"),
    (r"argument (.+?): (应是.+)", r"\1 \2"),
    (r"argument (.+?): expected (?:one|at least one|\d+) arguments?", r"\1 后面没有写值" + _WITH_EQUALS_SIGN),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时用"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不能写“\2”"),
    (r"argument (.+?): (.+)", r"\1 \2"),
)
"""What argparse says of mistakes, and the same in Chinese; Python 3.11 to 3.14."""


class WrongUsage(UserInputError):
    """A command is written in a way that cannot be understood (E-USAGE-001).

    Attributes:
        usage: how the command is written.
    """

    def __init__(self, mistake: str, usage: str) -> None:
        """Keep the mistake and the right usage."""
        super().__init__(UsageCode.WRONG, f"命令写法不对：{mistake}")
        self.usage = usage


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help is Chinese and whose mistakes are raised, not printed; so are its commands'."""

    def __init__(self, **options: Any) -> None:
        """Make a parser; options as for ``ArgumentParser``."""
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **options)
        self.register("type", Path, _path)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add an argument; its value has a Chinese name in usage lines."""
        action = super().add_argument(*names, **options)
        if action.type is None and action.dest in _SOURCES:
            action.type = _source
        if action.metavar is None and action.nargs != 0 and action.choices is None:
            action.metavar = _WORDS.get(action.dest)
        return action

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """Override ArgumentParser._get_values, which makes a list of nothing of the single value ``--``."""
        if arg_strings == ["--"] and action.nargs in {None, argparse.ONE_OR_MORE}:
            raise argparse.ArgumentError(action, "expected one argument")
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Override ArgumentParser.error.

        Raises:
            WrongUsage: always.
        """
        raise WrongUsage(_in_chinese(message), self.format_usage().rstrip())


class _Formatter(argparse.HelpFormatter):
    """Usage lines begin in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Override HelpFormatter.add_usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _path(text: str) -> Path:
    """A path; an empty text would be the current folder, which nobody means by it."""
    if not text.strip():
        raise argparse.ArgumentTypeError("后面是空的，没有写文件名或文件夹名")
    return Path(text)


def _source(text: str) -> str:
    if not text.rpartition("=")[2].strip():  # a certificate may be written behind its unit
        raise argparse.ArgumentTypeError("后面是空的，没有写代号或文件名")
    return text


def _in_chinese(message: str) -> str:
    for pattern, words in _MISTAKES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return (
                re.sub(pattern, words, message, count=1, flags=re.DOTALL).replace("'", "").replace(", ", "、")
            )
    return message
