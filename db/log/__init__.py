"""The hash-chained change log and its proof, for any store.

Its modules:

    audit         The change log: reading it, handing it to an inspector, having it proved
    wholeness     Whether a file is one state of a store
    work          A unit of work: one transaction with its rows in the change log
    transactions  What the methods of a store stand on: transactions, one within the other
    open_file     An open SQLite file with a change log
    chain         The chain of the change log: rows that are hashed together with the one before
    facts         Everything that a store holds, in the words of its change log
    kind          A kind of store with a change log: what its file, its audit and its backups ask of it
    proof         Proving that nothing went past the change log
    records       What the change log answers: plain frozen values
    tables        The tables that every store has: its identity, its change log
    restored      How often a store was put in place of another from a backup
"""
