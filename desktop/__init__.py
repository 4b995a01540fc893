"""The program: window, command line, and what they both use.

Sub-layers, each importing only those after it: app, views, models (Qt) > services > documents |
submission. ``cli`` stands beside views.
"""

__version__ = "0.2.0"
