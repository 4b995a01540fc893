"""The store of the statistics office: tables, verbs, migrations.

Its modules:

    as_of      The store as it was at some time: what came later is not seen
    bases      Base figures that the office signed; never changed, of a year the last counts
    collected  The county's years that were frozen (定库)
    decisions  What officers decided, letters, the office's own figures of earlier years
    intake     Files that were handed over, packages that were taken in, and what was found in them
    kind       The office's store as a kind of store: its schemas, and what is checked beyond the log
    on_server  The store on a PostgreSQL server, for several desks
    questions  Questions that officers wrote down, and what each letter asked
    records    Records of what was received, registered and decided: plain frozen values, no database objects
    register   Certificates that speak for units, revocations, and the people at the desk
    sent_records  Records of what the office sends: letters, tasks, base figures, frozen years
    settings   What the desk remembers beside its records: where its key files lie
    store      The store itself: made, opened
    tables     The tables, each described once
    tasks      Tasks that the office signed for a year, the plan files in them, and the days of filing
    values     The figures that units stated, held against the digest that was logged
"""
