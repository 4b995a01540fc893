"""The page 收件: what is to be done, where every unit stands, what came.

Its modules:

    board_view     The table of the board: shapes before words, Enter opens a unit
    current_unit   The current unit's line in full, what it sent, what was sent to it
    deeds_menu     The button 办理: everything that is done in a dialog, one entry each
    drop_box       Where packages are dropped or asked for, and how far taking them in is
    filter_bar     The filters of the board: exclusive toggles with count and share
    intake_page    The page 收件: what is to be done, where every unit stands, what came
    today_pane     The day, how many units are accepted, what is to be done, where files are dropped
    todo_list      The list 待办: Enter does it
"""
