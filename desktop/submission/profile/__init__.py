"""What a package of figures holds: its tables and their published descriptions.

Its modules:

    datapackage  The Frictionless Data Package descriptor of the tables in a package
    json_schema  Judges a JSON document by one of our published schemas
    published    What a package of figures holds, in each profile that was ever published
    tables       RFC 4180 tables: rows of text to bytes and back, in one form
"""
