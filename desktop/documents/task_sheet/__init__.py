"""The task sheet of a plan (目标任务分解表), whole or of one unit, on paper and as a workbook.

Its modules:

    lines     What stands on a task sheet, line by line
    pdf       Draws a task sheet as PDF/A-1b
    sheet     A task sheet as PDF and as a workbook
    workbook  Writes a task sheet as .xlsx
"""
