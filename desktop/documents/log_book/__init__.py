"""The change log as a workbook for an inspector.

Its modules:

    sheets     Sheets of the exported change log, written row by row: a log may have many thousands
    workbook   The change log as a workbook for an inspector
    log_sheet  What the exported change log says: its rows, and whose log it is
"""
