"""Storage: SQLite files with a hash-chained change log by which their content is verified.

    errors        errors of files and disks, with sentences for people
    translation   errors of SQLite and the operating system, translated to those of db.errors
    values        values as a store keeps them: text, instants, exact decimals, canonical JSON
    column_types  column types for these values, the same in every database
    description   description of a table, and what is derived from it
    file          one SQLite file: opened, locked, guarded, copied, verified, brought up to date
    log           the hash-chained change log and its verification, for any store
    server        a store on a PostgreSQL server instead of in a file
    store         what the stores of both desks have in common: opening, backups
    office        the store of the statistics office: tables, methods, migrations
    unit          the store of one unit: tables, methods, migrations

Importing this package imports nothing else; ``db.unit.store`` imports SQLAlchemy, and Alembic is
imported only for a file of an older program.
"""
