"""A unit's year as the statistics office receives it: which revision counts, and in which state the year is.

Its modules:

    asking       States of a question at the office, and what may be done in each
    comparison   Two contents of one unit's year beside each other: only what differs
    definitions  Whether a unit filed under the definitions in force at the office
    fingerprint  A fingerprint as it is typed from a stamped sheet, beside that of a certificate
    held         What the office holds of earlier years, every figure with the moment since when
    history      The past that a package states beside the past that the office holds
    lineage      The place of each revision among those that were received
    pairs        Figures of two units that must agree and do not
    permission   Who may do what at the office's desk
    paper_code   A 校验码 as somebody typed it from stamped paper, or a scanner read it there
    rates        Rates that the office published beside those that a unit's figures of the same years give
    role         What the people at the office's desk may do
    second_judgement  A unit's targets judged with its own past and with the past that the office holds
    state        States of a unit's year at the office, and what may be done in each
    suggesting   Questions that an office could ask a unit, each with its text ready
"""
