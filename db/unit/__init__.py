"""The store of one unit: tables, verbs, migrations.

Its modules:

    backup     Backups: made, checked, compared, restored
    cells      How an observation is written as a row, as a value in the change log, and read back
    entries    Figures: storing a cell the moment it is left, and undoing it later, even after a restart
    evidence   What supports the figures
    models     The tables of a store
    profile    What belongs to the file as a whole
    records    What goes into the store and comes out of it: plain frozen values, no database objects
    revisions  Frozen revisions of a year
    schema     Making the tables of a new file, and telling what a file that is there contains
    store      The way in: making a store, opening one, and the store itself
    witness    What frozen content testifies about the store that keeps it
    years      Reporting years: state, revision, deadline
"""
