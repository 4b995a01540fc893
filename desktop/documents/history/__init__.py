"""Figures of earlier years as a table, out and in.

Its modules:

    table  Figures of earlier years as a simple table: rows are figures, columns are years; out and in
"""
