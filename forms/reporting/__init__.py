"""One unit's year being filled in: the layout of its forms and what stands in them.

Its modules:

    asked_place  Where a question hangs: a cell, or a figure of an earlier year
    earlier      What is known of the years before: stated figures, and changes of definition
    entry        What one unit reports for one year, together with the years before it
    formula_text  A formula in rows of a form, as paper and screen write it
    given        What a cell says of a figure that the statistics office gave as a base figure
    layout       A unit's form laid out as a table: one layout for the screen, the paper and the Excel form
    measured     A derived value with its parts, or why there is none
    past_value   A figure of an earlier year as typed: its value, or why it cannot be one
"""
