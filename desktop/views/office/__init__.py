"""The statistics office's window (统计局接收).

How a page is added (nothing else needs to know of it):

1. ``desktop/models/office/place.py``: a member of ``OfficePlace``, with its name and what is done there; one
   that is no step of the bar also stands in ``_UNDER``, below the step that the bar shows for it.
2. A room with its name, and in it a class that inherits ``OfficePage`` (``page.py``): ``show_desk_year``
   takes the opened year, which may be another one than before; ``refresh`` shows the board that was read
   anew; ``show_unit`` names the unit that it is about; ``activate`` puts the focus where the work begins. It
   is handed an ``OfficeFrame``, through which it leads to other pages
   (``frame.show_place(OfficePlace.REVIEW, unit)``), runs work (``frame.background.run``) and, after anything
   was done, has everything read anew (``frame.desk_year.reread()``). It decides nothing: what it shows comes
   from ``desktop.models.office``.
3. ``pages.py``: its line in ``PAGES``, with the import within the function. Steps of the bar, Ctrl with the
   number, help and the way from 待办 follow by themselves; what is not in the table is not offered.
4. Its chapter of the manual, ``resources/manual/desk-<name>.md`` (F1), and its line below.

Dialogs over the window are modules of their own in ``deeds``, those of one page in its room; they are opened
with ``dialog.open()``, never ``exec``, and each has a line in ``DEEDS`` (``doing.py``), by which the menu of
the office's name and 待办 lead to it.

Its modules:

    beginning          统计局接收 on the first screen: plan, first officer, file
    choice             The page 选定: contradicting revisions beside each other, the stamped paper first
    deeds              What is done in a dialog over the window (办理), and the parts of such dialogs
    doing              Which dialog does what at the desk
    intake             The page 收件: what is to be done, where every unit stands, what came
    keeping            数据保管 of the office's file
    keeping_menu       Its menu, beside the name of the file
    keys               The office's own keys, and the sheet that makes them known
    opening            Opening the office's file in a window
    page               What every page of this window is, and what it is handed
    pages              Which page belongs to which place; each is made when it is first shown
    passphrase_dialog  The passphrase of the receiving key, asked once
    register           The page 登记册 and the dialogs in which something is entered there
    review             The page 审核: one unit's year in the grid, and what an officer does about it
    shown_view         A table of shown cells: shapes, weights and greys as the model says
    taking_in          What is dropped or chosen, the passphrase where it is needed, how it ends
    window             The window: bar, pages, status line
    window_keys        The keys that the window answers on every page
    working_now        Who works at the desk now: a button with a menu
"""
