"""The store of one unit: tables, verbs, migrations.

Its modules:

    backup     Backups: made, checked, compared, restored
    cells      A figure as a row of values as they are stored, and read back
    entries    Figures: storing a cell the moment it is left, and undoing it later, even after a restart
    evidence   What supports the figures: explanations, attached files, earlier years
    profile    What belongs to the file as a whole: plan versions, people, settings
    records    What goes into the store and comes out of it: plain frozen values, no database objects
    revisions  Frozen revisions of a year, packages sent and slips received
    store      The way in: making a store, opening one, and the store itself
    witness    What frozen content testifies about the store that keeps it
    years      Reporting years: state, revision, deadline
    kind       A unit's store as a kind of store: its schemas, what else its file is asked
    tables     The tables, each described once
    undo       Steps that can be undone and done again, even after a restart
"""
