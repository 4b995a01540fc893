"""What the office sends: letters as signed files, with their paper and their mail drafts.

Its modules:

    answered        Answers beside the figures that were received
    asking          Asking a unit back: questions, return letters, and what becomes of them
    cautions        What is to be said of letters: which units cannot open, and which went out unencrypted
    letter          Letters of the office: signed files that name contents and ask, and never hold a figure
    outgoing        What is put into a folder for a letter: the file that is sent, its mail, its paper
    papers          The paper of a letter, made from what it says and from the names in the plan
    receipts        Receipts: what was received, and what the office reckoned of it
    reminding       Reminding units that are late, and the tick that a reminder was sent
    stored_letters  Files of letters that are stored, written again whenever they are wanted
    suggesting      Questions that could be asked a unit, with their texts ready
"""
