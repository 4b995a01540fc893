"""The office's commands and their options (contracts section 1)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.cli import values
from desktop.cli.clock_option import with_clock
from forms.receiving.role import OfficeRole

AddCommand = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command to a group, by name, handler and what it does."""


def of_office(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the options that say which office's file it is, and who works on it."""
    command.add_argument("--office", type=Path, required=True, metavar="数据文件", help="统计局的数据文件")
    with_clock(command)
    return with_actor(command)


def with_actor(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the option that says who does it."""
    command.add_argument(
        "--by",
        "--as",
        dest="actor",
        default="",
        metavar="姓名",
        help="经办人；有了人员名单以后必须是名单里的人",
    )
    return command


def add_office_commands(command: AddCommand, group: Callable[[str, str], AddCommand]) -> None:
    """Add the commands of ``office``.

    Args:
        command: adds to the group ``office``.
        group: makes a group within it, by name and what it is about.
    """
    init = of_office(command("init", "office.desk:init", "建立统计局的数据文件"))
    init.add_argument("--plan", required=True, help="规划代号或数据包文件，如 county/plan.json")
    _add_people(group("people", "统计局的人员：查看、列入、去掉"))
    _add_keys(group("key", "统计局的签名密钥和收件密钥"))
    _add_register(command)
    _add_correct(group("correct", "更正登记册：登记错单位的证书，写错的注销"))
    history = of_office(
        command("history", "office.desk:history", "导入统计局已公布的往年数据（xlsx 或 csv）")
    )
    history.add_argument("table", type=Path)
    history.add_argument("--dry-run", action="store_true", help="只看会改什么，不写入")
    history.add_argument("--reason", default="", help="出处或改动的原因，记入变更记录")
    _add_base(command)
    plan = of_office(command("plan", "office.desk:plan", "导入规划数据包的新版本；不给则列出各年用哪一版"))
    plan.add_argument("pack", metavar="数据包", nargs="?", help="数据包文件（.wdpplan），或自带规划的代号")
    plan.add_argument(
        "--from-year", type=values.year, metavar="年", help="从哪个数据年度起用；不给则是正在收的一年"
    )
    _add_tasks(command)


def _add_tasks(command: AddCommand) -> None:
    task = of_office(command("task", "office.tasks:task", "布置任务：写出一年的任务，签名后发给各单位"))
    deadline = of_office(command("deadline", "office.tasks:deadline", "规定报送期限；不给日期则列出"))
    for one in (task, deadline):
        one.add_argument("--year", type=values.year, required=True, help="数据年度")
    text = task.add_mutually_exclusive_group()
    text.add_argument("--notice", metavar="文字", help="通知的文字；不给则用上一份任务的")
    text.add_argument("--notice-file", type=Path, metavar="文件", help="通知的文本文件")
    paper = task.add_mutually_exclusive_group()
    paper.add_argument("--waive-paper", action="store_true", help="不要求盖章纸质表")
    paper.add_argument("--want-paper", action="store_true", help="要求盖章纸质表（上一份任务不要求时才用写）")
    task.add_argument("--key", type=Path, help="统计局的签名密钥文件；不给则用记下的。换了密钥的，给出原密钥")
    task.add_argument("-o", "--output", type=Path, required=True, help="任务写到的文件夹")
    task.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")
    day = deadline.add_mutually_exclusive_group()
    day.add_argument("day", type=values.day, nargs="?", metavar="日期", help="最后一天，如 2026-04-30")
    day.add_argument("--remove", action="store_true", help="去掉这个单位（或全部单位）的期限")
    deadline.add_argument("--unit", metavar="单位", help="只给这个单位规定；不给则给全部单位")


def _add_base(command: AddCommand) -> None:
    base = of_office(
        command("base", "office.base_figures:base", "签发给各单位用的基础数据；不给表则再写出现行的一号")
    )
    what, where = base.add_mutually_exclusive_group(), base.add_mutually_exclusive_group(required=True)
    what.add_argument("table", type=Path, nargs="?", metavar="表", help="填好的基础数据表（xlsx 或 csv）")
    base.add_argument("--year", type=values.year, required=True, help="数据年度")
    where.add_argument("-o", "--output", type=Path, metavar="文件", help="写到的文件（.asice；空表是 .xlsx）")
    what.add_argument("--template", action="store_true", help="写出要填的空表")
    where.add_argument("--dry-run", action="store_true", help="只看采用什么、改了什么，不签发")
    base.add_argument("--key", type=Path, help="统计局的签名密钥文件；不给则用记下的")
    base.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")


def _add_people(command: AddCommand) -> None:
    of_office(command("list", "office.desk:people_list", "列出人员"))
    listed = of_office(command("set", "office.desk:people_set", "列入一个人，或改他的角色"))
    listed.add_argument("name", metavar="姓名")
    roles = [role.label for role in OfficeRole]
    listed.add_argument("role", metavar="角色", choices=roles, help="、".join(roles))
    gone = of_office(
        command("remove", "office.desk:people_remove", "从名单里去掉一个人（他办过的事仍在记录里）")
    )
    gone.add_argument("name", metavar="姓名")


def _add_keys(command: AddCommand) -> None:
    new = command("new", "office.keys:key_new", "新建密钥，记为本局的密钥")
    take = command("import", "office.keys:key_import", "导入已有的 PKCS#12 密钥，记为本局的密钥")
    take.add_argument("source", type=Path)
    show = command("show", "office.keys:key_show", "显示证书信息")
    sheet = command("sheet", "office.keys:key_sheet", "写出证书公布表，盖章后发给各单位")
    sheet.add_argument("-o", "--output", type=Path, required=True)
    for one in (new, take, show, sheet):
        of_office(one)
        one.add_argument(
            "--for",
            dest="purpose",
            choices=["signing", "receiving"],
            metavar="用途",
            help="signing 签名（默认），receiving 收件；导入时不给则看证书",
        )
        one.add_argument("--key", type=Path, help="密钥文件；不给则用记下的，新建和导入时放在数据文件旁边")
        one.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")


def _add_register(command: AddCommand) -> None:
    register = of_office(
        command("register", "office.register:register", "登记单位的证书；不给证书则列出登记册")
    )
    register.add_argument(
        "certificates", type=Path, nargs="*", metavar="证书", help="公开证书，或放证书的文件夹"
    )
    register.add_argument("--unit", help="单位代码；证书没有写明单位时必须给出")
    proof = register.add_mutually_exclusive_group()
    proof.add_argument(
        "--fingerprint",
        action="append",
        metavar="指纹",
        help="盖章登记表上的指纹，16 组，逐组核对；一张表有两份证书的，写两次",
    )
    proof.add_argument(
        "--fingerprints", type=Path, metavar="清单", help="多张登记表的指纹，每行：单位代码 指纹"
    )
    register.add_argument("--renews", metavar="原指纹", help="登记表上写明由它接续的原证书的指纹")
    revoke = of_office(command("revoke", "office.register:revoke", "注销一份证书；以前收到的不受影响"))
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("--fingerprint", metavar="指纹", help="要注销的证书的指纹")
    which.add_argument("--unit", metavar="单位", help="单位代码；这个单位只有一份证书时可用")
    revoke.add_argument("--since", required=True, metavar="日期", help="自哪一天起不再有效，如 2026-03-02")
    revoke.add_argument("--reason", required=True)


def _add_correct(command: AddCommand) -> None:
    certificate = of_office(
        command("certificate", "office.register:correct", "撤销一份证书的登记，或改为登记给另一个单位")
    )
    certificate.add_argument("--fingerprint", metavar="指纹", required=True, help="证书的指纹")
    certificate.add_argument("--unit", metavar="单位", help="应当登记给的单位；不给则只撤销登记")
    certificate.set_defaults(what="certificate")
    revocation = of_office(command("revocation", "office.register:correct", "撤回一个写错的注销"))
    which = revocation.add_mutually_exclusive_group(required=True)
    which.add_argument("--fingerprint", metavar="指纹", help="证书的指纹")
    which.add_argument("--unit", metavar="单位", help="单位代码；这个单位只有一条注销时可用")
    revocation.add_argument("--since", metavar="日期", help="写错的日期；这份证书只有一条注销时不用写")
    revocation.set_defaults(what="revocation")
    for one in (certificate, revocation):
        one.add_argument("--reason", required=True, help="为什么更正")
