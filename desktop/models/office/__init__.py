"""The statistics office's desk for its window.

Its modules:

    board_filter    Which lines of the board are shown together, with their count
    board_table     The board as a table: filtered, looked through, sorted by who has to act
    cells           Cells that are shown side by side, and the table of them
    choosing        What may be done on the page of a fork, and what a 校验码 says there
    compared        Two revisions of a unit's year beside each other
    correcting      注销 and 更正 of the register: what can be entered about a certificate
    days            Last days as they are typed
    deed            What is done in a dialog over the window
    desk_year       The opened desk and reporting year, read off the window's thread, with one signal
    exchanged       What was exchanged with a unit about a year, in lines
    fork            The page of a fork: contradicting revisions side by side, as texts and shapes
    fork_reading    What the page of a fork reads off the window's thread
    intake          Taking in: off the window's thread, with progress, to be stopped; what became of each file
    keeping         Keeping the office's file, in words
    key_words       How the office's own keys stand, in words
    letter_deeds    What the office does by a signed letter about a unit's year
    listed          Registering many certificates by a list of fingerprints
    outcome         What came of something that was done: words, and what was written
    own_series_words  What a table of the office's own published figures says
    papers          The 校验码 of stamped pages, one after the other: what each says, where it leads
    people          The people at the desk, as a window lists them
    place           The pages of the window: what they are called, and under which step of the bar they stand
    received_grid   The grid of a received year: corners tell what was asked, changed, or differs
    received_year   A unit's year as the office received it, for the grid: read only
    register_lines  登记册: every certificate, how it stands, what was corrected
    registering     Registering a certificate: what a dialog offers, and what came of it
    review_buttons  The four deeds under a unit's year: what each button says, and why it is locked
    review_facts    The facts about a received package in words, and what can be decided about them
    review_lines    疑问与审核 of a unit's year as lines
    review_table    The table 疑问与审核, with one kind of line at a time or all of them
    review_unit     What is said of the whole of a unit's year, and its forms
    signing_choice  A choice that is signed, and the question which revision counts
    standing        How a unit's year at the office is told: shape, word, what is to be done next
    steps           What a person does about a fact or a file, without the commands that services name
    suggested       What a question hangs on, and the texts that are suggested for it
    task_words      What a task says, and what is in the way of one, in words
    todo            待办: what is to be done at the desk, in working order
    under_review    The unit's year that the page 审核 is about, read anew after each deed
    window_words    What services say, with places of the window in the stead of commands
"""
