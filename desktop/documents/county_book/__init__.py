"""The county's year as a workbook (目标达标情况表 and what belongs to it).

Its modules:

    book    The workbook of a collection
    tables  What its sheets show, as texts and exact numbers
"""
