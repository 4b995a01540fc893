"""The self-check of the installed program: its own files, and a whole year with invented figures.

For the person who installed it and for the build. It answers in steps with a title each and shows no
figure. Everything happens in a temporary folder; the user's files are not touched. The steps that need
Qt are in :mod:`desktop.selftest`.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

import resources
from db.file.rehearsal import rehearse_migrations
from db.unit.kind import UNIT_STORE
from desktop.services.clock import local_now
from desktop.services.files import write_file
from desktop.services.keeping import back_up
from desktop.services.keys.key_files import certificate_path, open_key
from desktop.services.packages.encryption import decrypt_package, encrypt_package, receiver_of
from desktop.services.packages.receiving_key import create_key_for_receiving, open_key_for_receiving
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.filing.exporting import Exported, export
from desktop.services.unit.filing.finalising import finalise
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
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.submission.errors import EnvelopeError
from desktop.submission.keys.certificate import OFFICE
from desktop.submission.keys.self_signed import UnitSubject, certify
from forms.bounded_json import parse_json
from forms.canonical import digest_of
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.plan.pack import Plan

RARE_CHARACTERS = "𬱖𠅤㛃䶮"
"""Characters of names that old fonts lack; two of them lie beyond the basic plane."""

RESOURCE_FOLDERS = ("fonts", "icons", "licences", "manual", "plans", "samples", "schemas", "specification")
"""Folders of the program's own files, each of which has to be there."""


class SelfTestFailed(Exception):
    """A step found something wrong; the text says what, for the person who maintains the program."""


@frozen
class TrialStep:
    """One thing that is tried.

    Attributes:
        name: stable ASCII name, as in the JSON document.
        title: what a person reads.
        run: does it; raises whatever is wrong.
    """

    name: str
    title: str
    run: Callable[[], None]


def require(fact: bool, message: str) -> None:
    """Raise unless the fact holds.

    Raises:
        SelfTestFailed: it does not.
    """
    if not fact:
        raise SelfTestFailed(message)


