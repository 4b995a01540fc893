"""Taking in what units sent."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.cli.answer import FINE, NO, Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.secret import can_be_asked, is_at_hand, passphrase
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.revision_fact import REVISION, SAME_CONTENT
from desktop.services.office.intake.handed import may_be_encrypted
from desktop.services.office.intake.receiving import (
    Batch,
    FileOutcome,
    FileReport,
    LeftBeside,
    PackageReport,
    receive,
    rehearse,
)
from desktop.services.office.intake.telling import open_points, refusal_sentence, unused_word, whose
from desktop.services.office.overview.showing import office_document
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.services.unit.plan.used_plans import packs_in
from forms.errors import EnvironmentFault, TianbaoError
from forms.turning import shown_on_one_line, shown_plainly


def take_in(options: Namespace) -> Answer:
    """Take in files, folders and mails; exit code 1 where something waits or was refused."""
    with open_office_desk(options) as desk:
        batch, trouble = _handed_over(desk, options)
        progress = _Progress(is_silent=options.json)
        try:
            with progress:
                reports = (rehearse if options.dry_run else receive)(desk, batch, progress)
        except Stopped:
            line = f"已停止：前 {progress.done} 个文件已经收好；把同样的文件再收一次，就从停下的地方接着收"
            counts = {one.value: 0 for one in FileOutcome}
            document = {
                "dry_run": options.dry_run,
                "files": [],
                "counts": counts,
                "key_trouble": _key_document(trouble),
                "stopped_at": progress.done,
            }
            return Answer("receive", document, [*_key_lines(trouble), line], NO)
        except EnvironmentFault as fault:
            if progress.done and not options.dry_run:
                fault.message = (
                    f"前 {progress.done} 个文件已经收好，从“{progress.name}”起没有收。{fault.message}"
                    "处理好以后，把同样的文件再收一次。"
                )
            raise
        told_of_files = [line for report in reports for line in _lines(desk, options.files, report)]
        lines = [*_key_lines(trouble), *told_of_files]
    counts = {one.value: sum(1 for report in reports if report.reception is one) for one in FileOutcome}
    document = {
        "dry_run": options.dry_run,
        "files": [_document(report) for report in reports],
        "counts": counts,
        "key_trouble": _key_document(trouble),
        "stopped_at": None,
    }
    told = "，".join(f"{one.label} {counts[one.value]}" for one in FileOutcome)
    lines.append(f"共 {len(reports)} 个文件：{told}" + ("（只看，没有收）" if options.dry_run else ""))
    if not reports:
        lines.append("文件夹里没有文件，什么也没有收：请核对是不是选错了文件夹")
    everything_taken = bool(reports) and counts[FileOutcome.TAKEN.value] == len(reports)
    return Answer("receive", document, lines, FINE if everything_taken else NO)


def _handed_over(desk: OfficeDesk, options: Namespace) -> tuple[Batch, TianbaoError | None]:
    """What is handed over, and why the receiving key could not be opened; the rest is taken in anyway."""
    packs = [pack for source in options.plan for pack in packs_in(source, desk.clock())]
    try:
        opens = _receiving_key(desk, options)
        key = None if opens is None else open_key_for_receiving(*opens)
    except TianbaoError as error:
        return Batch(paths=options.files, packs=packs, key_is_closed=True), error
    return Batch(paths=options.files, key=key, packs=packs), None


def _key_lines(trouble: TianbaoError | None) -> list[str]:
    if trouble is None:
        return []
    said = trouble.message.rstrip("。")
    return [f"收件密钥没有打开：{said}（{trouble.code}）。加密的先留着，其余照常收；改正以后再收一次"]


def _key_document(trouble: TianbaoError | None) -> dict[str, str] | None:
    return None if trouble is None else {"code": str(trouble.code), "sentence": trouble.message}


def _receiving_key(desk: OfficeDesk, options: Namespace) -> tuple[Path, str] | None:
    """The office's receiving key and its passphrase; None where none is known or nobody gives the latter.

    Without it encrypted files wait. Somebody at a console is asked only where something may be encrypted.
    """
    path = options.key or known_key(desk, KeyUse.RECEIVING)
    if path is None:
        return None
    if options.key is None and not is_at_hand(options):
        if not can_be_asked() or not may_be_encrypted(options.files):
            return None
        print("有加密的文件：请输入收件密钥的口令（直接回车则先不打开）", file=sys.stderr)
    words = passphrase(options, options.key)
    return (path, words) if words or options.key is not None else None


class Stopped(Exception):
    """Somebody stopped the receiving between two files."""


class _Progress:
    """One line on standard error that is written over, where a person looks at it.

    Used as a context manager it lets Ctrl+C stop between two files: a file is stored whole or not at all.
    """

    def __init__(self, *, is_silent: bool) -> None:
        self._is_silent = is_silent or not sys.stderr.isatty()
        self.done, self.name = 0, ""
        self._is_stopped = False

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGINT, self._stop)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _stop(self, *_: object) -> None:
        self._is_stopped = True

    def __call__(self, done: int, total: int, name: str) -> None:
        self.done, self.name = done, name
        if self._is_stopped and done < total:
            raise Stopped
        if not self._is_silent:
            end = "\r" if done < total else "\n"
            print(f"{done}/{total} {shown_plainly(name[:40]):<40}", end=end, file=sys.stderr, flush=True)


def _document(report: FileReport) -> dict[str, Any]:
    refusal = report.refusal
    return {
        "path": str(report.path),
        "kind": report.kind,
        "outcome": report.reception.value,
        "refusal": None if refusal is None else refusal.value,
        "code": None if refusal is None else str(refusal.code),
        "sentence": refusal_sentence(report),
        "step": "" if refusal is None else refusal.code.remedy,
        "known": report.known,
        "packages": [_package(package) for package in report.packages],
        "beside": [_beside(one) for one in report.beside],
    }


def _beside(one: LeftBeside) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "refusal": one.refusal.value,
        "code": str(one.refusal.code),
        "sentence": refusal_sentence(one),
        "step": one.refusal.code.remedy,
    }


def _package(report: PackageReport) -> dict[str, Any]:
    return {
        **office_document(report.package, report.facts, report.judged),
        "waits": report.waits,
        "state": report.unit_year.state.value,
    }


def _lines(desk: OfficeDesk, handed: Sequence[Path], report: FileReport) -> list[str]:
    name = _place(handed, report.path)
    if report.refusal is not None:
        code = report.refusal.code
        return [f"{report.reception.label}  {name}：{refusal_sentence(report)}。{code.remedy}（{code}）"]
    lines = [f"{report.reception.label}  {name}：规划数据包，已留存"] if report.is_plan else []
    for one in report.packages:
        known = "（已收过）" if report.known else _known_word(one)
        word = unused_word(one) or (FileOutcome.WAITS if one.waits else FileOutcome.TAKEN).label
        waits = any(waiting.digest == one.package.digest for waiting in one.unit_year.waiting)
        named = f"（文件摘要 {one.package.digest[:16]}）" if waits else ""
        lines.append(f"{word}  {name}：{whose(desk, one.package)}{known}{named}")
        lines.extend(f"      {fact.line}" for fact in open_points(one))
        lines.extend(f"      {fact.line}" for fact in one.facts if fact.status == "gaps")
        lines.extend(f"      {judged.sentence}" for judged in one.judged)
    for left in report.beside:
        code = left.refusal.code
        why = f"{refusal_sentence(left)}。{code.remedy}（{code}）"
        lines.append(f"{FileOutcome.WAITS.label}  {name} 里的 {left.name}：{why}")
    return lines


def _known_word(report: PackageReport) -> str:
    """That a package came before in another file; empty for one that is new."""
    status = next((fact.status for fact in report.facts if fact.name == REVISION), "")
    return {"duplicate": "（同一份已收过）", SAME_CONTENT: "（内容已收过，只是重新导出）"}.get(status, "")


def _place(handed: Sequence[Path], path: Path) -> str:
    """Where a file lies in the folder that was handed over: several bear the same name by contract."""
    folder = next((one for one in handed if one != path and path.is_relative_to(one)), path.parent)
    return shown_on_one_line(str(path.relative_to(folder)))
