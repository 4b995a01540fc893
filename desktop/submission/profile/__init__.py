"""The content of a package of figures: its tables and their published descriptions.

Its modules:

    datapackage  The Frictionless Data Package descriptor of the tables in a package
    json_schema  Checks a JSON document against one of our published schemas
    media_types  Media types of the official form, and of what may be attached
    published    The content of a package of figures in each profile that was ever published
    tables       RFC 4180 tables: rows of text to bytes and back, in one form
"""
