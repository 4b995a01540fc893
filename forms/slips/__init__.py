"""Slips of the hand (笔误): what a clerk may have meant instead of what stands in a cell.

``catalogue`` lists what a figure could have been before a known slip changed it, ``expectation``
says how far a figure is from what the years before let expect, ``suspicion`` puts both
together for one figure, ``diagnosis`` for all figures of a year. Nothing here knows forms or rules.
"""
