"""How the figures of a conformance case are written."""

FIRST, YEAR = 2019, 2025
"""The years of every figure of a case; the last is the year that is being reported."""
ABSENT, SAME = "~", "."
"""No figure in a year; in a spoiled case, the figure of the case it is based on."""
