"""The four tables of a submission as rows (contracts section 8), and observations back from rows.

Rows are maps of text; empty text is null. With the definition changes in the content they hold everything
that the receiving office needs to repeat all checks and verdicts: this year's cells and the figures of
earlier years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from forms.codes.verify import VerifyCode
from forms.errors import Problem
from forms.figures.breakdown import SeriesKey, canonical_breakdown
from forms.figures.quantity import Reading, canonical_decimal, parse_number, parse_quantity
from forms.findings.finding import Report, Result
from forms.plan.pack import Plan
from forms.plan.targets import Target
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import UnitLayout
from forms.verdict import Verdict, judge

Row = dict[str, str]

_READ_COLUMNS = (
    "item", "breakdown", "year", "value", "missing", "text", "note", "source", "entered_by", "entered_at",
)  # fmt: skip
_YEAR = re.compile(r"[0-9]{4}")
PACE = "pace"
"""Method of the outlook (column ``method``): actual growth compared with required growth."""


def observation_rows(figures: Figures, layout: UnitLayout) -> list[Row]:
    """One row for each entry cell of the year, then all figures of earlier years that the plan defines."""
    rows = [_observation_row(figures, cell.address, cell.key) for cell in layout.entry_cells]
    for year in sorted(y for y in figures.history if y < figures.year):
        rows += [
            _history_row(figures.plan, layout, key, year, value)
            for key, value in sorted(figures.history[year].items())
            if _is_known(figures.plan, key.code)
        ]
    return rows


def _is_known(plan: Plan, code: str) -> bool:
    return code in plan.item_by_code or code in plan.indicator_by_code


def _observation_row(figures: Figures, address: str, key: SeriesKey) -> Row:
    return {
        **_place(figures.plan, address, key, figures.year),
        **observation_texts(figures.observations.get(key)),
    }


def observation_texts(observation: Observation | None) -> Row:
    """The columns of an observation that describe its entry; all empty for an empty cell."""
    reading = observation.reading if observation is not None else Reading(text="")
    entered = observation.entered_at if observation is not None else None
    return {
        "value": _text(reading.value),
        "missing": reading.missing.value if reading.missing else "",
        "text": reading.text,
        "note": observation.note if observation is not None else "",
        "source": observation.source if observation is not None else "",
        "entered_by": observation.entered_by if observation is not None else "",
        "entered_at": utc_text(entered) if entered is not None else "",
    }


def _history_row(plan: Plan, layout: UnitLayout, key: SeriesKey, year: int, value: Decimal) -> Row:
    cells = layout.cells_by_key.get(key)
    return {
        **_place(plan, cells[0].address if cells else "//", key, year),
        "value": canonical_decimal(value),
        **dict.fromkeys(("missing", "text", "note", "source", "entered_by", "entered_at"), ""),
    }


def _place(plan: Plan, address: str, key: SeriesKey, year: int) -> Row:
    """The columns of an observation that say where it stands and its unit of measure."""
    form, row, _ = address.split("/")
    subject = plan.item_by_code.get(key.code) or plan.indicator_by_code.get(key.code)
    return {
        "form": form,
        "row": row,
        "item": key.code,
        "breakdown": key.breakdown,
        "year": str(year),
        "unit": subject.unit if subject is not None else "",
    }


def judged_keys(layout: UnitLayout) -> Iterator[SeriesKey]:
    """Indicators that stand on the unit's forms, each breakdown once, in form order."""
    seen: set[SeriesKey] = set()
    for form in layout.forms:
        for row in form.rows:
            if row.indicator is None:
                continue
            for breakdown in ("_T", *row.indicator.breakdown):
                key = SeriesKey(row.indicator.code, breakdown)
                if key not in seen:
                    seen.add(key)
                    yield key


def indicator_rows(figures: Figures, layout: UnitLayout) -> list[Row]:
    """Derived values of the year, unrounded, with numerator and denominator."""
    rows = []
    for key in judged_keys(layout):
        measured = figures.measured(key)
        rows.append(
            {
                "indicator": key.code,
                "breakdown": key.breakdown,
                "year": str(figures.year),
                "value": _text(measured.value),
                "unit": figures.plan.indicator_by_code[key.code].unit,
                "numerator": _text(measured.numerator),
                "denominator": _text(measured.denominator),
            }
        )
    return rows


