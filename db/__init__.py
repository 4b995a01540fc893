"""Keeping what was entered: SQLite files with a change log that proves them.

    errors        what can go wrong with files and disks, in sentences for people
    translation   errors of SQLite and the operating system, as errors of ours
    values        values as a store keeps them: text, instants, exact decimals, canonical JSON
    column_types  column types for these values, the same in every database
    description   how a table is described once, and what is derived from that
    file          one SQLite file: opened, locked, guarded, copied, kept whole, brought up to date
    log           the hash-chained change log and its proof, for any store
    unit          the store of one unit: tables, verbs, migrations

Importing this package costs nothing; ``db.unit.store`` brings SQLAlchemy, and Alembic is loaded only for a
file of an older program.
"""
