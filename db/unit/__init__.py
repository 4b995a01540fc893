"""The store of one unit: tables, verbs, migrations.

Its modules:

    backup_comparison  What restoring a backup would change, year by year
    bases      Base figures that the office gave for a year, as they came; the last number counts
    cells      A figure as a row of values as they are stored, and read back
    entries    Figures: storing a cell the moment it is left, and undoing it later, even after a restart
    evidence   What supports the figures: explanations, attached files, earlier years
    letters    Letters of the office, whom a unit trusts as the office, and answers to its questions
    profile    What belongs to the file as a whole: its identity, people, settings
    records    Records that the store takes and returns: plain frozen values, no database objects
    revisions  Frozen revisions of a year, and packages sent
    store      The store itself: made, opened
    witness    Comparison of the store with what its frozen content states about it
    years      Reporting years: state, revision, deadline
    kind       A unit's store as a kind of store: its schemas, and what is checked beyond the log
    tables     The tables, each described once
    undo       Steps that can be undone and done again, even after a restart
"""
