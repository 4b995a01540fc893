"""A unit's year for its window.

Its modules:

    asked           The office's questions: where, what, which figures stood and stand there, what was said
    cell_facts      All facts about one cell as texts, for the pane beside the grid
    differing       What differs from last year, and what was said last year that would be done
    entry_grid      The grid into which a unit types: takes figures, shows earlier years
    exchange        What the office sent, as the window wants it from whoever reads and keeps letters
    filling         The texts with which several cells are filled at once
    finding_marks   The shape and the word of a finding as it stands, the same in every list
    findings        The list of findings (审核结果), with a filter by level
    freezing        What 定稿 is about to fix, in the words of the question that comes before it
    keeping         Backups and past submissions of a unit's file, in the words in which they are offered
    last_entered    Where a year was last worked in
    overview        What the page 概况 says of a year: what is due and how far it is, what came and went
    past_figures    What a table of earlier years would change, as rows of a preview
    past_year       An earlier year in the grid: its figures, their sources, correcting them
    pasted_cells    The table of a preview: place, copied text, present text, new text, result
    pasted_rows     Finding the rows of a form by the names in a pasted block, and where its figures begin
    pasted_years    Which columns of a pasted block are of which year, by its head
    pasting         The cells that a pasted block fills on a form
    reached         How far a year has come: which of its steps are done, and which submission it is
    reopened        Taking a frozen year back: what is said before, and where the work goes on afterwards
    review          The findings of the page 审核 in the order of the forms, several ticked for one text
    standing        Where a year stands with the office, and the date that counts now
    suggestions     What a finding offers to take over: one button, one step, one undo
    taking_back     Undo, redo and what is suggested: the sentence that tells what became of it, and where
    target_picture  目标一览: how each target stood in each year, as shapes
    thread          What came and went of a year, by date, and what must still come
    trust           First trust in the office: the fingerprint on its stamped paper, the day a key was lost
    unsaved_lines   What could not be stored: as lines for a question, and as places to go to
    unsaved_words   Words beside the figures that could not be stored: kept until they are mended
    warnings        The early warning list (预警清单): which targets need attention, most urgent first
    withdrawal      Whether a frozen year can be taken back by the unit itself
    working_year    A reporting year opened in a window: passes every change on and says what it touched
    year_reading    What is read of an opened year: its cells, what is said of them, why one is closed
"""
