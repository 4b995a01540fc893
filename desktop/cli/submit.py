"""Commands that finalise, print, export and verify."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_desk
from desktop.cli.secret import passphrase
from desktop.cli.unanswered import unanswered
from desktop.services.clock import local_now, require_clock
from desktop.services.files import require_ending, write_file
from desktop.services.keys.key_files import open_key
from desktop.services.packages.comparison import difference_sentences
from desktop.services.packages.encryption import read_receiver
from desktop.services.packages.trust import read_register
from desktop.services.packages.verification import Premises, VerifiedSubmission, verify_file
from desktop.services.plans.known import finder
from desktop.services.unit.filing.exporting import EncryptedFile, export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.never_exported import never_exported, told_of_never_exported
from desktop.services.unit.letters.base_figures import told_of_waiting
from desktop.services.unit.letters.office_receiver import office_receiver, require_office_receiver
from desktop.services.unit.plan.used_plans import packs_in
from desktop.services.unit.printing import (
    by_hand_words,
    left_by_hand,
    official_pdf,
    official_workbook,
    small_cell_caution,
)
from desktop.services.unit.surveying import survey_pdf
from desktop.services.unit.year import open_year
from forms.codes.program import PrintCode
from forms.filing.receipt_time import ReceiptTime
from forms.filing.state import Step
from forms.letters.fact_words import fact_word


def finalise_year(options: Namespace) -> Answer:
    """定稿."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        blank, (asked, waiting) = left_by_hand(year), unanswered(year)
        revision = finalise(
            year,
            by_hand=options.by_hand,
            clock_is_right=options.clock_is_right,
            annex=not options.without_annex,
        )
        digest, missed = year.content_digest, never_exported(year)
    document = {
        "year": options.year,
        "revision": revision,
        "content_digest": digest,
        "by_hand": [
            {"place": one.place, "characters": [f"U+{ord(c):04X}" for c in one.characters]} for one in blank
        ],
        "open_questions": asked,
        "never_exported": missed,
    }
    lines = [f"{options.year} 年已定稿，第 {revision} 版", *waiting, *told_of_never_exported(missed)]
    lines += [f"纸上留了空线，打印后请手写：{by_hand_words(blank)}"] if blank else []
    return Answer("finalise", document, lines)


