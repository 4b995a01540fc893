"""Figures of earlier years as a table: writing it and reading it.

Its modules:

    delimited  From the bytes of a text with separated fields to its rows
    table      Reads figures from a table: rows are figures, columns are years
    texts      From the bytes of a table, xlsx or text, to rows of texts
    writing    The table to be filled in, as xlsx
"""
