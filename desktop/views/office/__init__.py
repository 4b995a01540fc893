"""The statistics office's window (统计局接收).

How a page is added (nothing else needs to know of it):

1. ``desktop/models/office/place.py``: a member of ``OfficePlace``, with its name and what is done there; one
   that is no step of the bar also stands in ``_UNDER``, below the step that the bar shows for it.
2. A class that inherits ``OfficePage`` (``page.py``): ``show_desk_year`` takes the opened year, which may be
   another one than before; ``refresh`` shows the board that was read anew; ``show_unit`` names the unit that
   it is about; ``activate`` puts the focus where the work begins. It is handed an ``OfficeFrame``, through
   which it leads to other pages (``frame.show_place(OfficePlace.REVIEW, unit)``), runs work
   (``frame.background.run``) and, after anything was done, has everything read anew
   (``frame.desk_year.reread()``). It decides nothing: what it shows comes from ``desktop.models.office``.
3. ``pages.py``: its line in ``PAGES``, with the import within the function. Steps of the bar, Ctrl with the
   number, help and the way from 待办 follow by themselves; what is not in the table is not offered.
4. Its chapter of the manual, ``resources/manual/desk-<name>.md`` (F1), and its line below.

Dialogs over the window are modules of their own here, opened with ``dialog.open()``, never ``exec``; each has
a line in ``DEEDS`` (``doing.py``), by which the menu of the office's name and 待办 lead to it.

Its modules:

    accept_all_dialog  验收全部无疑问的: who would be accepted, and why each other unit is not
    ask_dialog         提问 (F7): a question with suggested texts
    base_dialog        基础数据: the table chosen, what it says and would change, then signed
    beginning          统计局接收 on the first screen: plan, first officer, file
    board_view         The table of the board: shapes before words, Enter opens a unit
    certificates_page  The page 登记册: certificates that wait to be registered, and all others
    chain_pane         Beside a fork: the chain of revisions as branches, and what choosing will do
    choice_dialog      选定 and 请单位说明: what is signed or written once a person has decided
    choice_foot        Below a fork: why one is chosen, and a button for each candidate and for none of them
    choice_page        The page 选定: contradicting revisions side by side, then a reason and a choice
    compare_dialog     Two revisions beside each other
    correcting_dialog  注销 and 更正: later entries in the register, each with a reason
    chosen_table       A table that is chosen and read before it counts
    collect_dialog     汇总: the county's year into a folder
    current_unit       The current unit's line in full, what it sent, what was sent to it
    deadline_dialog    期限和延期, after the task
    deadlines_box      Until when units file: one day for all, and a table of days of their own
    decide_dialog      A decision with its reason: about a fact, a question, a package
    decisions_dialog   办理记录: what was decided about a unit's year, and taking it back
    deed_bar           The four buttons under a unit's year, each with why it is locked
    deeds_menu         The button 办理: everything that is done in a dialog, one entry each
    deed_dialog        What every dialog of a deed is: asked, locked with its reason, done, told
    doing              Which dialog does what at the desk
    drop_box           Where packages are dropped or asked for, and how far taking them in is
    excuse_dialog      免报 and its undo
    facts_pane         Right on the page 审核: the facts about the package
    filter_bar         The filters of the board: exclusive toggles with count and share
    folder_row         The folder into which letters and drafts are written
    intake_page        The page 收件: what is to be done, where every unit stands, what came
    keeping            数据保管 of the office's file
    keeping_menu       Its menu, beside the name of the file
    key_box            The office's signing key and its passphrase
    key_sheet_dialog   公布表 of a certificate as PDF
    keys_dialog        How the office's two keys stand, and the ways to others
    letter_dialog      退回, 撤回退回单, 验收 and 重开: the office signs a letter
    letters_dialog     The letters of one unit's year, written again
    lines_pane         疑问与审核 under the grid: chips and the table
    listed_dialog      Many certificates at once, by a list of fingerprints
    new_key_dialog     A new key, its passphrase typed twice
    opening            Opening the office's file in a window
    owners_dialog      Confirming who owns what in the plan
    own_series_dialog  本局往年数: the office's own published figures from a table
    page               What every page of this window is, and what it is handed
    pages              Which page belongs to which place; each is made when it is first shown
    paper_box          The 校验码 of the stamped paper: typed, or scanned
    paper_dialog       核对纸质表: 校验码 of stamped pages, typed or scanned one after the other
    passphrase_dialog  The passphrase of the receiving key, asked once
    people_dialog      人员: who is listed, as what, and who works now
    receipt_dialog     回执 for one unit or for all that have none
    register_dialog    登记: a certificate is compared with its stamped sheet, group by group
    remind_dialog      催报, and the tick that it was sent
    result_dialog      收件结果: what became of each file, why, and the next step
    review_deeds       What is done on the page 审核
    review_dialog      What dialogs of 审核 are that store something
    review_heading     The line above the grid of 审核
    review_page        The page 审核: one unit's year in the grid, read only
    review_panes       Where the parts of 审核 stand
    review_parts       What the page 审核 is made of, for those who act on it
    shown_view         A table of shown cells: shapes, weights and greys as the model says
    taken_key_dialog   An existing key file, taken over as the office's
    taking_in          What is dropped or chosen, the passphrase where it is needed, how it ends
    task_dialog        布置任务
    today_pane         The day, how many units are accepted, what is to be done, where files are dropped
    todo_list          The list 待办: Enter does it
    unit_combo         Which unit a dialog is about
    unit_pane          Left on the page 审核: the unit, its revisions, its forms
    units_table        A table of units, of which some can be ticked
    waiting_lines      待登记: the certificates for whose registration packages wait
    window             The window: bar, pages, status line
    window_keys        The keys that the window answers on every page
    working_now        Who works at the desk now: a button with a menu
"""
