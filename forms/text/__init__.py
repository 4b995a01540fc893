"""Text that people type: what is kept, cleaned or refused, whichever door it comes by.

Its modules:

    standard_characters  Characters of older Chinese data that stand under private codes
    typed                Text as people type or paste it: what is kept, what is cleaned, what is refused
"""
