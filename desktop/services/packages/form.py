"""Fact ``forms``: whether the official form in a package is the one that its figures give.

The same content printed again by the same program version gives the same bytes (contracts 6) up to how zlib
packs them, with the same sentences of findings. Printing takes longer than all other checks together, so it
is done where one package is examined, and the fact says where it was not done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop import __version__
from desktop.documents.official.content import LogMark, PrintContent
from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.of_figures import content_of_figures
from desktop.documents.official.same_print import same_print
from desktop.documents.official.workbook import render_official_workbook
from desktop.services.packages.descriptor import finalised_at
from desktop.services.packages.fact import bad, ok, unread
from desktop.services.packages.schema import Content
from desktop.submission.facts import Fact, FactState
from desktop.submission.profile.datapackage import FINDINGS
from desktop.submission.profile.published import PDF_NAME, WORKBOOK_NAME
from forms.codes.code import ErrorCode
from forms.codes.verify import VerifyCode
from forms.errors import TianbaoError
from forms.filing.people import People
from forms.filing.tables import Row, finding_rows, verdicts_by_indicator
from forms.findings import RULES, Checker, Explanation, Report
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout


def forms_fact(content: Content, recheck: Fact, *, print_again: bool) -> Fact:
    """Print the official form again and compare it byte for byte, with its compressed parts unpacked.

    Args:
        content: what the package says.
        recheck: the fact about its results, without which nothing is printed.
        print_again: whether it is to be done at all.
    """
    submission, figures, layout = content.submission, content.figures, content.layout
    if submission is None or figures is None or layout is None or not content.is_sound:
        return unread("forms")
    if not print_again:
        sentence = "正式报表（PDF、xlsx）和审核句子没有重新打印比对，只核对了摘要；要比对请用 --print-again"
        return _undecided(VerifyCode.FORM_NOT_COMPARED, sentence)
    version = submission["program_version"]
    if version != __version__:
        sentence = f"正式报表由程序 {version} 打印，本机是 {__version__}，不能逐字节比对，没有比对"
        return _undecided(VerifyCode.PRINTED_BY_OTHER, sentence)
    if recheck.state is not FactState.OK:
        return unread("forms")
    return _compared(content, submission, figures, layout)


def _compared(content: Content, submission: Mapping[str, Any], figures: Figures, layout: UnitLayout) -> Fact:
    report = Checker(figures.plan, layout.unit, layout, RULES).check(figures)
    report = report.with_explanations(_explanations(content.tables[FINDINGS.name]))
    if finding_rows(report) != content.tables[FINDINGS.name]:
        return bad(
            "forms", VerifyCode.SENTENCES_DIFFER, f"{FINDINGS.path} 的审核句子或说明与同版本程序写出的不一致"
        )
    printed = _print_content(submission, figures, layout, report)
    # The unit chose whether the annex follows; nothing but the printed files says what it chose.
    choices = (printed, replace(printed, warnings=())) if printed.warnings else (printed,)
    stated = {name: content.package.data(name) for name in (PDF_NAME, WORKBOOK_NAME)}
    try:
        prints = [_prints(choice) for choice in choices]
    except TianbaoError as error:
        return _undecided(VerifyCode.NOT_PRINTED, f"本机不能重新打印正式报表，没有比对：{error.message}")
    again = min(prints, key=lambda print_: len(_differing(print_, stated)))
    other = _differing(again, stated)
    if other:
        sentence = f"{'、'.join(other)} 与数据重新打印出来的不一致，不能作为这份数据的报表"
        return bad("forms", VerifyCode.FORM_DIFFERS, sentence)
    how = "逐字节一致" if again == stated else "内容逐字节一致，只有压缩方式不同"
    sentence = f"正式报表（PDF、xlsx）重新打印，{how}；审核句子与说明也一致"
    return ok("forms", VerifyCode.FORM_SAME, sentence)


def _prints(printed: PrintContent) -> dict[str, bytes]:
    """The official form by its names in the package."""
    return {PDF_NAME: render_official_pdf(printed), WORKBOOK_NAME: render_official_workbook(printed)}


def _differing(again: Mapping[str, bytes], stated: Mapping[str, bytes]) -> list[str]:
    """Names of the files that are not what is printed."""
    return [name for name, data in again.items() if not same_print(data, stated[name])]


def _print_content(
    submission: Mapping[str, Any], figures: Figures, layout: UnitLayout, report: Report
) -> PrintContent:
    """What the unit's program printed at 定稿."""
    count = submission.get("log_count")
    return content_of_figures(
        figures,
        layout,
        report,
        verdicts_by_indicator(figures, layout),
        People.from_mapping(submission["people"]),
        reported=finalised_at(submission).date(),
        revision=submission["revision"],
        digest=submission["content_digest"],
        log=LogMark(count, submission["log_head"]) if count is not None else None,
    )


def _explanations(rows: list[Row]) -> list[Explanation]:
    """The explanations that the package states, each bound to the values that it explains."""
    return [
        Explanation(
            code=row["code"],
            cell=row["cells"].partition(" ")[0],
            digest=row["digest"],
            text=row["explanation"],
            by=row["explained_by"],
            at=row["explained_at"],
        )
        for row in rows
        if row["explanation"]
    ]


def _undecided(code: ErrorCode, sentence: str) -> Fact:
    return Fact(name="forms", state=FactState.UNKNOWN, code=code, sentence=sentence, required=False)
