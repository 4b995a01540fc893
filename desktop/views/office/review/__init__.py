"""The page 审核: one unit's year in the grid, and what an officer does about it.

Its modules:

    ask_dialog        提问 (F7): a question with suggested texts
    compare_dialog    Two revisions beside each other
    decide_dialog     A decision with its reason: about a fact, a question, a package
    decisions_dialog  办理记录: what was decided about a unit's year, and taking it back
    deed_bar          The four buttons under a unit's year, each with why it is locked
    facts_pane        Right on the page 审核: the facts about the package
    legend            What the corners of the grid mean, each shape with its word
    letter_dialog     退回, 撤回退回单, 验收 and 重开: the office signs a letter
    lines_pane        疑问与审核 under the grid: chips and the table
    review_deeds      What is done on the page 审核
    review_dialog     What dialogs of 审核 are that store something
    review_heading    The line above the grid of 审核
    review_page       The page 审核: one unit's year in the grid, read only
    review_panes      Where the parts of 审核 stand
    review_parts      What the page 审核 is made of, for those who act on it
    unit_pane         Left on the page 审核: the unit, its revisions, its forms
"""
