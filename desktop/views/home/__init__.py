"""概况: the first page of an opened year.

Its modules:

    lines         Lists of lines: what is due, what differs, form by form, what came and went
    page          The page 概况
    share         The bar that says how many of how many
"""
