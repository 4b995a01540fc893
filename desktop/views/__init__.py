"""Windows, pages and widgets.

Its modules:

    background         Long work with its words in the status line
    calm_combo         A box to choose from that the mouse wheel does not change in passing
    cell_pane          Everything about the current cell, beside the grid
    clock_word         That the clock is behind the data file
    curtain            What is painted first, while everything else is still being loaded
    definition_dialog  记录口径变动: since when a figure means something else, and what changed
    dialog_room        Room for words that wrap
    elided_label       A label that gives way
    encryption_box     加密给统计局
    entry_page         Step 1, 填报: forms, grid, current cell, findings
    evidence_box       What stands behind a figure
    explaining         One finding with its sentence, its suggestion and room for an explanation
    export_page        Step 4, 导出报送: sign what was frozen and write the package; say how to send it
    export_result      What was exported of the revision in force
    facts_table        Labels with texts beside them, as rich text for a label
    faults             What happens when the program itself is wrong: a log, and one calm sentence
    files              Writing a file where the user wants it, with the sentence when it does not work
    finalise_page      Step 3
    finder_box         The box that finds a row (Ctrl+F)
    findings_pane      审核结果: what the checks say, one key away from the cell
    font_family        Which fonts the window is written in
    forms_pane         The unit's forms on the left, with progress and problems
    freeze_dialog      The one question before 定稿
    frozen_columns     Code and name of the rows
    grid_delegate      Painting and editing of the cells of the grid
    grid_foot          The line under the grid
    grid_view          The grid of a form with the habits of a spreadsheet
    handover_dialog    办理交接: what goes over, whose key, and the sheet to sign
    help_dialog        F1: the keys and the five steps on one page
    keeping            数据保管: backup, restoring, past submissions and handover of the file that is open
    key_dialog         Making the unit's signing key: a file and a passphrase that nobody can recover
    key_end            How near the end of the chosen key's certificate is
    keys               What Enter does: presses the button in focus, and never more than was chosen
    later_pages        The pages after 填报
    main_window        The main window: bar, the five steps, status line, keys
    marks              Shapes with a meaning, drawn rather than typed: they do not depend on any font
    notice             A line of text above the work that says what happened and what to do
    opened_file        A double click on a file that is not a store
    opened_plan        A double click on a plan pack
    package_facts      What is true about a package that was opened, on the day on which it was received
    page_view          Pages of a PDF below each other
    past_dialog        以前的报送
    past_years         往年数据: the table of earlier years out, and a filled one back in after a preview
    pdf_preview        The official form on screen and on its way to a printer
    people_form        Who answers for the figures: the line of names under every form
    plan_dialog        A plan pack that was opened
    preview_dialog     What was understood of a pasted block or a filled workbook
    receipt_page       Step 5, 回执: what has become of the figures, in plain words
    recent             Which files were opened lately, and where new ones are put
    restore_dialog     恢复备份: which backup, what would change, and only then the change
    restoring          Restoring a backup where no file is open
    review_page        Step 2
    second_start       A second start of the program brings the first window forward instead of opening
    sending_places     Where a unit's key lies and where its packages were put
    standard_texts     Chinese for Qt's own buttons and dialogs
    start_page         The first screen of a year: what is due, what changed, and go
    status_line        The line at the bottom
    text_note          What there is to say about a text just typed, with one click that mends it
    theme              Colours, fonts and the style sheet: one restrained look for all windows
    top_bar            The bar above everything: whose figures, which year, the five steps, the deadline
    trend_chart        A small chart
    warnings_pane      预警清单: targets that need attention, and one of them in full
    welcome            The first screen: go on with a file, or begin for a unit
    workbooks          The Excel form out, and a filled one back in after a preview
"""
