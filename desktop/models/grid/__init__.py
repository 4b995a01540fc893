"""The grid of a form and its cells, used by both desks.

Its modules:

    cell_text     The texts and marks of one cell of the grid, computed from a year
    copying       The chosen cells as other programs take them from the clipboard
    finder        Finding a cell by row code, name, or the pinyin initials of the name
    forms_tree    The unit's forms, grouped by domain of the plan, with their progress
    moving        Where the cursor goes: Enter, Tab, Ctrl and arrows, the next blank cell
    roles         Item roles and marks shared by models and views
    selection     Count, average and sum of the chosen cells, for the status line
    shown_year    What the grid asks of the year that it shows
    table         The grid of one form: code, name, unit, last year, this year, target, status
    trend         The values of one figure over the years with the path to its target, for a small chart
"""
