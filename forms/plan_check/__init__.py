"""``plan check``: can a plan be followed from its goals to figures.

Its modules:

    finding           What is said of one thing in a plan, and what follows from it
    placeholders      Texts that were left to be written later
    responsibility    Who answers for what, and whether every unit has something to do
    rule_levels       Levels of rules that a plan gives in vain
    shared_figures    Figures of several units: what is given, and what only the county can compute
    target_conflicts  Targets of one indicator that contradict each other
    traceability      Whether a plan can be followed from its goals to figures: ``plan check``
"""
