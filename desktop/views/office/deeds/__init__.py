"""What is done at the desk in a dialog over the window (办理), and what these dialogs are made of.

Its modules:

    accept_all_dialog  验收全部无疑问的: who would be accepted, and why each other unit is not
    base_dialog        基础数据: the table chosen, what it says and would change, then signed
    chosen_table       A file that is chosen and read before it counts
    close_dialog       定库: the county's year frozen and signed
    collect_dialog     汇总: the county's year into a folder
    deadline_dialog    期限和延期, after the task
    deadlines_box      Until when units file: one day for all, and a table of days of their own
    deed_dialog        What every dialog of a deed is: asked, locked with its reason, done, told
    excuse_dialog      免报 and its undo
    folder_row         The folder into which letters and drafts are written
    key_box            The office's signing key and its passphrase
    letters_dialog     The letters of one unit's year, written again
    matrix_dialog      单位 × 指标: how each row of each unit's forms stands
    own_series_dialog  本局往年数: the office's own published figures from a table
    owners_dialog      Confirming who owns what in the plan
    paper_dialog       核对纸质表: 校验码 of stamped pages, typed or scanned one after the other
    people_dialog      人员: who is listed, as what, and who works now
    places_line        Where something goes and by which key it is signed, in one line while both are known
    plan_version_dialog  规划数据包: a further version of the plan, the office's own or one to check by
    receipt_dialog     回执 for one unit or for all that have none
    remind_dialog      催报, and the tick that it was sent
    result_dialog      收件结果: what became of each file of the last taking in, or of a day
    task_dialog        布置任务
    unit_combo         Which unit a dialog is about
    units_table        A table of units, of which some can be ticked
"""
