"""The use cases of the program, without a window: the only caller of the store.

The window and the command line both work through these modules, so both do the same thing.

    backup_names   Which data file a backup was made of, read from its name
    clock          The computer's clock, and whether it is plausible where its time is signed or frozen
    desk           A desk on a store: what the unit's and the office's have in common
    plans          plan packs: bundled, released, written in Excel, taken over
    fault_log      logs the checks that the program failed in, without figures
    demonstration  what is invented so that the program can be shown and tried out
    keeping        Keeping the file of either desk: backups, and the change log for inspectors
    keys           Key files and stamped sheets of certificates, of units and of the office
    packages       facts about a package that was sent
    files          Reading a file within bounds, and writing one durably
    handover       Handing the work of either desk over to another PC or person
    incoming       Files from outside: their kind is recognised before they are read
    letters        Letters of the office as signed containers: written, and read again by whoever gets one
    manual         The manual: its chapters, and those that are generated from the program
    past_tables    A table of earlier years beside what a file holds of them, for either desk
    places         The folders of a person's files
    selftest       The installed program checks itself
    office         The use cases of the statistics office: its store, its people, its register
    unit           The use cases of a unit: its store and its years, from entry to export
"""
