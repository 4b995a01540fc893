"""Text that people type: what is kept, cleaned or refused, the same for every input.

Its modules:

    kept                 What a text must be to be kept: asked where it is typed, at 定稿, and by ``verify``
    pinyin               Pinyin of Chinese text, for finding names as people type them
    standard_characters  Characters of older Chinese data that have private codes
    told                 How a text that somebody wrote is told within a sentence
    typed                Text as people type or paste it: what is kept, what is cleaned, what is refused
"""
