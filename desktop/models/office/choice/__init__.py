"""The page 选定: contradicting revisions beside each other, and a choice between them.

Its modules:

    candidates       The candidates of a fork: how each is called, and what is known of it beside the others
    choosing         What may be done on the page of a fork, and what a 校验码 says there
    differing_cells  The cells in which the candidates of a fork differ, as lines of a table
    fork             The page of a fork: contradicting revisions side by side, as texts and shapes
    fork_reading     What the page of a fork reads off the window's thread
    signing_choice   A choice that is signed, and the question which revision counts
"""
