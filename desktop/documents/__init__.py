"""Paper, Excel forms and mail drafts: forms objects -> bytes, and hostile bytes -> forms objects.

This room knows no window and no store and does not know the signed package. The official form on
paper and in Excel are drawn from one printed table, so they cannot disagree.

    base_figures  The statistics office's base figures as a table, out and in
    county_book    The county's year as a workbook
    errors         stable codes E-DOC-nnn
    exchange_book  The exchange between a unit and the office about a year, as a workbook
    form_book      The Excel form that is filled in elsewhere, out and in
    history        Figures of earlier years as a table, out and in
    log_book       The change log as a workbook for an inspector
    manual         The manual as blocks of text and pictures, and on paper
    office_book    Workbooks of the statistics office
    official       The official annual form, on paper and as a workbook, from one printed table
    owner_list     The list by which a plan office confirms all owners of its plan, out and in
    paper          Setting Chinese text on paper: fonts, lines, ruled tables, PDF/A
    plan_book      The workbook in which a county keeps its plan, out and in
    sheets         Single sheets and the mail draft that go with a key, a handover or a package
    task_sheet     The task sheet of a plan (目标任务分解表), whole or of one unit, on paper and as a workbook
    workbook       What all workbooks have in common; those that come from outside are hostile until read

Nothing heavy is imported here or by importing these modules: ``reportlab``, ``pypdf`` and
``openpyxl`` load when a document is really made or read.
"""
