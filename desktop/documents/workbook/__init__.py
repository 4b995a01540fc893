"""What all workbooks have in common; those that come from outside are hostile until read.

Its modules:

    cell   What one cell of a foreign workbook says, as text, or why it says nothing that can be used
    file   What all our workbooks have in common
    grid   The cells of a foreign workbook, detached from it; the bytes may be anything
    guard  Looks at the outside of a workbook before anything inside is parsed
    looks  Looks never decide whether figures can be read
    parts  Counts what stands in the parts of a workbook, before a library makes objects of it
"""
