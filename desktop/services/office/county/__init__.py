"""The county's year at the office: what counts is brought together, judged and counted, never changed.

Its modules:

    closing     定库: a county's year is frozen, signed and stored
    collecting  Bringing a county's year together: what counts of each unit, and its code of state
    counted_filings  Which revision of each unit's year counts for the county
    data_package  A collection as a zipped Frictionless data package
    data_tables  The tables of a collection as plain data
    document    A collection as a JSON document
    group_tables  The sheets 分性别 and 分城乡 of the workbook
    looking_back  The county's year beside the year before it: what explains the difference, by name
    summary     A collection in a few lines
    tables      A collection as the sheets of its workbook
    writing     The files of a collection
"""
