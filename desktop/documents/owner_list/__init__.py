"""The list by which a plan office confirms all owners of its plan (责任单位清单), out and in.

Its modules:

    marks     What tells a list of owners from other workbooks, and its columns
    names     Units as they are written in the list, and the units that a text means
    reader    Reads a filled-in list; its bytes may be anything
    workbook  The list as a workbook
    writer    Writes the list
"""
