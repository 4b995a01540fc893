"""Qt models: they translate a reporting year for views and decide nothing themselves.

Its modules:

    cell_facts    Everything about one cell in words, for the pane beside the grid
    cell_text     What stands in one cell of the grid: pure functions from a year to texts and marks
    finder        Finding a cell by row code, name, or the pinyin initials of the name
    findings      The list of findings (审核结果), with a filter by level
    forms_tree    The unit's forms, grouped by domain of the plan, with their progress
    freezing      What 定稿 is about to fix, in the words of the question that comes before it
    grid          The grid of a form and its cells; both desks show it
    keeping       Backups and past submissions of a unit's file, in the words in which they are offered
    past_figures  What a table of earlier years would change, as rows of a preview
    pasted_cells  The table of a preview
    pasting       What a pasted block means on a form
    pdf_pages     The pages of a PDF as pictures, drawn by PDFium
    roles         Item roles and marks that models and views agree on
    suggestions   What a finding offers to take over: one button, one step, one undo
    tasks         Long work off the GUI thread: a runnable, its signals, progress and cancelling
    trend         The course of one figure over the years with the path to its target, for a small chart
    warnings      The early warning list (预警清单): which targets need attention, most urgent first
    wording       Short Chinese texts of targets, formulas, times and counts for the window
    working_year  A reporting year opened in a window: passes every change on and says what it touched
    year_start    What a clerk should know on the first afternoon of a year
"""