def finding_rows(report: Report) -> list[Row]:
    """One row for each finding, with its explanation where one is in force."""
    rows = []
    for finding in report.findings:
        explanation = report.explanation(finding)
        rows.append(
            {
                "code": finding.code,
                "level": finding.level.value,
                "enforcement": finding.enforcement.value,
                "cells": " ".join(finding.cells),
                "result": Result.FAILS.value,
                "message": finding.message,
                "explanation": explanation.text if explanation else "",
                "explained_by": explanation.by if explanation else "",
                "explained_at": utc_text(datetime.fromisoformat(explanation.at)) if explanation else "",
                "digest": finding.digest,
            }
        )
    return rows


def unit_verdicts(figures: Figures, layout: UnitLayout) -> list[Verdict]:
    """Verdicts on every target whose indicator stands on the unit's forms, in plan order."""
    own = {key.code for key in judged_keys(layout)}
    judged = figures.remember(
        ("unit verdicts", layout.unit),
        lambda: [judge(target, figures) for target in figures.plan.targets if target.indicator in own],
    )
    return list(judged)


def verdicts_by_indicator(figures: Figures, layout: UnitLayout) -> Mapping[str, tuple[Verdict, ...]]:
    """The verdicts of :func:`unit_verdicts` by indicator code, each judged when it is first asked for."""
    return JudgedWhenAsked(figures, layout)


class JudgedWhenAsked(Mapping[str, tuple[Verdict, ...]]):
    """Verdicts by indicator code; who leaves a cell sees those of one form, and waits for no other.

    Args:
        figures: by which targets are judged.
        layout: of the unit, on whose forms their indicators stand.
    """

    def __init__(self, figures: Figures, layout: UnitLayout) -> None:
        """Judge nothing yet."""
        self._figures = figures
        self._targets: Mapping[str, tuple[Target, ...]] = figures.remember_past(
            ("targets by indicator", layout.unit), lambda: _targets_by_indicator(figures, layout)
        )
        self._judged: dict[str, tuple[Verdict, ...]] = {}

    def __getitem__(self, code: str) -> tuple[Verdict, ...]:
        """The verdicts on the targets of an indicator, in plan order."""
        judged = self._judged.get(code)
        if judged is None:
            targets = self._targets[code]
            judged = self._judged[code] = tuple(judge(target, self._figures) for target in targets)
        return judged

    def __iter__(self) -> Iterator[str]:
        """The codes, in the order of the plan's targets."""
        return iter(self._targets)

    def __len__(self) -> int:
        """How many indicators have targets."""
        return len(self._targets)


def _targets_by_indicator(figures: Figures, layout: UnitLayout) -> dict[str, tuple[Target, ...]]:
    own = {key.code for key in judged_keys(layout)}
    found: dict[str, list[Target]] = {}
    for target in figures.plan.targets:
        if target.indicator in own:
            found.setdefault(target.indicator or "", []).append(target)
    return {code: tuple(targets) for code, targets in found.items()}


def verdict_rows(verdicts: Iterable[Verdict]) -> list[Row]:
    """One row for each verdict; the columns of the method ``chance`` are empty, as nothing fills them yet."""
    return [_verdict_row(verdict) for verdict in verdicts]


def _verdict_row(verdict: Verdict) -> Row:
    target, trust = verdict.target, verdict.reliability
    low, high = trust.interval if trust.interval is not None else (None, None)
    return {
        "indicator": target.indicator or "",
        "section": target.section.value,
        "domain": str(target.domain),
        "item": str(target.item),
        "op": target.op.value if target.op is not None else "",
        "target": _text(target.value),
        "unit": target.unit or "",
        "target_year": str(verdict.due),
        "tier": target.tier.value if target.tier is not None else "",
        "year": str(verdict.year),
        "actual": _text(verdict.actual),
        "outcome": verdict.outcome.value,
        "outlook": verdict.outlook.value if verdict.outlook is not None else "",
        "ratio": _text(verdict.ratio),
        "reliability": "small_numbers" if trust.small_numbers else "",
        "interval_low": _text(low),
        "interval_high": _text(high),
        "volatile": "true" if verdict.volatile else "false",
        "method": PACE,
        **dict.fromkeys(("chance", "reach_low", "reach_mid", "reach_high"), ""),
    }


