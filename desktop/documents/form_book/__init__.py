"""The Excel form to fill in: writing it, and reading a filled-in one.

Its modules:

    marks     Hidden marks by which the reader recognises sheets, rows and columns
    outside   Cells with content that belong to no cell of the form: beside it, below it, far away
    reader    Reads a filled-in Excel form; the bytes may be anything
    reading   What a filled-in Excel form is expected to be, and what was read from it
    sheets    Writes the Excel form to fill in
    table     One form's sheet in a filled-in workbook
    workbook  The Excel form to fill in: writing it, and reading a filled-in one
"""
