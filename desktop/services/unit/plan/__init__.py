"""Which version of its plan a unit works with.

Its modules:

    newer_plan   The newer version of a plan that comes with the program, for a unit with an older one
    taking_over  Taking over the next version of the plan at a unit
    used_plans   The plan packs of a file that a person names: its own, or all that a unit has used
"""
