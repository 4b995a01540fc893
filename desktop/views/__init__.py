"""Windows, pages and widgets.

Its modules:

    beginning     The parts of the first screen
    dialogs       Dialogs about the file as a whole: keeping, handing over, opening
    entry         填报: forms, grid, current cell, findings, and the dialogs that belong to them
    frame         What every window of the program has: look, bars, notices, long work, files, faults
    grid          The grid of a form, with the habits of a spreadsheet; both desks show it
    home          概况: the first page of an opened year
    keeping_menu  The menu 数据保管 beside the name of the unit's file
    letters       What the office sends: trusted, read, answered
    main_window   The main window: bar, the steps, status line
    office        统计局接收: the statistics office's window
    other_file    打开, 新建 and 换单位 while a file is open: whatever is opened is led on
    paged_window  A window with a page for each step of a year
    past_view     Earlier years in the grid of 填报, correcting them, and the way back
    steps         The pages before and after 填报: year, review, 定稿, export, receipt
    unit_page     What every page of the unit's window is
    unsaved_way   The way to what could not be stored, which F8 takes before it leads to findings
    welcome       The first screen: go on with a file, or begin for a unit
    window_keys   The keys that the main window answers on every page
"""
