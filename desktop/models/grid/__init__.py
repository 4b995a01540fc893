"""The grid of a form and its cells; both desks show it.

Its modules:

    cell_facts    Everything about one cell in words, for the pane beside the grid
    cell_text     What stands in one cell of the grid: pure functions from a year to texts and marks
    finder        Finding a cell by row code, name, or the pinyin initials of the name
    pasted_cells  The table of a preview
    pasting       What a pasted block means on a form
    roles         Item roles and marks that models and views agree on
    table         The grid of one form
    trend         The course of one figure over the years with the path to its target, for a small chart
"""
