"""The commands of the statistics office for asking units back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.cli import values
from desktop.cli.office.parser import AddCommand, of_office


def add_asking_commands(command: AddCommand, group: Callable[[str, str], AddCommand]) -> None:
    """Add ``question`` with its commands, and ``return``."""
    within = group("question", "向单位提问：记下、列出、取消、再问、了结")
    new = _of_unit(within("add", "office.asking:add", "记下一个问题，等 return 发出"))
    place = new.add_mutually_exclusive_group(required=True)
    place.add_argument("--cell", metavar="单元格", help="问一格，如 maternal-health/07/_T")
    place.add_argument("--cells", nargs=2, metavar="单元格", help="问两格之间")
    place.add_argument("--finding", metavar="代码", help="问一条审核结果")
    place.add_argument("--attachment", action="store_true", help="问附件")
    place.add_argument("--filing", action="store_true", help="问整份报送")
    new.add_argument("--text", required=True, metavar="问题", help="问什么；不要写数字，数由单位的程序显示")
    new.add_argument("--deadline", type=values.day, metavar="日期", help="答复期限，如 2026-05-20")
    suggest = _of_unit(
        within("suggest", "office.asking:suggest", "列出可以问的，文字现成；取用的记下，不发出")
    )
    suggest.add_argument("--take", type=int, nargs="+", metavar="号", help="取用列出的第几号，可以几号")
    suggest.add_argument("--text", metavar="问题", help="改写文字（只取一号时）")
    suggest.add_argument("--deadline", type=values.day, metavar="日期", help="答复期限，如 2026-05-20")
    _of_unit(within("list", "office.asking:show_list", "列出问题和答复"))
    for name, handler, about in (
        ("withdraw", "withdraw", "取消一个还没有发出的问题"),
        ("again", "ask_again", "再问：答复不够"),
        ("close", "close", "了结一个问题"),
    ):
        one = _of_unit(within(name, f"office.asking:{handler}", about))
        one.add_argument("--question", required=True, metavar="编号", help="问题的编号")
        one.add_argument("--reason", required=True, help="原因")
    back = _of_unit(command("return", "office.asking:send", "退回：把记下的问题签名发给单位"))
    back.add_argument("--recall", action="store_true", help="撤回最后一份退回单")
    back.add_argument("--key", type=Path, help="统计局的签名密钥文件；不给则用记下的")
    back.add_argument("-o", "--output", type=Path, required=True, help="签了名的单子写到的文件夹")
    back.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")


def _of_unit(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command = of_office(command)
    command.add_argument("--year", type=values.year, required=True, help="数据年度")
    command.add_argument("--unit", required=True, help="单位代码")
    return command
