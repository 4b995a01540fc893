"""What every window of the program has: look, bars, notices, long work, files, faults.

Its modules:

    after_opening   What is done once a file is open: daily backup, newer version of the plan
    asking          A question with yes and no, of which no is chosen by Enter
    background      Long work with its words in the status line
    calm_combo      A combo box that the mouse wheel does not change
    colours         Every colour of the windows, in a light and a dark palette
    curtain         What is painted first, while everything else is still being loaded
    dialog          What every dialog looks like: heading, parts, buttons
    elided_label    A label that can be narrower than its text
    facts_table     Labels with texts beside them, as rich text for a label
    faults          Handling errors of the program itself: a log entry, and one sentence
    file_banner     What is said above everything when the open file is another one now
    file_watch      Whether the open file is still the one that the window shows
    files           Asking for files and folders, and writing a file where the user wants it
    font_family     Which fonts the window is written in
    folding_pane    A pane that stands beside the paper, or opens over it where there is no room
    keeping_menu    The menu 数据保管 beside the name of the file
    help_key        F1: the manual opens where it speaks of what a person is on
    key_end         How near the end of the chosen key's certificate is
    keys            What Enter does: it presses the button in focus
    lines           Lists of lines that are made anew with what they show, and names that lead somewhere
    marks           Shapes with a meaning, drawn rather than typed: they do not depend on any font
    more_button     The button 更多: a menu with the buttons of a bar that have no room
    notice          A line of text on a page that says what happened and what to do
    noting          Noting which year of a file was worked in, for the list of files
    framed_window   A window of pages between a bar and a status line, as both desks have it
    opening         Opening a saved file or its folder with the program that the system has for it
    page            What every page of either desk's window is: hears when it comes to the front, answers keys
    page_stack      The pages of the window, each scrolled where it needs more room than there is
    page_view       Pages of a PDF below each other, drawn off the GUI thread when they come into sight
    pdf_preview     The official form on screen
    print_job       The way of a PDF to a printer
    print_field     Where a fingerprint is typed or scanned from stamped paper
    recent          Which files were opened lately, and where new ones are put
    room            How much room a window has, and what folds away where it has less
    scrolled_paper  A sheet of paper on which what is too long is scrolled
    second_start    A second start of the program brings the first window forward instead of opening
    sending_places  Where a unit's key lies and where its packages were put
    standard_texts  Chinese for Qt's own buttons and dialogs
    standstill      A window whose figures are the past: only what mends it can be used
    status_line     The line at the bottom
    style_sheet     The style sheet of all windows, made of a palette
    telling         Saying what went wrong where no page can
    text_note       What there is to say about a text just typed, with one click that mends it
    theme           The look of the whole program: fonts, the palette of the system's scheme
    top_bar         The bar above everything: whose figures, which year, the steps, the deadline
    unit_menu       The unit's name in the bar, which is a menu: open, begin for another unit, change
    wrapped_text    Sentences over several lines, broken as Chinese is
"""
