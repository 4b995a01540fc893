"""The statistics office's desk for its window.

Its modules:

    deed       What is done in a dialog over the window
    desk_year  The opened desk and reporting year, read off the window's thread; one signal when it changed
    place      The pages of the window: what they are called, and under which step of the bar they stand
"""
