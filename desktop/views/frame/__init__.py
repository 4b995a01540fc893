"""What every window of the program has: look, bars, notices, long work, files, faults.

Its modules:

    asking         A question with yes and no, of which no is chosen by Enter
    background     Long work with its words in the status line
    dialog         What every dialog looks like: heading, parts, buttons
    faults         Handling errors of the program itself: a log entry, and one sentence
    file           The open file: asked for, watched, remembered on this PC
    folding_pane   A pane that stands beside the paper, or opens over it where there is no room
    framed_window  A window of pages between a bar and a status line, as both desks have it
    help           The manual in a window: table of contents, search, pages
    help_key       F1: the manual opens where it speaks of what a person is on
    key_end        How near the end of the chosen key's certificate is
    key_lines      The lines in which a person names a key file and types its passphrase, at both desks
    keys           What Enter does: it presses the button in focus
    look           How everything looks: colours, fonts, shapes, the style sheet
    opening        Opening a saved file or its folder with the program that the system has for it
    page           What every page of either desk's window is: hears when it comes to the front, answers keys
    page_stack     The pages of the window, each scrolled where it needs more room than there is
    paper          Sheets of paper in the window, and their way to a printer
    parts          Small parts of which pages and dialogs are made
    room           How much room a window has, and what folds away where it has less
    status_line    The line at the bottom
    telling        Saying what went wrong where no page can
    top_bar        The bar above everything: whose figures, which year, the steps, the deadline
    unit_menu      The unit's name in the bar, which is a menu: open, begin for another unit, change
    unread         What a file does not give just now becomes a sentence on the page
"""
