"""Small parts of which pages and dialogs are made.

Its modules:

    calm_combo    A combo box that the mouse wheel does not change
    elided_label  A label that can be narrower than its text
    facts_table   Labels with texts beside them, as rich text for a label
    lines         Lists of lines that are made anew with what they show, and names that lead somewhere
    mark_label    A mark as a label, in the colours of now
    more_button   The button 更多: a menu with the buttons of a bar that have no room
    notice        A line of text on a page that says what happened and what to do
    print_field   Where a fingerprint is typed or scanned from stamped paper
    text_note     What there is to say about a text just typed, with one click that mends it
    wrapped_text  Sentences over several lines, broken as Chinese is
"""
