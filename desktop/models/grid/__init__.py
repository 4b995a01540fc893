"""The grid of a form and its cells, used by both desks.

Its modules:

    cell_facts    All facts about one cell as texts, for the pane beside the grid
    cell_text     The texts and marks of one cell of the grid, computed from a year
    filling       The texts with which several cells are filled at once
    finder        Finding a cell by row code, name, or the pinyin initials of the name
    moving        Where the cursor goes: Enter, Tab, Ctrl and arrows, the next blank cell
    past_year     An earlier year in the grid: its figures, their sources, correcting them
    pasted_cells  The table of a preview: place, copied text, present text, new text, result
    pasted_rows   Finding the rows of a form by the names in a pasted block, and where its figures begin
    pasting       The cells that a pasted block fills on a form
    roles         Item roles and marks shared by models and views
    selection     Count, average and sum of the chosen cells, for the status line
    table         The grid of one form: code, name, unit, last year, this year, target, status
    trend         The values of one figure over the years with the path to its target, for a small chart
"""
