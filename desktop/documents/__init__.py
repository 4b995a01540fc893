"""Paper, Excel forms and mail drafts: forms objects -> bytes, and hostile bytes -> forms objects.

This room knows no window and no store and does not know the signed package. The official form on
paper and in Excel are drawn from one printed table, so they cannot disagree.

    content            PrintContent: everything a print needs, and nothing it has to look up
    errors             stable codes E-DOC-nnn
    printed            PrintContent -> texts of cells, rows, notes: shared by PDF and xlsx
    official_form      render_official_pdf: the official form, PDF/A-1b
    official_workbook  render_official_workbook: the same form as xlsx
    entry_workbook     render_entry_workbook, read_entry_workbook: the Excel form to fill in elsewhere
    mail               draft_mail: an e-mail draft with the package attached

Nothing heavy is imported here or by importing these modules: ``reportlab``, ``pypdf`` and
``openpyxl`` load when a document is really made or read.
"""
