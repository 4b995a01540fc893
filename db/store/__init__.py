"""What the stores of both desks have in common: their file made, opened and closed, and its backups.

Its modules:

    backup   Backups: made, checked, restored
    opening  Making and opening the file of any kind of store, and what all open stores have in common
"""
