"""The pages before and after 填报: year, review, 定稿, export, receipt.

Its modules:

    chosen_one       The right side of 审核: the finding or warning that was chosen, with its chart
    clock_word       The warning that the clock is behind the data file
    encryption_box   加密给统计局
    explanation_box  Where the page 审核 takes an explanation, always in the same place
    export_page      The page 导出报送: sign what was frozen and write the package; say how to send it
    export_result    What was exported of the revision in force
    finalise_page    The page 定稿打印
    freeze_dialog    The one question before 定稿
    key_dialog       Making the unit's signing key: a file and a passphrase that nobody can recover
    later_pages      Which step has which page
    paper_menu       One form alone, and blank forms, printed or saved
    people_form      Who answers for the figures: the line of names under every form
    receipt_page     The page 回执: what has become of the figures, in plain words
    registering      A new key and the stamped sheet that registers it, in their order
    review_list      The list of the page 审核, with a box to tick those explained together
    review_page      The page 审核
    sheet_dialog     A sheet of one page, as it will be printed: sent to a printer, or saved
    survey_button    The button that saves the survey sheet (抽样调查表)
    target_view      The picture of the targets: indicators against years
    targets_box      目标一览 with its legend and a sentence, wherever a page has room for it
    ticking_foot     Below the list of 审核: how many are ticked, and the button that ticks all of a kind
    warnings_box     预警清单 with the picture of all targets below it
    withdraw_dialog  The question before a frozen year is taken back: why
    withdrawing      撤回: the question for its reason, and the way to the figure that is to be changed
    year_standing    Whether a year can be frozen, and what stands against it: words above the signatures
"""
