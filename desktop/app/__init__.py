"""The composition root of the window: builds desk and windows and hands everything down.

Its modules:

    application   The one application object of Qt, and its look
    closing       Tells what the store says when a window is closed
    office_again  The way from the office's window to another file, or to the same one again
    shell         Keeps the window that is open: the first screen, a unit's desk, or an office's
    shown         What the ways from one file to another ask of whoever shows windows
    starting      Opens the window, or brings the one forward that is open
    unit_again    The way from a unit's window to another file, or to the same one again
"""
