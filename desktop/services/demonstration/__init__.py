"""演示数据: what is invented so that the program can be shown and tried out.

No module here asks what judges a package: what must be found is written down by what plants it.

Its modules:

    addresses  Faults about the plan, the past that a package carries, and whose it is
    county     An invented county: every unit's years as packages, with planted faults
    expected   What a receiving desk must find in the invented county
    fault      A fault that is planted in the invented county, and which unit's year it is given
    figures    Invents seven years of figures for a unit
    files      Faults that are files: broken ones, foreign ones, and several in one
    filing     A unit of the invented county at its desk
    paired     A fault: a figure that two units state, and that must be the same, is not
    revisions  Faults about revisions
    scene      An invented county in the making
    silenced   A fault: a unit rewrites an earlier year, and its own warning is gone
    signers    Faults about who signed, when, and what was changed before signing
"""
