"""The local store of one unit: a single SQLite file with all its years.

    store          the way in: create a file, open a file, and the Store itself
    records        what goes in and comes out, frozen dataclasses
    errors         what can go wrong with files and disks, in sentences for people
    backup         copies that were opened and checked; restoring one

Importing this package costs nothing; ``db.store`` brings SQLAlchemy, and Alembic is loaded only for a
file of an older program.
"""
