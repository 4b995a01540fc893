"""One SQLite file: opened, locked, guarded, copied, kept whole, brought up to date.

Its modules:

    as_made        Whether tables, indices, triggers and views are those that this program made
    beside         What lies beside a file before SQLite opens it, and whether it is that file's
    copying        Copying a store that may be in use: SQLite's backup API, then a look at what came out
    drive          Whether a file lies on a network drive
    durable        Waiting until what was written is on the medium
    engine         Opening a SQLite file: settings that make it safe, each verified
    following      Bringing an earlier copy of a large store up to its present state
    guard          Whether the file is still the one that was opened
    journal        Reading SQLite's files as bytes: header, rollback journal, write-ahead log
    keeping_place  Folders and names of files that are kept aside, and the program's own folder
    kept           Files that were kept aside of a store: listed, and removed only on demand
    lock           One writer per file: a lock file beside the store that names its holder
    migrate        Bringing a file of an older program up to date, or leaving it exactly as it was
    rehearsal      Running the migration scripts on an empty file, to see that they are complete
    spare          A second record of what is entered in a window, outside the store file
    surroundings   Warnings about the place of a file and the clock, none of which stops the work
    unfinished     Files with figures that are written under a provisional name
    kind           What this package needs to know of a store's content; db.log and db.unit implement it
    schema         The schema of one kind of store: made in a new file, and told of a file that is there
    session        Core statements on a bare SQLite connection
    sqlite_only    What only SQLite understands: pragmas, transactions, triggers; all plain SQL is here
"""
