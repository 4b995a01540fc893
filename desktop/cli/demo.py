"""A whole year on the bundled sample, headless: what ``python3 bootstrap.py demo`` shows.

It takes a clerk's steps by the same services as the window: the Excel form is written, filled and read; the
figures are checked, corrected, explained, finalised, printed, signed, exported and verified; then follow a
withdrawal and a second revision. All figures are invented and marked 演示数据.
"""

from __future__ import annotations

import secrets
import shutil
from argparse import Namespace
from pathlib import Path

from desktop.cli.answer import NO, Answer
from desktop.cli.county import county
from desktop.services.clock import local_now
from desktop.services.demonstration.filing import NOTICE
from desktop.services.files import is_folder, is_there, make_folder, write_file
from desktop.services.keys.key_files import certificate_path, open_key
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import PlanPack, load_bundled
from desktop.services.unit.desk import Desk, create_desk
from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.filing.exporting import Exported, export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.key_sheets import registration_sheet
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.printing import official_pdf, official_workbook
from desktop.services.unit.sample import (
    Sample,
    explanation_for,
    fill_form,
    import_sample_history,
    load_sample,
)
from desktop.services.unit.year import YearDesk, open_year
from forms.codes.program import DemoCode
from forms.errors import UserInputError

_MARK = "演示数据.txt"


def demo(options: Namespace) -> Answer:
    """Do a whole year, or make an invented county, and say where everything is."""
    if options.county is not None:
        folder = _fresh_folder(options.county)
        write_file(folder / _MARK, f"{NOTICE}\n".encode())
        return county(folder, options)
    return _Demonstration(_fresh_folder(options.output), load_sample()).run()


def _fresh_folder(folder: Path) -> Path:
    """An empty folder; an earlier demonstration is cleared away, anything else is left alone."""
    if is_there(folder) and not is_folder(folder):
        raise UserInputError(DemoCode.NOT_A_FOLDER, f"“{folder}”不是文件夹，请用 -o 另选一个空文件夹")
    if is_there(folder):
        if any(folder.iterdir()) and not (folder / _MARK).is_file():
            raise UserInputError(
                DemoCode.FOLDER_IN_USE, f"文件夹“{folder}”里有别的文件，请用 -o 另选一个空文件夹"
            )
        shutil.rmtree(folder)
    make_folder(folder)
    return folder.resolve()


