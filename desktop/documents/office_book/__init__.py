"""Workbooks of the statistics office.

Its modules:

    board        The board of a year as a workbook
    board_sheet  What the board of a year shows, as texts and numbers
    board_writer  Writes it: counts with their shares, and a line for each unit
"""
