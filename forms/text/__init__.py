"""Text that people type: what is kept, cleaned or refused, the same for every input.

Its modules:

    standard_characters  Characters of older Chinese data that have private codes
    typed                Text as people type or paste it: what is kept, what is cleaned, what is refused
"""
