"""The program: window, command line, and what they both use.

Sub-layers, each importing only those after it: app, views, models (Qt) > services > documents |
submission. ``cli`` stands beside views.

Its modules:

    __main__    ``python -m desktop`` and ``tianbao``: the window, or one command without a display
    app         The composition root of the window: builds desk and windows and hands everything down
    cli         The command line: the same services as the window, without a display
    documents   Paper
    kinds       What a file is
    models      Qt models: they translate a reporting year for views and decide nothing themselves
    own_import  Python's own ``import`` for the window
    selftest    ``tianbao --selftest``: is this installation whole, and does it work on this computer?
    services    What the program can do, without a window: the only caller of the store
    submission  The signed annual submission package: build it, open it, say what is true about it
    views       Windows, pages and widgets
"""

__version__ = "0.2.0"
