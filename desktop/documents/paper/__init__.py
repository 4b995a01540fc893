"""Setting Chinese text on paper: fonts, lines, ruled tables, PDF/A.

Its modules:

    blank        A PDF without pages yet, set up to become PDF/A
    characters   Which characters of a text are drawn
    font_cover   Which characters the embedded fonts can draw, read from the font files alone
    fonts        The embedded Chinese fonts: registered once, chosen character by character
    landscape    A page of A4 landscape: its edges, two texts on one line, the number of the page
    pdfa         From ReportLab's PDF to PDF/A-1b (ISO 19005-1): XMP, output intent, document id
    ruled_table  Tables like those of Chinese statistical forms: ruled inside, open at both sides
    typesetting  Setting Chinese text in lines: wrapping, punctuation at line ends, a font for each character
"""
