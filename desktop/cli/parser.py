"""The commands and their options (contracts section 1)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop import __version__
from desktop.cli import values
from desktop.cli.chinese import ChineseParser
from desktop.cli.clock_option import with_clock
from desktop.cli.office.asking_parser import add_asking_commands
from desktop.cli.office.intake_parser import add_intake_commands
from desktop.cli.office.parser import AddCommand, add_office_commands, with_actor
from forms.errors import UserInputError
from forms.filing.people import ROLES
from forms.filing.receipt_time import ReceiptTime, read_receipt_time

AddParser = Callable[..., argparse.ArgumentParser]
"""The ``add_parser`` method of a group of commands."""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; each command sets ``handler`` to ``module:function``."""
    parser = ChineseParser(
        prog="tianbao",
        description="妇女发展规划监测填报。不带命令时打开窗口。",
    )
    parser.add_argument("--version", action="version", version=f"tianbao {__version__}", help="显示版本")
    parser.add_argument("--data-dir", type=Path, help="数据文件夹（默认：文档\\妇女规划监测）")
    parser.add_argument("--open", type=Path, metavar="数据文件", help="打开窗口时直接打开这个数据文件")
    parser.add_argument("--selftest", action="store_true", help="检查本程序是否完整、能否在本机运行")
    parser.add_argument("--json", action="store_true", help="与 --selftest 合用：只输出一个 JSON 文档")
    parser.set_defaults(handler=None, json=False)
    add = parser.add_subparsers(dest="command", metavar="命令").add_parser
    _add_plan_commands(add)
    _add_entry_commands(add)
    _add_submission_commands(add)
    _add_key_commands(add)
    _add_letter_commands(add)
    _add_keeping_commands(add)
    add_intake_commands(partial(_command, add))
    _add_office(add)
    add_asking_commands(partial(_command, add), _group(add))
    _add_demo(add)
    return parser


def _command(add: AddParser, name: str, handler: str, about: str) -> argparse.ArgumentParser:
    command = add(name, help=about, description=about)
    command.set_defaults(handler=handler)
    command.add_argument("--json", action="store_true", help="只输出一个 JSON 文档")
    return command


def _add_office(add: AddParser) -> None:
    office = add("office", help="统计局收件：数据文件、人员、密钥、证书登记")
    inner = office.add_subparsers(required=True, metavar="命令").add_parser

    add_office_commands(partial(_command, inner), _group(inner))


def _group(add: AddParser) -> Callable[[str, str], AddCommand]:
    """Makes groups of commands within a group."""

    def group(name: str, about: str) -> AddCommand:
        within = add(name, help=about).add_subparsers(required=True, metavar="命令").add_parser
        return partial(_command, within)

    return group


def _add_demo(add: AddParser) -> None:
    demo = _command(add, "demo", "demo:demo", "用演示数据完整走一年，或造一个演示县")
    demo.add_argument("-o", "--output", type=Path, default=Path("demo"), help="输出文件夹")
    demo.add_argument("--county", type=Path, metavar="文件夹", help="造一个演示县，供统计局收件用")
    demo.add_argument("--plan", default="wanghua", help="演示县的规划代号（默认 wanghua）")
    demo.add_argument("--units", type=values.count, help="只要前几个单位（默认全部）")
    demo.add_argument("--years", type=values.year, nargs="+", help="只要这几年（默认 2021 至 2025）")


def _of_store(command: argparse.ArgumentParser, *, year: bool = True) -> argparse.ArgumentParser:
    command.add_argument("--store", type=Path, required=True, help="数据文件")
    if year:
        command.add_argument("--year", type=values.year, required=True, help="数据年度")
    return command


