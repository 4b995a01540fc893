"""The change log as a workbook for an inspector.

Its modules:

    sheets     Sheets of the exported change log, written row by row: a log may have many thousands
    workbook   The change log as a workbook for an inspector
    log_sheet  The content of the exported change log: its rows and its unit
"""
