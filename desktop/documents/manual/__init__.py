"""The manual as blocks of text and pictures, and on paper.

Its modules:

    markdown    Reading the Markdown that the manual is written in
    pdf         Draws cover, contents and chapters
    pieces      A chapter as pieces of paper that draw themselves
    rich_lines  Lines in which words are stressed or typed as they stand
"""
