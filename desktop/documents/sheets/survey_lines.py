"""What stands on the survey sheet of a unit (抽样调查表): one line for each figure that a sample gives.

Numbers are left blank: the sheet is taken along to a survey and filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.frozen import frozen
from forms.plan.definitions import Basis, Indicator
from forms.plan.pack import Plan
from forms.reporting.layout import FormLayout, LayoutRow, UnitLayout

TITLE = "抽样调查表"


@frozen
class SurveyLine:
    """One figure that a survey finds.

    Attributes:
        name: of the figure.
        unit: unit of measure.
        place: form and row into which the result goes.
        sampling: how people are to be drawn; empty where the plan does not say.
        method: how they are to be asked or measured; empty likewise.
        error: what is to be said of the error; empty likewise.
    """

    name: str
    unit: str
    place: str
    sampling: str
    method: str
    error: str


@frozen
class SurveySheet:
    """The content of the sheet.

    Attributes:
        plan_title: title of the plan.
        unit_name: official name of the unit.
        year: reporting year.
        lines: the figures, in the order of the forms.
    """

    plan_title: str
    unit_name: str
    year: int
    lines: tuple[SurveyLine, ...]


def survey_sheet(plan: Plan, layout: UnitLayout, year: int) -> SurveySheet:
    """The sheet of a unit; without lines where no sample is drawn for any of its figures."""
    lines = tuple(
        line for form in layout.forms for row in form.rows if (line := _line(plan, form, row)) is not None
    )
    return SurveySheet(plan.shown_title, plan.unit_by_code[layout.unit].official_name, year, lines)


def _line(plan: Plan, form: FormLayout, row: LayoutRow) -> SurveyLine | None:
    item = row.item
    if item is None:
        return None
    indicator = next((i for i in _surveyed(plan) if item.code in _results(i)), None)
    if indicator is None:
        return None
    survey = indicator.special_survey
    return SurveyLine(
        name=item.name,
        unit=item.unit,
        place=f"《{form.form.title}》{row.code} 行",
        sampling=(survey.sampling if survey is not None else None) or "",
        method=(survey.method if survey is not None else None) or "",
        error=(survey.error if survey is not None else None) or "",
    )


def _surveyed(plan: Plan) -> Iterator[Indicator]:
    return (i for i in plan.indicators if i.special_survey is not None or i.basis is Basis.SURVEY)


def _results(indicator: Indicator) -> set[str]:
    """Items that the survey finds: those of the formula, without the size of its sample."""
    return {term.item for term in (*indicator.formula.numerator, *indicator.formula.denominator)}
