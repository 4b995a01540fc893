"""Sheets of paper in the window, and their way to a printer.

Its modules:

    page_view       Pages of a PDF below each other, drawn off the GUI thread when they come into sight
    pdf_preview     The official form on screen
    print_job       The way of a PDF to a printer
    scrolled_paper  A sheet of paper on which what is too long is scrolled
"""
