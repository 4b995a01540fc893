"""The statistics office's desk for its window.

Its modules:

    board             The page 收件: what is to be done, where every unit stands, what was exchanged
    cells             Cells that are shown side by side, and the table of them
    choice            The page 选定: contradicting revisions beside each other, and a choice between them
    days              Last days as they are typed
    deed              What is done in a dialog over the window
    desk_year         The opened desk and reporting year, read off the window's thread, with one signal
    intake            Taking in off the window's thread, to be stopped; what became of each file
    keeping           Keeping the office's file, in words
    key_words         How the office's own keys stand, in words
    outcome           What came of something that was done: words, and what was written
    own_series_words  What a table of the office's own published figures says
    papers            The 校验码 of stamped pages, one after the other: what each says, where it leads
    people            The people at the desk, as a window lists them
    place             The pages of the window, and under which step of the bar they stand
    plan_words        What a plan pack says that is handed over, before anything is done with it
    register          The page 登记册: certificates, their registration, and corrections
    review            The page 审核: one unit's year, what is asked, changed and doubted, and what can be done
    standing          How a unit's year at the office is told: shape, word, what is to be done next
    task_words        What a task says, and what is in the way of one, in words
    window_words      What services say, with places of the window in the stead of commands
"""
