"""The local store of one unit: a single SQLite file with all its years.

    store          the way in: create a file, open a file, and the Store itself
    records        what goes in and comes out, frozen dataclasses
    errors         what can go wrong with files and disks, in sentences for people
    backup         copies that were opened and checked; restoring one
    ancestry       Whether one file holds everything that another one, or the same at another time, held
    as_made        Whether tables
    audit          The change log
    beside         What lies beside a file before SQLite opens it, and whether it is that file's
    cells          How an observation is written as a row, as a value in the change log, and read back
    column_types   Column types that keep what SQLite and SQLAlchemy's own types would lose
    copying        Copying a store that may be in use: SQLite's backup API, then a look at what came out
    drive          Whether a file lies on a network drive
    durable        Waiting until what was written is on the medium
    engine         Opening a SQLite file
    entries        Figures
    evidence       What supports the figures
    guard          Whether the file is still the one that was opened
    journal        Reading SQLite's files as bytes
    keeping_place  Where what must not be lost is kept
    lock           One writer per file: a lock beside the store that tells who holds it
    migrate        Bringing a file of an older program up to date, or leaving it exactly as it was
    models         The tables of a store
    profile        What belongs to the file as a whole
    rehearsal      Running the migration scripts where nothing is at stake
    revisions      Frozen revisions of a year
    schema         Making the tables of a new file, and telling what a file that is there contains
    spare          What is typed in a window
    surroundings   What about the place of a file a person should know before typing
    unfinished     Files with figures that are written under a provisional name
    wholeness      Whether a file is one state of a store
    witness        What frozen content testifies about the store that keeps it
    work           A unit of work
    years          Reporting years: state, revision, deadline

Importing this package costs nothing; ``db.store`` brings SQLAlchemy, and Alembic is loaded only for a
file of an older program.
"""
