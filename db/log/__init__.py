"""The hash-chained change log and its proof, for any store.

Its modules:

    ancestry   Whether one file holds everything that another one, or the same at another time, held
    audit      The change log: reading it, and proving that nothing went past it
    wholeness  Whether a file is one state of a store
    work       A unit of work: one transaction with its rows in the change log
"""
