"""One figure by itself: how it is read and kept, how it is broken down, which days it covers.

Its modules:

    breakdown  Breakdowns (分组) of a figure by sex, residence, age and area, written in SDMX style
    meant      What a text that is no figure may have meant
    period     Statistical periods: which days a yearly figure covers
    quantity   Reading, keeping and showing one figure
    sums       Arithmetic typed into a cell as in a spreadsheet, computed exactly
"""
