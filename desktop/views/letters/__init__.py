"""What the office sends, in the window of the unit: opened, trusted, read, answered.

Its modules:

    drop_box       Where a file of the office is dropped or asked for
    key_dialog     Opening an encrypted letter: the unit's key for letters and its passphrase
    letter_door    Opening a letter in the window: trust, then the page 回执, or why not
    question_box   One question with its figures and its answer in place, and the letter that holds it
    question_list  The questions beside the thread: each leads to its answer
    record_button  The button that writes what came and went about a year into a workbook
    sides          Beside the thread: other years, an entry's facts and files, what was sent, what follows
    thread_view    What came and went by date, the letters in it to be unfolded
    trust_dialog   First trust: the fingerprint of the office, typed from stamped paper
    waiting_link   That the office still waits for answers, on the pages before 定稿
"""
