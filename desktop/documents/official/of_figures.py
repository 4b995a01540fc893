"""The content of a print, made of a year's figures, which may come from a store or from a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from desktop import __version__
from desktop.documents.official.content import LogMark, PrintContent, PrintedFinding, PrintedWarning, row_key
from forms.filing.disclosure import small_counts
from forms.filing.people import People
from forms.findings import Finding, Report
from forms.plan.definitions import Indicator
from forms.plan.pack import Plan
from forms.plan.targets import Target
from forms.reporting.entry import Figures
from forms.reporting.layout import NO_SURVEY, UnitLayout
from forms.verdict import Outcome, Verdict, headline
from forms.verdict.warning import EarlyWarning, early_warnings


def content_of_figures(  # noqa: PLR0913 - all that is printed
    figures: Figures,
    layout: UnitLayout,
    report: Report,
    verdicts: Mapping[str, Sequence[Verdict]],
    people: People,
    *,
    reported: date | None,
    revision: int | None,
    digest: str | None,
    log: LogMark | None,
    annex: bool = True,
) -> PrintContent:
    """The content of a print of these figures, which may come from a store or from a package.

    Args:
        figures: the year's figures.
        layout: the unit's forms.
        report: findings with explanations.
        verdicts: verdicts by indicator.
        people: who signs.
        reported: 报出日期, None leaves it blank.
        revision: number of the submission, None for a draft.
        digest: content digest, None for a draft.
        log: change log at 定稿, None for a draft.
        annex: whether the early warnings follow the form as an annex.
    """
    judged = [verdict for found in verdicts.values() for verdict in found]
    return PrintContent(
        unit=layout.unit,
        people=people,
        forms=layout.forms,
        figures=figures,
        program_version=__version__,
        report_date=reported,
        revision=revision,
        content_digest=digest,
        log=log,
        verdicts=row_verdicts(layout, verdicts),
        findings=[_printed(layout, report, finding) for finding in report.findings],
        warnings=[_warned(warning) for warning in early_warnings(figures.plan, judged)] if annex else [],
        notes=_assumption_notes(figures.plan, layout),
        sensitive=bool(small_counts(figures, layout)),
    )


def row_verdicts(layout: UnitLayout, verdicts: Mapping[str, Sequence[Verdict]]) -> dict[str, str]:
    """Short verdict for each judged form row."""
    shown = {}
    for form in layout.forms:
        for row in form.rows:
            verdict = headline(verdicts.get(row.indicator.code, ())) if row.indicator else None
            if verdict is not None:
                unheld = row.is_of_survey and verdict.outcome is Outcome.NO_DATA
                shown[row_key(form.form.code, row.code)] = NO_SURVEY if unheld else _word(verdict)
    return shown


def _word(verdict: Verdict) -> str:
    """A verdict as the form has it: with the year that it compares with, as last year stands beside it."""
    return f"{verdict.summary}（{verdict.compared}）" if verdict.compared else verdict.summary


def _printed(layout: UnitLayout, report: Report, finding: Finding) -> PrintedFinding:
    explanation = report.explanation(finding)
    return PrintedFinding(
        level=finding.enforcement.label,
        place=place_name(layout, finding),
        sentence=finding.stated,
        explanation=explanation.text if explanation else "",
        by=explanation.by if explanation else "",
    )


def _warned(warning: EarlyWarning) -> PrintedWarning:
    verdict = warning.verdict
    return PrintedWarning(
        kind=warning.kind.label,
        indicator=warning.name,
        target=f"{verdict.target.place}　{verdict.due_text}",
        basis=verdict.arithmetic,
        need=warning.need,
    )


def place_name(layout: UnitLayout, finding: Finding) -> str:
    """Where a finding points, for a person: form title and row code."""
    if not finding.cells:
        return ""
    form = layout.form_of(finding.cells[0])
    return f"《{form.form.title}》{finding.cells[0].split('/')[1]} 行"


def _assumption_notes(plan: Plan, layout: UnitLayout) -> dict[str, list[str]]:
    """Stand-ins, special surveys and assumptions about the indicators of each form, for its notes."""
    notes: dict[str, list[str]] = {}
    for form in layout.forms:
        own = {row.indicator.code: row.indicator for row in form.rows if row.indicator is not None}
        texts = [text for indicator in own.values() for text in _stand_in_notes(plan, indicator)]
        texts += [f"“{i.name}”：{i.note}" for i in own.values() if i.note is not None]
        texts += _survey_note([i.name for i in own.values() if i.special_survey is not None])
        texts += dict.fromkeys(_proxy_note(plan, t) for row in form.rows for t in row.targets if t.proxy)
        texts += [a.text for a in plan.assumptions if a.indicator in own]
        if texts:
            notes[form.form.code] = texts
    return notes


def _proxy_note(plan: Plan, target: Target) -> str:
    """What a reader must know of a target that is judged by a figure that only stands in."""
    assert target.proxy is not None
    assert target.indicator is not None
    name = plan.judged_by_code[target.indicator].name
    return f"“{name}”替代“{target.proxy.stands_for}”：{target.proxy.reason}"


def _stand_in_notes(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """What a reader must know of a figure that stands in for another."""
    if indicator.proxy_for is not None:
        replaced = plan.indicator_by_code[indicator.proxy_for].name
        reason = f"：{indicator.proxy_reason}" if indicator.proxy_reason else "。"
        yield f"“{indicator.name}”是“{replaced}”的替代性指标{reason}"


def _survey_note(names: Sequence[str]) -> list[str]:
    """What a form says of its special surveys, once for all of them."""
    if not names:
        return []
    named = "、".join(f"“{name}”" for name in names)
    told = "没有调查的年份不填，也不用写原因；填了数的，在“数据来源”写明抽样、样本量、时间、方法和误差。"
    return [f"{named}没有经常性统计，列为缺项专项调查：{told}"]
