"""The workbook in which a county keeps its plan: writing it and reading it.

Its modules:

    choices   The words among which a cell is chosen
    columns   What may stand in a column of the plan workbook, and how it is written and read
    grid      The cells of a plan workbook as text
    reader    Reads a plan workbook back; the bytes may be anything
    reading   What was read from a plan workbook
    records   Between the pack's nested document and the flat records of the plan workbook
    sheets    The sheets of the plan workbook: one for each kind of record, one record per row
    workbook  The workbook in which a county keeps its plan, out and in
    writer    Writes the plan workbook
"""
