"""One SQLite file: opened, locked, guarded, copied, kept whole, brought up to date.

Its modules:

    as_made        Whether tables, indices, triggers and views are those that this program made
    beside         What lies beside a file before SQLite opens it, and whether it is that file's
    copying        Copying a store that may be in use: SQLite's backup API, then a look at what came out
    drive          Whether a file lies on a network drive
    durable        Waiting until what was written is on the medium
    engine         Opening a SQLite file: settings that make it safe, each verified
    guard          Whether the file is still the one that was opened
    journal        Reading SQLite's files as bytes: header, rollback journal, write-ahead log
    keeping_place  Where what must not be lost is kept
    kept           What was kept aside of a store: listed, and removed only when somebody says so
    lock           One writer per file: a lock beside the store that tells who holds it
    migrate        Bringing a file of an older program up to date, or leaving it exactly as it was
    rehearsal      Running the migration scripts where nothing is at stake
    spare          What is typed in a window, noted once more outside the file
    surroundings   What about the place of a file a person should know before typing
    unfinished     Files with figures that are written under a provisional name
    kind           What those who look after a file ask of its content; the rooms above answer it
    schema         The schema of one kind of store: made in a new file, and told of a file that is there
    session        Core statements on a bare SQLite connection
    sqlite_only    What only SQLite understands: pragmas, transactions, triggers; all plain SQL is here
"""
