"""The page 审核: one unit's year, what is asked, changed and doubted, and what can be done.

Its modules:

    compared        Two revisions of a unit's year beside each other
    defined         What two versions of a plan say of the same item, where they differ
    figure_text     A figure that came as text, written as the grid writes it
    letter_deeds    What the office does by a signed letter about a unit's year
    received_grid   The grid of a received year: corners tell what was asked, changed, or differs
    received_year   A unit's year as the office received it, for the grid: read only
    review_buttons  The four deeds under a unit's year: what each button says, and why it is locked
    review_facts    The facts about a received package in words, and what can be decided about them
    review_lines    疑问与审核 of a unit's year as lines
    review_table    The table 疑问与审核, with one kind of line at a time or all of them
    review_unit     What is said of the whole of a unit's year, and its forms
    suggested       What a question hangs on, and the texts that are suggested for it
    under_review    The unit's year that the page 审核 is about, read anew after each deed
"""
