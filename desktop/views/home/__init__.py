"""概况: the first page of an opened year.

Its modules:

    lines         Lists of lines: what is due, what differs, form by form, what came and went
    page          The page 概况
    share         The bar that says how many of how many
    targets_box   目标一览 with its legend and a sentence, wherever a page has room for it
    target_view   The picture of the targets: a column an indicator, a row a year
"""
