"""What officers decide about a unit's year, each with its reason.

Its modules:

    correcting      Putting a package aside, and taking back what was decided
    deadlines       Until when units are to file a year
    deciding        What officers decide about a unit's year
    decision_words  What officers decided about a unit's year, in words
    open_subjects   What is open of the facts that are decided by subject: cells, items and indicators
    papers          The 校验码 of a stamped page: whose package it is, and the mark that it was compared
    required        What must hold before anything is decided or sent: a unit of the plan, its state, a reason
"""
