"""What the pack says of an indicator stands below its form, as the plan workbook promises."""

from desktop.services.unit.printing import print_content


def test_the_note_of_an_indicator_stands_below_its_form(filled):
    plan = filled.desk.plan
    noted = {i.code: i for i in plan.indicators if i.note is not None}
    shown = {
        row.indicator.code: form.form.code
        for form in filled.layout.forms
        for row in form.rows
        if row.indicator is not None and row.indicator.code in noted
    }
    assert shown
    notes = print_content(filled).notes
    for code, form in shown.items():
        assert f"“{noted[code].name}”：{noted[code].note}" in notes[form]
