"""What an officer looks at: the board, the day, one unit's year.

Its modules:

    asking_which  A mail draft that asks a unit which of its contradicting revisions counts
    board         Where every unit of a year stands
    board_book    The board as a workbook, in the words of the window
    board_filter  Which lines of the board are shown together, with their count
    board_words   The words of the board, for its window, its workbook and the command line alike
    moved_by_past  What the office's own earlier figures move at packages that came before them
    matrix        The year as a matrix: how each row of each unit's forms stands
    reviewing     Everything that an officer looks at while reviewing one unit's year, read at once
    showing       What a unit sent, read only
    today         The office's day: the board with all that its window shows beside it
"""
