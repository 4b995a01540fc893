"""What the stores of both desks have: their file made, opened and closed, backups, versions of the plan.

Its modules:

    backup          Backups: made, checked, restored
    columns         Columns and constraints that tables of both desks have
    desk_store      The store of either desk: everything that does not depend on what is kept in it
    log_comparison  How the change log of a backup stands to that of the file that it would replace
    opening         Making and opening the file of any kind of store, and what all open stores have in common
    plans           Versions of the plan pack
    stated          What a file states of itself and its plan, read without opening it as a store
"""
