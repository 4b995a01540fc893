"""Slips of the hand (笔误): what a clerk may have meant instead of what stands in a cell.

``catalogue`` lists what a figure could have been before a known slip changed it, ``expectation``
says how far a figure is from what the years before let expect, ``suspicion`` puts both
together for one figure, ``diagnosis`` for all figures of a year. Nothing here knows forms or rules.

Its modules:

    catalogue    The catalogue of slips: from a typed figure back to what it may have been
    course       A figure together with its earlier years
    diagnosis    From all figures of a unit's year to at most one suspicion per figure
    expectation  How far a figure is from what the years before let expect
    relations    What must agree among the figures of one year, as far as it tells a slip
    siblings     Whether two siblings, men and women or town and country, stand in each other's cell
    suspicion    Whether a figure that is out of keeping is a slip, and what was meant
"""