def withdraw_year(options: Namespace) -> Answer:
    """Take 定稿 back."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        counted = year.given.named
        withdraw(year, options.reason)
        missed = never_exported(year)
        document = {"year": options.year, "state": year.state.value, "never_exported": missed}
        told = told_of_waiting(year, counted)
    return Answer(
        "withdraw",
        document,
        [f"{options.year} 年已撤回，修改后须重新定稿", *told, *told_of_never_exported(missed)],
    )


_RENDERERS = {".pdf": official_pdf, ".xlsx": official_workbook}


def print_form(options: Namespace) -> Answer:
    """Write the official form, or the survey sheet."""
    if options.survey:
        return _print_survey(options)
    require_ending(options.output, *_RENDERERS, code=PrintCode.SUFFIX)
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        data = _RENDERERS[options.output.suffix.lower()](year)
        state, caution = year.state, small_cell_caution(year)
    write_file(options.output, data)
    document = {
        "path": str(options.output),
        "bytes": len(data),
        "draft": state.is_open,
        "caution": caution,
    }
    kind = "草稿" if state.is_open else "正式报表"
    lines = [f"已写出{kind}：{options.output}"]
    return Answer("print", document, lines + _cautioned(caution))


def _print_survey(options: Namespace) -> Answer:
    require_ending(options.output, ".pdf", code=PrintCode.SUFFIX)
    with open_desk(options.store) as desk:
        data = survey_pdf(open_year(desk, options.year))
    write_file(options.output, data)
    document = {"path": str(options.output), "bytes": len(data), "draft": False, "caution": None}
    return Answer("print", document, [f"已写出抽样调查表：{options.output}"])


def export_package(options: Namespace) -> Answer:
    """Sign and write the package."""
    with open_desk(options.store) as desk:
        year = open_year(desk, options.year)
        year.next_state(Step.EXPORT)  # before a passphrase is asked for in vain
        now = require_clock(desk, is_confirmed=options.clock_is_right)
        receivers = [read_receiver(path, desk.clock()) for path in options.encrypt_to]
        if options.encrypt:
            receivers = [require_office_receiver(desk)]
        offered = None if receivers else office_receiver(desk)
        key = open_key(options.key, passphrase(options, options.key))
        missed = never_exported(year)
        made = export(year, key, options.output, receivers, clock_is_right=options.clock_is_right)
    ends = [end for end in (made.end, *(one.end(now) for one in receivers)) if end is not None]
    document = {
        "path": str(made.path),
        "mail": str(made.mail_path),
        "digest": made.digest,
        "bytes": made.size,
        "check_code": made.check_code,
        "warning": made.warning,
        "caution": made.caution,
        "encrypted": None if made.encrypted is None else _sealed(made.encrypted, now),
        "offered": None if offered is None else offered.fingerprint,
        "end": made.end.to_dict() if made.end is not None else None,
        "never_exported": missed,
    }
    lines = [f"报送包：{made.path}", f"邮件草稿：{made.mail_path}", f"纸质表校验码：{made.check_code}"]
    if made.encrypted is not None:
        lines[0] = f"加密的报送包（外送）：{made.sent}"
        lines.insert(1, f"未加密的报送包（本单位留存，不外送）：{made.path}")
        for one in made.encrypted.receivers:
            print_ = one.shown_fingerprint.replace("\n", " ")
            check = "来自统计局签名的任务，指纹" if options.encrypt else "请与统计局公布的指纹核对"
            lines.append(f"加密给：{one.name}，{check}：{print_}")
        lines += [made.encrypted.warning] if made.encrypted.warning else []
    lines += ["没有加密：统计局的任务带来了收件证书，要加密的加 --encrypt"] if offered is not None else []
    lines += told_of_never_exported(missed)
    lines += [made.warning] if made.warning else []
    lines += [end.sentence for end in ends if end.sentence]
    return Answer("export", document, lines + _cautioned(made.caution))


def _sealed(encrypted: EncryptedFile, now: datetime) -> dict[str, Any]:
    return {
        "path": str(encrypted.path),
        "digest": encrypted.digest,
        "bytes": encrypted.size,
        "warning": encrypted.warning,
        "receivers": [
            {
                "name": one.name,
                "fingerprint": one.fingerprint,
                "valid_until": one.valid_until.isoformat(),
                "end": one.end(now).to_dict(),
            }
            for one in encrypted.receivers
        ],
    }


def _cautioned(caution: str | None) -> list[str]:
    return [f"注意保密：{caution}"] if caution else []


def verify(options: Namespace) -> Answer:
    """Give facts about a package."""
    expected = Premises(
        now=local_now(),
        trusted=read_register(options.trust),
        allow_unregistered=options.allow_unregistered,
        paper_code=options.paper,
        received=options.at,
        print_again=options.print_again,
    )
    given = [pack for source in options.plan for pack in packs_in(source, local_now())]
    found = verify_file(options.package, finder(given), expected)
    verification = found.verification
    document: dict[str, Any] = {
        "kind": found.kind.value,
        **verification.to_dict(),
        "judged_at": _times(expected.judged_at),
    }
    lines = [] if verification.other_kind else _fact_lines(found)
    lines.append(verification.sentence)
    return Answer("verify", document, lines, 0 if verification.bottom_line == "ok" else NO)


def _fact_lines(found: VerifiedSubmission) -> list[str]:
    """Each fact, with the code of what stands in the way, and the results that differ behind it."""
    lines = []
    for fact in found.verification.facts:
        said = f"{fact.sentence.rstrip('。')}（{fact.code}）" if fact.stands_in_the_way else fact.sentence
        lines.append(f"{_SIGNS[fact.state]} {fact_word(fact.name)}：{said}")
        lines += _differing(fact.results)
    return lines


def _differing(results: Mapping[str, Any] | None) -> list[str]:
    """The results that differ, for a person: the place, what the package says and what we calculate."""
    if results is None:
        return []
    shown = [f"    {sentence}" for sentence in difference_sentences(results)[:_SHOWN]]
    more = results["difference_count"] - len(shown)
    return shown + ([f"    另有 {more} 处，用 --json 全部列出"] if more > 0 else [])


def _times(judged_at: ReceiptTime) -> dict[str, Any]:
    return {
        "earliest": judged_at.earliest.isoformat(),
        "latest": judged_at.latest.isoformat(),
        "stated": judged_at.is_stated,
    }


_SHOWN = 20
"""Differences shown to a person; chosen by us, the JSON answer lists them all."""
_SIGNS = {"ok": "✓", "bad": "✗", "unknown": "?"}