class YearRehearsal:
    """The steps without Qt, in the order in which they have to run.

    Args:
        folder: an empty folder of our own.
    """

    def __init__(self, folder: Path) -> None:
        """Prepare; nothing is done yet."""
        self._folder = folder
        self._passphrase = secrets.token_urlsafe(16)
        self._desk: Desk | None = None
        self._exported: Exported | None = None
        self.pdf = b""
        """The official form, once it is printed."""

    @property
    def store(self) -> Path:
        """The file of the rehearsed year."""
        return self._folder / "演示 数据.db"

    def steps(self) -> list[TrialStep]:
        """All steps."""
        return [
            TrialStep("resources", "程序自带的文件齐全", self._read_resources),
            TrialStep("fonts", "字体没有损坏", self._check_fonts),
            TrialStep("plans", "五个规划可以使用", self._open_plans),
            TrialStep("migrations", "旧版本数据文件可以升级", self._migrate),
            TrialStep("store", "建立和重新打开数据文件", self._make_store),
            TrialStep("workbook", "写出并读入 Excel 填报表", self._fill_in),
            TrialStep("check", "审核能发现错误", self._check),
            TrialStep("finalise", "定稿", self._finalise),
            TrialStep("print", "打印正式报表，生僻字齐全", self._print),
            TrialStep("export", "签名并导出报送包", self._export),
            TrialStep("verify", "验证报送包，改动一个字节能被发现", self._verify),
            TrialStep("encrypt", "加密给统计局并解密（椭圆曲线、RSA），改动能被发现", self._encrypt),
            TrialStep("log", "变更记录完整，备份可用", self._check_log),
        ]

    def close(self) -> None:
        """Close the store, so that the folder can be removed."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @cached_property
    def _sample(self) -> Sample:
        return load_sample()

    @property
    def desk(self) -> Desk:
        """The rehearsed store, open."""
        if self._desk is None:
            raise SelfTestFailed("前面的步骤没有完成")
        return self._desk

    @cached_property
    def _year(self) -> YearDesk:
        return open_year(self.desk, self._sample.year)

    # --- what came with the program ----------------------------------------------------------------

    def _read_resources(self) -> None:
        files = [name for folder in RESOURCE_FOLDERS for name in _files_below(folder)]
        for name in files:
            data = resources.read_bytes(name)
            require(bool(data), f"空文件：{name}")
            if name.endswith(".json"):
                parse_json(data)
            elif name.endswith((".md", ".svg", ".txt")):
                resources.read_text(name)

    def _check_fonts(self) -> None:
        for line in resources.read_text("fonts/SHA256SUMS").splitlines():
            digest, name = line.split()
            data = resources.read_bytes(f"fonts/{name}")
            require(digest_of(data) == digest, f"字体文件损坏：{name}")

    def _open_plans(self) -> None:
        for number, plan_id in enumerate(bundled_ids()):
            pack = load_bundled(plan_id)
            path = self._folder / f"规划{number}.db"
            with create_desk(path, pack, pack.plan.reporting_units[0].code) as desk:
                year = open_year(desk, desk.suggested_year())
                require(bool(desk.layout.forms), f"没有表：{plan_id}")
                require(not year.report.is_clear, f"空表没有要填的格：{plan_id}")

    # --- the store ---------------------------------------------------------------------------------

    def _migrate(self) -> None:
        differing = rehearse_migrations(self._folder / "升级.db", UNIT_STORE.schema)
        require(not differing, f"升级后的结构不符：{len(differing)} 处")

    def _make_store(self) -> None:
        with create_desk(self.store, load_bundled(self._sample.plan), self._sample.unit) as desk:
            desk.name_people(**{**self._sample.people, "head": f"演示{RARE_CHARACTERS}"})
            import_sample_history(desk, self._sample)
        self._desk = open_desk(self.store)
        require(not self.desk.is_read_only, "数据文件只能读")

    def _fill_in(self) -> None:
        year = self._year
        filled = fill_form(
            year,
            entry_workbook(year),
            {**self._sample.figures, **self._sample.slips},
            self._sample.sources,
        )
        preview = read_workbook(year, filled)
        require(bool(preview.changes) and not preview.refused, "填好的 Excel 表没有读全")
        take_over(year, preview)

    def _check(self) -> None:
        year = self._year
        require(bool(year.report.blocking), "故意填错的数没有被发现")
        year.enter({key: self._sample.figures[key] for key in self._sample.slips})
        require(not year.report.blocking, "改正后仍有强制性问题")
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(self._sample, finding))

    def _finalise(self) -> None:
        finalise(self._year)
        require(self._year.state is YearState.FINAL, "没有定稿")

    # --- paper and package -------------------------------------------------------------------------

    def _print(self) -> None:
        from pypdf import PdfReader

        self.pdf = official_pdf(self._year)
        pages = PdfReader(io.BytesIO(self.pdf)).pages
        text = "".join(page.extract_text() for page in pages)
        lost = [character for character in RARE_CHARACTERS if character not in text]
        require(not lost, f"打印后找不到的字：{''.join(lost)}")
        require(official_workbook(self._year).startswith(b"PK"), "没有写出 xlsx")

    def _export(self) -> None:
        key = self._folder / "密钥.p12"
        create_key(self.desk, key, self._passphrase)
        self._exported = export(self._year, open_key(key, self._passphrase), self._folder / "报送")

    @property
    def _package(self) -> Exported:
        if self._exported is None:
            raise SelfTestFailed("前面的步骤没有完成")
        return self._exported

    def _verify(self) -> None:
        data = self._package.path.read_bytes()
        certificate = certificate_path(self._folder / "密钥.p12").read_bytes()
        known = Premises(now=local_now(), trusted=[certificate], paper_code=self._package.check_code)
        pack = load_bundled(self._sample.plan)
        found = verify_package(data, finder([pack]), known).verification
        require(found.bottom_line == "ok", found.sentence)
        changed = _with_one_bit_changed(data)
        spoiled = verify_package(changed, finder([pack]), known).verification
        require(spoiled.bottom_line == "bad", "改动过的报送包没有被发现")

    def _encrypt(self) -> None:
        plan, now = load_bundled(self._sample.plan).plan, local_now()
        place = self._folder / "收件密钥.p12"
        create_key_for_receiving(plan, place, self._passphrase, now)
        office = [open_key_for_receiving(place, self._passphrase), _rsa_key(plan, now)]
        package, path = self._package, self._folder / "外送.asice.cms"
        receivers = [receiver_of(key.certificate) for key in office]
        data = encrypt_package(package.path.read_bytes(), receivers, now)
        write_file(path, data)
        for key in office:
            opened = decrypt_package(path, key, self._folder / "收到")
            require(opened.digest == package.digest, f"解密得到的与原来的不同（{key.algorithm}）")
        write_file(path, _with_one_bit_changed(data))
        for key in office:
            require(_is_refused(path, key), f"改动过的加密文件没有被发现（{key.algorithm}）")

    def _check_log(self) -> None:
        found = self.desk.store.verify_log()
        require(found.ok, found.sentence)
        copy = back_up(self.desk, self._folder / "备份", "selftest")
        write_file(self._folder / "副本.db", copy.read_bytes())
        with open_desk(self._folder / "副本.db") as again:
            require(open_year(again, self._sample.year).state is YearState.EXPORTED, "备份与原文件不同")


def _files_below(name: str) -> list[str]:
    if resources.path(name).is_file():
        return [name]
    return [file for child in resources.names(name) for file in _files_below(child)]


def _with_one_bit_changed(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _rsa_key(plan: Plan, now: datetime) -> ReceivingKey:
    """A receiving key as an authority may issue it; our own are elliptic curves."""
    key = rsa.generate_private_key(65537, 2048)
    subject = UnitSubject(plan.office, OFFICE, plan.region_code)
    return ReceivingKey.of(certify(key, subject, now, "key_encipherment"))


def _is_refused(path: Path, key: ReceivingKey) -> bool:
    try:
        decrypt_package(path, key, path.parent / "不应写出")
    except EnvelopeError:
        return True
    return False
