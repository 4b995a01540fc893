"""The manual in a window of its own, opened by F1 at what a person is on.

Its modules:

    browser   A chapter as it is read: links, codes, pictures, highlighted words
    contents  The chapters and their headings, and what the search found
    page      A chapter as Qt's rich text, in the colours of the window
    window    The window, of which there is one
"""
