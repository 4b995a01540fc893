"""Slips of the hand (笔误): which other figure a clerk may have meant to type.

``catalogue`` lists the figures from which a known slip leads to the typed one; ``expectation`` computes how
far a figure lies from what its earlier years let expect; ``suspicion`` combines the two for one figure and
``diagnosis`` for all figures of a year. The package knows neither forms nor rules.

Its modules:

    blame        Which one figure of a failing sum is wrong, and what was meant
    catalogue    The catalogue of slips: from a typed figure back to the figures that may have been meant
    course       A figure together with its earlier years
    diagnosis    From all figures of a unit's year to at most one suspicion per figure
    expectation  How far a figure lies from what its earlier years let expect
    relations    Sums and orders among the figures of one year
    siblings     Whether two siblings, men and women or town and country, were typed in each other's cell
    suspicion    Whether a slip explains a figure that is far from what is expected, and what was meant
"""
