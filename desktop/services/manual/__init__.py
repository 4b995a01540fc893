"""The manual: its chapters, and those that are generated from the program.

Its modules:

    book        The whole manual as a PDF file
    chapters    The chapters in their order, as the program and its tests read them
    rules_page  The list of all rules, so that it cannot become stale
    search      Finding words in all chapters
"""
