"""Qt models: they show a reporting year to views and decide nothing about figures.

Its modules:

    beginning    What the first screen says: units, those that a person means, what will be made
    grid         The grid of a form and its cells, used by both desks
    office       The statistics office's desk for its window
    keeping      Backups of either desk's file, and what was kept aside, in words
    other_desk   What is said where a data file opens the other desk
    pdf_drawing  A page of a PDF drawn with a painter, as lines and letters
    pdf_pages    The pages of a PDF as pictures, drawn by PDFium
    tasks        Long work off the GUI thread: a task, its signals, progress and cancelling
    wording      Short Chinese texts of targets, formulas, times and counts for the window
    typed_print  A fingerprint as far as it has been typed from stamped paper, group by group
    unit         A unit's year for its window
"""
