"""Shared parts of all workbooks: writing ours, and reading foreign ones, which are hostile until read.

Its modules:

    cell   The text of one cell of a foreign workbook, or why it cannot be used
    dressing  Fonts, borders and merging of cells, each looked up once for a workbook
    file   Shared parts of the workbooks that this program writes
    grid   The cells of a foreign workbook, detached from it; the bytes may be anything
    guard  Checks the zip container of a workbook before anything inside is parsed
    head   The head row of a table of years: its columns, and the years they are of
    heights  Heights of rows by what their cells need, so that nothing is cut off on paper
    looks  A workbook without its styles, which must not decide whether figures can be read
    own_book  Which of ours a workbook is, for the door that wants another one
    parts  Counts the elements in the parts of a workbook, before a library makes objects of them
    saving  The parts of a workbook as openpyxl writes them, kept in memory
"""
