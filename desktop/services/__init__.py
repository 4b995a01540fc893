"""What the program can do, without a window: the only caller of the store.

The window and the command line both work through these modules, so both do the same thing.

    plans      plan packs: bundled, released, written in Excel, taken over
    fault_log  checks that the program failed at, without figures
    packages   what is found out about a package that was sent, fact by fact
    files      Reading a file within bounds
    incoming   Files from outside: what they are is asked first, then what is wrong with them
    manual     Pages of the manual that are drawn from the program itself
    places     Where a person's files lie
    selftest   The installed program checks itself
    unit       What a unit does: its store, its years, from entry to export
"""
