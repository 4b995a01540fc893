"""The exchange between a unit and the office about a year, as a workbook to be kept or shown.

Its modules:

    exchange_sheet   What came and went, and what was asked and answered, as texts
    exchange_writer  Writes it: one sheet of what came and went, one of questions
    workbook         The exchange of a year as a workbook
"""
