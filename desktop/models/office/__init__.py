"""The statistics office's desk for its window.

Its modules:

    board_filter  Which lines of the board are shown together, with their count
    board_table   The board as a table: filtered, looked through, sorted by who has to act
    cells         Cells that are shown side by side, and the table of them
    choosing      What may be done on the page of a fork, and what a 校验码 says there
    days          Last days as they are typed
    deed          What is done in a dialog over the window
    desk_year     The opened desk and reporting year, read off the window's thread; one signal when it changed
    exchanged     What was exchanged with a unit about a year, in lines
    fork          The page of a fork: contradicting revisions side by side, as texts and shapes
    fork_reading  What the page of a fork reads off the window's thread
    intake        Taking in: off the window's thread, with progress, to be stopped; what became of each file
    keeping       Keeping the office's file, in words
    key_words     How the office's own keys stand, in words
    outcome       What came of something that was done: words, and what was written
    people        The people at the desk, as a window lists them
    place         The pages of the window: what they are called, and under which step of the bar they stand
    standing      How a unit's year at the office is told: shape, word, what is to be done next
    steps         What a person does about a fact or a file, without the commands that services name
    task_words    What a task says, and what is in the way of one, in words
    todo          待办: what is to be done at the desk, in working order
    window_words  What services say, with places of the window in the stead of commands
"""