class _Demonstration:
    """The steps of a year; each writes what it did into the list of lines."""

    def __init__(self, folder: Path, sample: Sample) -> None:
        self._folder = folder
        self._sample = sample
        self._lines: list[str] = [sample.notice]
        self._files: list[Path] = []
        self._accepted = True

    def run(self) -> Answer:
        write_file(self._folder / _MARK, f"{self._sample.notice}\n".encode())
        pack = load_bundled(self._sample.plan)
        store = self._folder / f"{pack.plan.unit_by_code[self._sample.unit].name}.db"
        with create_desk(store, pack, self._sample.unit) as desk:
            self._files.append(store)
            self._introduce(desk)
            year = open_year(desk, self._sample.year)
            self._fill_in(year)
            self._mend(year)
            self._explain(year)
            self._finalise_and_print(year)
            self._submit(year, pack)
            self._revise(year, pack)
        document = {
            "notice": self._sample.notice,
            "folder": str(self._folder),
            "steps": self._lines[1:],
            "files": [str(path) for path in self._files],
            "verified": self._accepted,
        }
        lines = [*self._lines, "文件：", *(f"  {path}" for path in self._files)]
        return Answer("demo", document, lines, 0 if self._accepted else NO)

    def _say(self, text: str) -> None:
        self._lines.append(f"{len(self._lines)}. {text}")

    def _keep(self, name: str, data: bytes) -> Path:
        path = self._folder / name
        write_file(path, data)
        if path not in self._files:
            self._files.append(path)
        return path

    def _introduce(self, desk: Desk) -> None:
        desk.name_people(**self._sample.people)
        count = import_sample_history(desk, self._sample)
        self._say(
            f"为{desk.unit.official_name}建立数据文件，载入《{desk.plan.shown_title}》和往年数据 {count} 个"
        )

    def _fill_in(self, year: YearDesk) -> None:
        form = entry_workbook(year)
        self._keep("1-空白填报表.xlsx", form)
        filled = fill_form(year, form, {**self._sample.figures, **self._sample.slips}, self._sample.sources)
        self._keep("2-填好的填报表.xlsx", filled)
        preview = read_workbook(year, filled)
        take_over(year, preview)
        self._say(
            f"写出 Excel 填报表，填好后读入：收下 {len(preview.changes)} 格，拒收 {len(preview.refused)} 格"
        )

    def _mend(self, year: YearDesk) -> None:
        for finding in year.report.blocking:
            self._say(f"审核发现强制性问题：{finding.message}")
        year.enter({key: self._sample.figures[key] for key in self._sample.slips})
        self._say(f"改正后强制性问题 {len(year.report.blocking)} 个")

    def _explain(self, year: YearDesk) -> None:
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(self._sample, finding))
            self._say(f"说明核实性问题：{finding.message}")

    def _finalise_and_print(self, year: YearDesk) -> None:
        self._keep("3-草稿.pdf", official_pdf(year))
        revision = finalise(year)
        self._keep(f"4-正式报表-第{revision}版.pdf", official_pdf(year))
        self._keep(f"4-正式报表-第{revision}版.xlsx", official_workbook(year))
        self._say(f"定稿为第 {revision} 版，打印 PDF 和 xlsx；{year.state.label}")

    def _submit(self, year: YearDesk, pack: PlanPack) -> None:
        key, words = self._folder / "5-演示密钥.p12", secrets.token_urlsafe(12)
        self._keep("5-演示密钥口令.txt", f"{words}\n".encode())
        identity = create_key(year.desk, key, words)
        self._files += [key, certificate_path(key)]
        self._keep("5-证书登记表.pdf", registration_sheet(year.desk, identity.certificate, key))
        self._say("新建签名密钥（口令保护），写出证书登记表")
        self._export_and_verify(year, pack, words)

    def _export_and_verify(self, year: YearDesk, pack: PlanPack, words: str) -> None:
        key = self._folder / "5-演示密钥.p12"
        made = export(year, open_key(key, words), self._folder)
        self._files += [made.path, made.mail_path]
        self._say(f"导出签名报送包 {made.path.name}（{made.size:,} 字节），纸质表校验码 {made.check_code}")
        self._verify(made, pack, certificate_path(key).read_bytes())

    def _verify(self, made: Exported, pack: PlanPack, certificate: bytes) -> None:
        data = made.path.read_bytes()
        known = Premises(now=local_now(), trusted=[certificate], paper_code=made.check_code)
        sound = verify_package(data, finder([pack]), known).verification
        facts = "、".join(f"{fact.name} {fact.state.value}" for fact in sound.facts)
        self._say(f"验证报送包：{sound.sentence}（{facts}）")
        middle = len(data) // 2
        changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        spoiled = verify_package(changed, finder([pack]), known).verification
        self._say(f"改动包中一个字节再验证：{spoiled.sentence}")
        self._accepted &= sound.bottom_line == "ok" and spoiled.bottom_line == "bad"

    def _revise(self, year: YearDesk, pack: PlanPack) -> None:
        reason = "（演示）核对台账后更正营养健康知识知晓率的调查样本量"
        withdraw(year, reason)
        self._say(f"撤回定稿，{year.state.label}，原因：{reason}")
        key = next(key for key in self._sample.figures if key.code == "women-nutrition-knowledge-rate-sample")
        before = int(self._sample.figures[key])
        year.enter({key: str(before + 2)})
        self._explain(year)
        self._finalise_and_print(year)
        self._export_and_verify(year, pack, (self._folder / "5-演示密钥口令.txt").read_text("utf-8").strip())
