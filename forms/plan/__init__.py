"""What a plan is: its records, reading and checking a pack, what a figure can be at all.

Its modules:

    ages         Mistakes in the age bands of items, indicators and forms
    assignments  What a plan asks to be done: its main goals and measures, each with who answers for it
    catalogue    From the JSON of a plan pack to a checked :class:`~forms.plan.pack.Plan`, and back
    comparison   Mistakes in formulas that compare parts or add up years
    definitions  What is counted and what is judged: items, and the indicators computed from them
    duties       Who answers for a goal or a measure, and whether the plan office has confirmed it
    limits       What a figure can be at all
    linking      A pack completed with the definitions of a shared library
    owner_list   All owners of a plan as one list, and a plan with the owners of such a list
    ownership    Mistakes in names of units, in who answers for what, and in the county's indicators
    pack         A Women's Development Plan as data
    pairs        Figures that two units state and that must agree, as the plan declares them
    record       Frozen dataclasses from and to JSON documents, by their own field types
    series_name  What people call a series of figures and its part
    soundness    Mistakes in what a pack declares beside its figures
    targets      What a plan's text asks for: domains, main goals, measures, and the targets in them
    survey       A survey that is held because no office keeps the figure (缺项专项调查)
"""
