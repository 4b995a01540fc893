"""The statistics office's desk for its window.

Its modules:

    deed       What is done in a dialog over the window
    cells      Cells that are shown side by side, and the table of them
    choosing   What may be done on the page of a fork, and what a 校验码 says there
    desk_year  The opened desk and reporting year, read off the window's thread; one signal when it changed
    fork       The page of a fork: contradicting revisions side by side, as texts and shapes
    fork_reading  What the page of a fork reads off the window's thread
    place      The pages of the window: what they are called, and under which step of the bar they stand
"""
