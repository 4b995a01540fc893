"""Keeping what was entered: SQLite files with a change log that proves them.

    errors        what can go wrong with files and disks, in sentences for people
    column_types  Column types that keep what SQLite and SQLAlchemy's own types would lose
    file          One SQLite file: opened, locked, guarded, copied, kept whole, brought up to date
    log           The hash-chained change log and its proof, for any store
    unit          The store of one unit: tables, verbs, migrations

Importing this package costs nothing; ``db.unit.store`` brings SQLAlchemy, and Alembic is loaded only for a
file of an older program.
"""
