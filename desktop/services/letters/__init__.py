"""Letters of the office as signed containers, for whoever writes or reads one; nothing here asks a store.

Its modules:

    base_table  Base figures as the bytes of ``data/base.csv``, and back
    kept        A letter that was read, verified and stored once, read again
    reading     A container in, a letter out, sound in itself; whom to trust is the reader's matter
    writing     A letter signed and packed
"""
