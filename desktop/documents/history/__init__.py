"""Figures of earlier years as a table: writing it and reading it.

Its modules:

    table  Figures of earlier years as a table: rows are figures, columns are years
"""
