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

    doing        Which dialog does what at the desk
    chain_pane   Beside a fork: the chain of revisions as a line with branches, and what choosing will do
    choice_foot  Below a fork: why one is chosen, and a button for each candidate and for none of them
    choice_page  The page 选定: contradicting revisions side by side, then a reason and a choice
    intake_page  The page 收件: what is to be done, where every unit stands, what came
    opening      Opening the office's file in a window
    page         What every page of this window is, and what it is handed
    pages        Which page belongs to which place; each is made when it is first shown
    paper_box    The 校验码 of the stamped paper: typed, or scanned
    shown_view   A table of shown cells: shapes, weights and greys as the model says
    signing_dialog  Before the office signs anything: its key file and passphrase
    window       The window: bar, pages, status line
    window_keys  The keys that the window answers on every page
"""
