"""The survey sheet of a unit (抽样调查表), on which a sample survey is noted down."""

from __future__ import annotations

from desktop.documents.sheets.survey_lines import survey_sheet
from desktop.documents.sheets.survey_sheet import render_survey_sheet
from desktop.services.unit.year import YearDesk
from forms.codes.program import PrintCode
from forms.errors import UserInputError


def has_surveys(year: YearDesk) -> bool:
    """Whether a sample survey finds any figure on the unit's forms."""
    return bool(survey_sheet(year.desk.plan, year.layout, year.year).lines)


def survey_pdf(year: YearDesk) -> bytes:
    """The unit's sheet as PDF/A-1b; numbers are blank, whatever is typed.

    Raises:
        UserInputError: no sample survey finds any of the unit's figures (E-PRINT-004).
    """
    sheet = survey_sheet(year.desk.plan, year.layout, year.year)
    if not sheet.lines:
        raise UserInputError(
            PrintCode.NO_SURVEY, f"{sheet.unit_name}的报表上没有靠抽样调查得到的数，不用打印抽样调查表"
        )
    return render_survey_sheet(sheet)
