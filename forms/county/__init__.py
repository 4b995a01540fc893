"""A county's year: who supplies what, which indicators are counted, how they stand, and how many of them.

Its modules:

    compared  Women beside men, towns beside villages
    counted   Which indicators a plan's goals are counted by, and which of their targets decide in a year
    counting  How many indicators stand in which class, and the two rates (达标率)
    goals     How the main goals of a plan stand
    standing  How a counted indicator stands in a year
    supply    The figures of all units of a year brought together
"""