def utc_text(moment: datetime) -> str:
    """An aware moment in UTC, to the second, as RFC 3339 and the Frictionless ``datetime`` type have it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: Decimal | None) -> str:
    return canonical_decimal(value) if value is not None else ""


def figures_from_rows(plan: Plan, year: int, rows: Sequence[Mapping[str, str]]) -> Figures:
    """The figures of a package, read from its observation rows.

    The text as typed is parsed again; where the result differs from the value beside it, the row is a
    problem. Changes of definition are not in these rows; the caller adds them (:attr:`Figures.breaks`).

    Args:
        plan: the plan of the package.
        year: its reporting year.
        rows: rows of ``data/observations.csv`` by column name, without the header.

    Raises:
        ObservationRowsError: carries every row that cannot be used (E-VERIFY-042).
    """
    problems: list[Problem] = []
    observations: dict[SeriesKey, Observation] = {}
    history: dict[int, dict[SeriesKey, Decimal]] = {}
    for number, row in enumerate(rows, start=2):
        try:
            _take_row(plan, year, row, observations, history)
        except ValueError as error:
            problems.append(
                Problem(VerifyCode.OBSERVATIONS, f"data/observations.csv 第 {number} 行", str(error))
            )
    if problems:
        raise ObservationRowsError(problems)
    return Figures(plan=plan, year=year, observations=observations, history=history)


class ObservationRowsError(ValueError):
    """Observation rows that contradict themselves or the plan."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the text shows the first."""
        super().__init__(str(problems[0]))
        self.problems = tuple(problems)


def _take_row(
    plan: Plan,
    year: int,
    row: Mapping[str, str],
    observations: dict[SeriesKey, Observation],
    history: dict[int, dict[SeriesKey, Decimal]],
) -> None:
    """Add one row to the observations or the history; raises ValueError with a Chinese message."""
    absent = [name for name in _READ_COLUMNS if name not in row]
    if absent:
        raise ValueError(f"缺少 {'、'.join(absent)}")
    if not _is_known(plan, row["item"]):
        raise ValueError(f"规划里没有“{row['item']}”")
    key = SeriesKey(row["item"], _breakdown(row["breakdown"]))
    if not _YEAR.fullmatch(row["year"]):
        raise ValueError("年份不是四位数字")
    at = int(row["year"])
    if at == year:
        _take_observation(plan, key, row, observations)
        return
    reading = parse_number(row["value"])
    if at > year or reading.value is None or _text(reading.value) != row["value"]:
        raise ValueError("历史数据有误")
    if key in history.setdefault(at, {}):
        raise ValueError("同一历史数据出现了两次")
    history[at][key] = reading.value


def _take_observation(
    plan: Plan, key: SeriesKey, row: Mapping[str, str], observations: dict[SeriesKey, Observation]
) -> None:
    if key.code not in plan.item_by_code:
        raise ValueError(f"“{key.code}”是算出来的指标，不能直接填报")
    reading = parse_quantity(row["text"], plan.item_by_code[key.code].unit)
    if _text(reading.value) != row["value"] or (reading.missing or "") != row["missing"]:
        raise ValueError("填报原文与所列数值不一致")
    if key in observations:
        raise ValueError("同一数据出现了两次")
    if not reading.is_blank or row["note"] or row["source"]:
        entered = _time(row["entered_at"])
        observations[key] = Observation(
            key=key,
            reading=reading,
            note=row["note"],
            source=row["source"],
            entered_by=row["entered_by"],
            entered_at=entered,
        )


def _breakdown(text: str) -> str:
    try:
        return canonical_breakdown(text)
    except ValueError as error:
        raise ValueError(f"不认识分组“{text}”") from error


def _time(text: str) -> datetime | None:
    """A time with offset; None for empty text."""
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"填报时间“{text}”不对") from error
    if time.tzinfo is None:
        raise ValueError(f"填报时间“{text}”没有时区")
    return time
