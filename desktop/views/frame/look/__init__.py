"""How everything looks: colours, fonts, shapes, the style sheet.

Its modules:

    colours         Every colour of the windows, in a light and a dark palette
    curtain         What is painted first, while everything else is still being loaded
    font_family     Which fonts the window is written in
    marks           Shapes with a meaning, drawn rather than typed: they do not depend on any font
    standard_texts  Chinese for Qt's own buttons and dialogs
    standstill      A window whose figures are the past: only what mends it can be used
    style_sheet     The style sheet of all windows, made of a palette
    theme           The look of the whole program: fonts, the palette of the system's scheme
"""
