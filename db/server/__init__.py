"""A store on a PostgreSQL server, for several desks at once; the methods are those of a store in a file.

Its modules:

    faults           Errors of server and driver, translated to those of db.errors
    postgresql_only  What SQLAlchemy Core cannot express: triggers, rights, the order of texts
    session          Statements on a connection to the server
    store            A store on a server: made, opened, verified

The driver is an optional extra (``server``) and is imported only when such a store is made or opened.
"""