def _of_either(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the options for a unit's file or the office's."""
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--store", type=Path, metavar="数据文件", help="单位的数据文件")
    whose.add_argument("--office", type=Path, metavar="数据文件", help="统计局的数据文件")
    return with_actor(command)


def _with_passphrase(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("--passphrase-file", type=Path, help="口令文件；也可用环境变量 TIANBAO_PASSPHRASE")
    return command


def _with_standard(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--standard", action="store_true", help="旧国标数据的私用代码（如 U+E854）换成现在的标准字"
    )


def _add_plan_commands(add: AddParser) -> None:
    _command(add, "plans", "plan:plans", "列出规划")
    plan = add("plan", help="规划数据包").add_subparsers(required=True, metavar="命令").add_parser
    show = _command(plan, "show", "plan:show", "显示一个规划")
    show.add_argument("plan", help="规划代号，如 wanghua，或数据包文件")
    check = _command(plan, "check", "plan:check", "检查规划、数据包或规划工作簿：从目标到数据是否都接得上")
    check.add_argument("source", metavar="数据包|工作簿|代号")
    workbook = _command(plan, "workbook", "plan:workbook", "把规划写成 Excel 工作簿，供修改")
    workbook.add_argument("plan", help="规划代号或数据包文件")
    workbook.add_argument("-o", "--output", type=Path, required=True)
    compiled = _with_passphrase(_command(plan, "compile", "plan:compile_pack", "把规划工作簿编译成数据包"))
    compiled.add_argument("workbook", type=Path)
    compiled.add_argument("-o", "--output", type=Path, required=True, help="数据包文件（.wdpplan）或文件夹")
    compiled.add_argument("--key", type=Path, help="规划办公室的密钥文件；不给则不签名")
    compiled.add_argument("--approved-by", metavar="姓名", help="批准人；签名时必填")
    compiled.add_argument("--replaces", metavar="版本", help="替换哪个版本")
    tasks = _command(plan, "tasks", "plan_tasks:tasks", "写出目标任务分解表：全部，或一个单位的")
    tasks.add_argument("plan", help="规划代号或数据包文件")
    tasks.add_argument("--unit", help="单位代码，如 party-school；不给则写全部单位")
    tasks.add_argument("-o", "--output", type=Path, required=True, help="PDF（.pdf）或 Excel（.xlsx）")
    _add_owner_commands(plan)
    take = _command(plan, "import", "plan:import_pack", "把数据包的新版本导入单位的数据文件")
    take.add_argument("pack", help="数据包文件（.wdpplan），或自带规划的代号")
    take.add_argument("--store", type=Path, required=True, help="数据文件")
    take.add_argument("--dry-run", action="store_true", help="只看会有哪些变化，不导入")
    for command in (check, take):
        command.add_argument(
            "--trust",
            type=Path,
            action="append",
            default=[],
            help="规划办公室的证书，可多次；给了就必须由它签名",
        )


def _add_owner_commands(plan: AddParser) -> None:
    owners = plan("owners", help="责任单位：写出清单，确认后写成新的数据包")
    owners.add_argument("plan", help="规划代号或数据包文件")
    add = owners.add_subparsers(required=True, metavar="命令").add_parser
    export = _command(add, "export", "plan_tasks:export_owners", "写出责任单位清单，一行一条，供核对和修改")
    export.add_argument("-o", "--output", type=Path, required=True, help="Excel 文件（.xlsx）")
    confirm = _with_passphrase(
        _command(add, "confirm", "plan_tasks:confirm_owners", "读入核对过的清单，写成责任单位已确认的数据包")
    )
    confirm.add_argument("list", type=Path, metavar="清单")
    confirm.add_argument("--by", required=True, metavar="姓名", help="由谁确认：规划办公室或负责人")
    confirm.add_argument("--date", required=True, metavar="日期", help="确认的日期，如 2026-11-29")
    confirm.add_argument("--new-version", metavar="版本", help="新数据包的版本；不给则取下一个")
    confirm.add_argument("-o", "--output", type=Path, required=True, help="数据包文件（.wdpplan）或文件夹")
    confirm.add_argument("--key", type=Path, help="规划办公室的密钥文件；不给则不签名")


def _add_entry_commands(add: AddParser) -> None:
    init = _of_store(_command(add, "init", "entry:init", "建立数据文件"), year=False)
    init.add_argument("--plan", required=True, help="规划代号或数据包文件")
    init.add_argument("--unit", required=True, help="单位代码，如 health")
    template = _of_store(_command(add, "template", "entry:template", "写出 Excel 填报表"))
    template.add_argument("-o", "--output", type=Path, required=True)
    fill = _of_store(_command(add, "fill", "entry:fill", "读入填好的 Excel 表"))
    fill.add_argument("workbook", type=Path)
    fill.add_argument("--dry-run", action="store_true", help="只看会改什么，不写入")
    set_cell = _of_store(_command(add, "set", "entry:set_cell", "填一格"))
    set_cell.add_argument("cell", help="单元格，如 maternal-health/01/_T")
    set_cell.add_argument("value")
    set_cell.add_argument("--note", help="备注")
    set_cell.add_argument("--source", help="数据来源")
    _with_standard(set_cell)
    get_cell = _of_store(_command(add, "get", "entry:get_cell", "看一格"))
    get_cell.add_argument("cell")
    _of_store(_command(add, "check", "entry:check", "审核"))
    _command(add, "rules", "manual:rules", "列出全部审核规则")
    manual = _command(add, "manual", "manual:manual", "把使用手册存为 PDF")
    manual.add_argument("-o", "--output", type=Path, required=True, help="手册.pdf")
    _of_store(_command(add, "warnings", "entry:warnings", "预警清单"))
    explain = _of_store(_command(add, "explain", "entry:explain", "说明原因"))
    explain.add_argument("--finding", required=True, help="问题代码，如 TB-TARGET-002")
    explain.add_argument("--cell", required=True)
    explain.add_argument("--text", required=True)
    _with_standard(explain)
    history = (
        add("history", help="往年数据和口径变动").add_subparsers(required=True, metavar="命令").add_parser
    )
    past = _of_store(_command(history, "template", "past:template", "写出往年数据表"), year=False)
    past.add_argument("-o", "--output", type=Path, required=True)
    past = _of_store(_command(history, "import", "past:take", "导入往年数据表（xlsx 或 csv）"), year=False)
    past.add_argument("table", type=Path)
    past.add_argument("--dry-run", action="store_true", help="只看会改什么，不写入")
    changed = _of_store(_command(history, "redefine", "past:redefine", "记录口径变动"))
    changed.add_argument("code", help="基础数据或指标代码")
    changed.add_argument("--note", required=True, help="口径怎样变动")
    _with_standard(changed)
    people = _of_store(_command(add, "people", "entry:people", "填写或查看责任人员"), year=False)
    for role in ROLES:
        people.add_argument(f"--{role.key}", help=role.label)
    _with_standard(people)


def _add_submission_commands(add: AddParser) -> None:
    finalise = _of_store(_command(add, "finalise", "submit:finalise_year", "定稿"))
    with_clock(finalise)
    finalise.add_argument(
        "--by-hand", action="store_true", help="字库里没有的字在纸上留空线，确认打印后手写（数据照原样保存）"
    )
    finalise.add_argument("--without-annex", action="store_true", help="正式报表不附预警清单")
    withdraw = _of_store(_command(add, "withdraw", "submit:withdraw_year", "撤回定稿"))
    withdraw.add_argument("--reason", required=True)
    form = _of_store(_command(add, "print", "submit:print_form", "写出正式报表（PDF 或 xlsx）"))
    form.add_argument("-o", "--output", type=Path, required=True)
    form.add_argument(
        "--survey", action="store_true", help="写出本单位的抽样调查表（PDF，数字留空，供举办调查时手写）"
    )
    _add_export(add)
    decrypt = _with_passphrase(_command(add, "decrypt", "office.receiving:decrypt", "解密加密的报送包"))
    decrypt.add_argument("file", type=Path, metavar="文件", help="加密的报送包（.asice.cms）")
    decrypt.add_argument("--key", type=Path, required=True, help="收件密钥文件")
    decrypt.add_argument("-o", "--output", type=Path, required=True, help="输出文件夹")
    _add_verify(_command(add, "verify", "submit:verify", "验证报送包"))


def _add_verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("package", type=Path)
    verify.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="[单位代码=]证书",
        help="已登记的证书，可多次；证书里没有写明单位代码的，前面加“单位代码=”",
    )
    verify.add_argument(
        "--at",
        type=_receipt_time,
        metavar="收件时间",
        help="收到报送包的日期或时间（北京时间），如 2026-03-05；证书按这时是否有效判断，不给则按今天",
    )
    verify.add_argument(
        "--plan",
        action="append",
        default=[],
        metavar="数据包|数据文件",
        help="报送时所用的规划数据包，或用它的数据文件，可多次；程序自带的规划不必给",
    )
    verify.add_argument("--allow-unregistered", action="store_true", help="接受未登记的签名人")
    verify.add_argument("--paper", metavar="校验码", help="纸质表上的校验码")
    verify.add_argument(
        "--print-again", action="store_true", help="把正式报表重新打印一遍，与包里的逐字节比对（慢一些）"
    )


def _add_export(add: AddParser) -> None:
    export = _of_store(_command(add, "export", "submit:export_package", "导出签名报送包"))
    _with_passphrase(export)
    with_clock(export)
    export.add_argument("--key", type=Path, required=True, help="密钥文件")
    export.add_argument("-o", "--output", type=Path, required=True, help="输出文件夹")
    encryption = export.add_mutually_exclusive_group()
    encryption.add_argument(
        "--encrypt", action="store_true", help="加密给统计局：用打开过的任务带来的收件证书"
    )
    encryption.add_argument(
        "--encrypt-to",
        type=Path,
        action="append",
        default=[],
        metavar="证书",
        help="加密给这份收件证书（统计局公布的），可多次；未加密的报送包留在本单位",
    )


def _receipt_time(text: str) -> ReceiptTime:
    from desktop.services.clock import local_now  # the store's machinery: only this option needs a clock

    try:
        return read_receipt_time(text, local_now())
    except UserInputError as error:
        raise argparse.ArgumentTypeError(error.message) from error


def _add_key_commands(add: AddParser) -> None:
    key = add("key", help="签名密钥和收件密钥").add_subparsers(required=True, metavar="命令").add_parser
    new = _command(key, "new", "keys:key_new", "新建密钥")
    with_clock(new)
    take = _command(key, "import", "keys:key_import", "导入已有的 PKCS#12 密钥")
    take.add_argument("source", type=Path)
    show = _command(key, "show", "keys:key_show", "显示证书信息")
    sheet = _command(key, "sheet", "keys:key_sheet", "写出证书登记表或收件证书公布表")
    sheet.add_argument("-o", "--output", type=Path, required=True)
    sheet.add_argument(
        "--replaces",
        type=Path,
        metavar="原证书",
        help="登记表上请统计局注销的原证书（.cer.pem）：原密钥的口令忘了、密钥丢了时给出",
    )
    sheet.add_argument(
        "--receiving",
        type=Path,
        metavar="收件密钥",
        help="本单位收来件的密钥文件：旁边的证书一起写在登记表上，不需要口令",
    )
    for command in (new, sheet):
        holder = command.add_mutually_exclusive_group(required=True)
        holder.add_argument(
            "--store",
            type=Path,
            metavar="数据文件",
            help="密钥属于填报单位：它的数据文件（签名，或收统计局的来件）",
        )
        holder.add_argument("--plan", metavar="规划", help="收件密钥：规划代号或数据包，密钥属于接收的统计局")
    for command in (new, take, sheet):
        command.add_argument(
            "--for",
            dest="purpose",
            choices=["signing", "receiving"],
            default="signing",
            metavar="用途",
            help="signing 填报单位签名（默认），receiving 打开加密给本单位或本局的文件",
        )
    for command in (new, take, show, sheet):
        _with_passphrase(command)
        command.add_argument("--key", type=Path, required=True, help="密钥文件")


def _add_letter_commands(add: AddParser) -> None:
    opened = _with_passphrase(
        _of_store(_command(add, "open", "letters:open_sent", "打开统计局发来的文件"), year=False)
    )
    opened.add_argument("letter", type=Path, metavar="来件", help="统计局发来的 .asice 或 .asice.cms")
    opened.add_argument("--office-fingerprint", metavar="指纹", help="统计局盖章的纸上的证书指纹")
    opened.add_argument(
        "--distrust-from",
        type=values.day,
        metavar="日期",
        help="统计局原来的密钥丢失或被盗：从这一天起不再信任它（只在打开布置任务时写）",
    )
    opened.add_argument("--key", type=Path, help="本单位的收件密钥，来件加密时要")
    answer = _of_store(_command(add, "answer", "letters:answer_question", "答复统计局的提问"), year=False)
    answer.add_argument("--question", required=True, metavar="编号", help="如 q-2025-health-1")
    answer.add_argument("--text", required=True)
    sent = _of_store(_command(add, "exchange", "letters:exchange", "统计局的来件和提问，也可写出往来记录"))
    sent.add_argument("-o", "--output", type=Path, help="往来记录.xlsx，不含敏感项目的数")
    sent.add_argument("--papers", type=Path, metavar="文件夹", help="来件里的函、回执单等（PDF）写到的文件夹")


def _add_keeping_commands(add: AddParser) -> None:
    log = _of_either(_command(add, "log", "keeping:log", "变更记录"))
    action = log.add_mutually_exclusive_group(required=True)
    action.add_argument("--verify", action="store_true", help="核对变更记录没有被改动")
    action.add_argument("--export", type=Path, metavar="文件.xlsx", help="导出供检查；写 .csv 则为文本表")
    log.add_argument(
        "--package", type=Path, action="append", default=[], help="以前导出的报送包，与变更记录核对，可多次"
    )
    log.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="证书",
        help="本单位登记的证书，报送包必须由它签名，可多次",
    )
    backup = _of_either(_command(add, "backup", "keeping:backup", "备份"))
    backup.add_argument("-o", "--output", type=Path, required=True, help="备份文件夹")
    restore = _of_either(_command(add, "restore", "keeping:restore", "从备份恢复"))
    restore.add_argument("backup", type=Path)
    restore.add_argument("--dry-run", action="store_true", help="只看会改什么，不恢复")
    restore.add_argument(
        "--other-unit", action="store_true", help="备份是另一个单位或地区的，已经核对，仍要恢复"
    )
    past = _of_store(_command(add, "past", "keeping:past", "打开以前的一版，与当时完全一样"))
    past.add_argument("--revision", type=values.revision, required=True, help="第几版")
    past.add_argument("--print", type=Path, metavar="文件.pdf", help="写出当时的正式报表（PDF 或 xlsx）")
    handover = _of_either(_command(add, "handover", "handover:handover", "写出交接单"))
    with_clock(handover)
    handover.add_argument("-o", "--output", type=Path, required=True, help="交接单.pdf")
    handover.add_argument("--key", type=Path, help="密钥文件，只写出证书指纹，不需要口令")
