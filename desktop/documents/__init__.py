"""Paper, Excel forms and mail drafts: forms objects -> bytes, and hostile bytes -> forms objects.

This room knows no window and no store and does not know the signed package. The official form on
paper and in Excel are drawn from one printed table, so they cannot disagree.

    content             PrintContent: everything a print needs, and nothing it has to look up
    errors              stable codes E-DOC-nnn
    printed             PrintContent -> texts of cells, rows, notes: shared by PDF and xlsx
    official_form       render_official_pdf: the official form, PDF/A-1b
    official_workbook   render_official_workbook: the same form as xlsx
    entry_workbook      render_entry_workbook, read_entry_workbook: the Excel form to fill in elsewhere
    mail                draft_mail: an e-mail draft with the package attached
    by_hand             What no font of the program can draw and a person therefore writes on the
    characters          Which characters of a text are drawn at all
    entry_marks         Hidden marks by which an entry workbook finds itself again
    entry_reader        Reads a filled-in Excel form; the bytes may be anything
    entry_reading       What a filled-in Excel form is expected to be, and what was read from it
    entry_sheets        Writes the Excel form to fill in
    entry_table         One form's sheet in a filled-in workbook
    font_cover          Which characters the embedded fonts can draw, read from the font files alone
    fonts               The embedded Chinese fonts: registered once, chosen character by character
    form_columns        Columns of a form on paper
    handover_sheet      The sheet with which one clerk hands the work over to the next (交接单)
    history_table       Figures of earlier years as a simple table
    key_sheet           What stands on the stamped sheet that makes a certificate known
    log_sheets          Sheets of the exported change log
    log_workbook        The change log as a workbook for an inspector
    official_sheets     Sheets of the official workbook: the printed table again, in cells
    pdf_book            The whole official form as PDF
    pdf_cover           The cover
    pdf_form            One statistical form on its pages
    pdf_handover_sheet  Draws the handover sheet (交接单) with ReportLab, on one page
    pdf_key_sheet       Draws the sheet that makes a certificate known with ReportLab
    pdf_list            Pages of the lists behind the forms
    pdf_page            Page of the official form
    pdfa                From ReportLab's PDF to PDF/A-1b (ISO 19005-1): XMP, output intent, document id
    plan_columns        What may stand in a column of the plan workbook, and how it is written and read
    plan_grid           The cells of a plan workbook as text
    plan_reader         Reads a plan workbook back; the bytes may be anything
    plan_records        Between the pack's nested document and the flat records of the plan workbook
    plan_sheets         The sheets of the plan workbook: one for each kind of record, one record per row
    plan_workbook       The workbook in which a county keeps its plan, out and in
    plan_writer         Writes the plan workbook
    printed_list        Lists behind the forms
    ruled_table         Tables in the manner of Chinese statistical forms
    typesetting         Setting Chinese text in lines
    wording             Short texts of targets
    workbook_cell       What one cell of a foreign workbook says
    workbook_file       What all our workbooks have in common
    workbook_grid       The cells of a foreign workbook, detached from it; the bytes may be anything
    workbook_guard      Looks at the outside of a workbook before anything inside is parsed
    workbook_looks      Looks never decide whether figures can be read
    workbook_parts      Counts what stands in the parts of a workbook

Nothing heavy is imported here or by importing these modules: ``reportlab``, ``pypdf`` and
``openpyxl`` load when a document is really made or read.
"""
