"""Plan packs: bundled, released, written in Excel.

Its modules:

    authoring    How a county writes its own plan: workbook out, check, compile to a pack
    changed_facts  What differs between two versions of one record of a plan, in words for a clerk
    characters   Texts of a plan that no font of the program can draw
    differences  What the next version of a plan changes for one unit, thing by thing, in words
    files        The compiled pack of a plan: one file with version, approval and signature
    known        Finding the plan pack that a package names
    owners       All owners of a plan as one list: out, and back as a pack in which they are confirmed
    packs        Plan packs: the bundled ones, and any pack file handed over
    released     Every bundled pack that was ever released, found by its digest
    task_sheets  The task sheet of a plan or of one of its units, written as PDF or workbook
"""
