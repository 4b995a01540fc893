"""The statistics office's base figures as a table, out and in.

Its modules:

    row      One row of it: which item it is of, what it says of it, and each of its figures
    table    Reads base figures from a table: rows are figures, columns say what each is
    writing  The table to be filled in, as xlsx
"""
