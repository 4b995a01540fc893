"""The commands of the statistics office about units' years: taking in, looking and deciding."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.cli import values
from desktop.cli.clock_option import with_clock

AddCommand = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, its handler, and what it does."""


def add_intake_commands(command: AddCommand) -> None:
    """Add the commands from ``receive`` and ``board`` to ``excuse`` and ``decide``."""
    _add_receive(command)
    _add_looking(command)
    choose = _of_unit(command("choose", "office.decisions:choose_one", "两份互相不认的报送，选定一份"))
    choose.add_argument("--chosen", required=True, metavar="校验码", help="选定的一份的校验码或内容摘要")
    choose.add_argument("--again", action="store_true", help="改选：撤回上次的选定，另签一份选定单")
    accept = _of_year(
        _of_office(command("accept", "office.decisions:accept_year", "验收：一个单位，或全部无疑问的"))
    )
    _add_whose(accept, "--all-without-doubt", "验收全部无疑问的；其余各单位逐个说明为什么不能")
    accept.add_argument("--reason", help="有要先看过的，写明为什么可以验收，留在本局的记录里；只用于一个单位")
    accept.add_argument("--dry-run", action="store_true", help="与 --all-without-doubt 合用：只列出，不验收")
    reopen = _of_unit(command("reopen", "office.decisions:reopen_year", "重开：已验收的一年，单位可以再报"))
    receipt = _of_year(
        _of_office(command("receipt", "office.sending:write_receipts", "签发回执：收到的是哪一份"))
    )
    _add_whose(receipt, "--all", "收下而还没有回执的各单位")
    close = _of_year(
        _of_office(
            command("close", "office.collecting:freeze_year", "定库：签名存下全县的一年，以后只能更正")
        )
    )
    for one in (choose, accept, reopen, receipt, close):
        one.add_argument("--key", type=Path, help="统计局的签名密钥文件；不给则用记下的")
        is_needed = one is not accept  # which may only list
        one.add_argument("-o", "--output", type=Path, required=is_needed, help="签了名的单子写到的文件夹")
        _with_passphrase(one)
    _add_remind(
        _of_year(_of_office(command("remind", "office.reminding:remind", "催报：给迟报的单位写邮件草稿")))
    )
    letters = _of_unit(command("letters", "office.decisions:write_letters_again", "再写出已签发的各份单子"))
    letters.add_argument("-o", "--output", type=Path, required=True, help="单子写到的文件夹")
    excuse = _of_unit(command("excuse", "office.decisions:excuse_unit", "免报：这一年没有要报的"))
    excuse.add_argument("--undo", action="store_true", help="取消免报")
    _add_decide(
        decide := _of_unit(
            command("decide", "office.decisions:decide_fact", "决定一项，不予采用，或撤回决定")
        )
    )
    for one in (choose, reopen, excuse, decide):
        one.add_argument("--reason", required=True, help="原因")
    _add_collect(_of_year(_of_office(command("collect", "office.collecting:collect_year", "汇总全县的一年"))))


def _add_receive(command: AddCommand) -> None:
    receive = _of_office(command("receive", "office.intake:take_in", "收件：报送包、文件夹、邮件"))
    receive.add_argument(
        "files", type=Path, nargs="+", metavar="文件|文件夹", help="报送包、邮件、压缩包，或放它们的文件夹"
    )
    receive.add_argument("--key", type=Path, help="收件密钥文件，打开加密的；不给则用记下的")
    receive.add_argument("--plan", action="append", default=[], metavar="数据包", help="单位所用的规划数据包")
    receive.add_argument("--dry-run", action="store_true", help="只看会怎样，不收")
    _with_passphrase(receive)


def _add_looking(command: AddCommand) -> None:
    board = _of_year(_of_office(command("board", "office.board:show_board", "全部单位的收件情况")))
    board.add_argument("-o", "--output", type=Path, metavar="文件.xlsx", help="写成工作簿")
    show = command(
        "show", "office.unit_years:show_year", "看一个单位报来的，只读：统计局收到的，或一个报送包文件"
    )
    show.add_argument("package", type=Path, nargs="?", metavar="报送包")
    show.add_argument("--office", type=Path, help="统计局的数据文件")
    show.add_argument("--by", dest="actor", default="", metavar="姓名", help="经办人")
    show.add_argument("--unit", help="单位代码")
    show.add_argument("--year", type=values.year, help="数据年度")
    show.add_argument("--revision", type=values.revision, help="第几版；不给则看认定的一版")


def _add_collect(collect: argparse.ArgumentParser) -> None:
    collect.add_argument("--provisional", action="store_true", help="还有单位没有验收也汇总，标明是初步数")
    collect.add_argument(
        "--format", choices=("xlsx", "csv", "json", "all"), default="all", help="写出什么；csv 是一个 zip"
    )
    collect.add_argument(
        "--as-of", type=values.day, metavar="日期", help="照那一天（北京时间）结束时的状态汇总"
    )
    collect.add_argument("-o", "--output", type=Path, required=True, help="写到的文件夹")


def _add_remind(remind: argparse.ArgumentParser) -> None:
    remind.add_argument("-o", "--output", type=Path, help="邮件草稿写到的文件夹")
    remind.add_argument("--all", dest="every", action="store_true", help="期限还没有到、没有期限的也催")
    remind.add_argument("--sent", action="store_true", help="记下已经发出了，用 --unit 写明发给了谁")
    remind.add_argument(
        "--unit", dest="units", action="append", default=[], help="单位代码，可多次，与 --sent 合用"
    )


def _add_decide(decide: argparse.ArgumentParser) -> None:
    what = decide.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--fact",
        metavar="项目",
        help="缺版（revision）、往年数（history）、口径（definition）、基础数据（base）、纸质表（paper）、到达日期（time）",
    )
    what.add_argument("--aside", metavar="文件摘要", help="待处理的一份不予采用；摘要写前 8 位以上")
    what.add_argument("--undo", type=int, metavar="编号", help="撤回一个决定，编号见 show")
    decide.add_argument(
        "--cell",
        dest="cells",
        action="append",
        default=[],
        metavar="数据",
        help="往年数或基础数据的一格，如 live-births/_T/2020，show 列出；可多次",
    )
    decide.add_argument(
        "--indicator",
        dest="indicators",
        action="append",
        default=[],
        metavar="指标",
        help="口径不同的指标或项目代码，show 列出；可多次",
    )
    decide.add_argument(
        "--all", dest="every", action="store_true", help="show 列出的、还没有决定的各项都这样决定"
    )
    decide.add_argument("--package", metavar="校验码", help="写到达日期的一份；不给则是认定的一版")
    decide.add_argument(
        "--as",
        dest="answer",
        metavar="决定",
        help="怎样决定：如 认定、更正、重报、不要求、校验码、日期；"
        "“以基础数据为准”是本局用给出的数，单位报的数原样留着，不再妨碍验收",
    )


def _of_office(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("--office", type=Path, required=True, help="统计局的数据文件")
    command.add_argument("--by", dest="actor", default="", metavar="姓名", help="经办人")
    with_clock(command)
    return command


def _of_year(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("--year", type=values.year, required=True, help="数据年度")
    return command


def _of_unit(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command = _of_year(_of_office(command))
    command.add_argument("--unit", required=True, help="单位代码")
    return command


def _add_whose(command: argparse.ArgumentParser, every: str, about: str) -> None:
    """Add the choice between one unit and all."""
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--unit", metavar="单位", help="单位代码")
    whose.add_argument(every, dest="every", action="store_true", help=about)


def _with_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")
