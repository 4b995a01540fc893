"""What the stores of both desks have: their file made, opened and closed, backups, versions of the plan.

Its modules:

    backup   Backups: made, checked, restored
    columns  Columns and constraints that tables of both desks have
    opening  Making and opening the file of any kind of store, and what all open stores have in common
    plans    Versions of the plan pack
"""
