"""Dialogs about the file as a whole: keeping, handing over, opening.

Its modules:

    choice_table     A table of a dialog in which one row is chosen and nothing is edited
    file_keeping     数据保管 of either desk: backup, restoring, what was kept aside, the change log
    handover_dialog  办理交接: what goes over, whose key, and the sheet to sign
    keeping          数据保管 at the unit: the same, past submissions, newer versions of the plan
    kept_dialog      What the program kept aside of the open file, to be compared, put back or removed
    opened_file      A double click on a file that is not a store
    opened_plan      A double click on a plan pack: it is offered to the last opened unit of that plan
    package_facts    What is true about a package that was opened, on the day on which it was received
    past_dialog      以前的报送: every revision that was frozen, and its printed form as the same bytes again
    plan_dialog      A plan pack that was opened: what it would change for the unit, and taking it over
    restore_dialog   恢复备份: which backup, what would change, and only then the change
    restoring        Restoring a backup where no file is open
    unsaved_dialog   The question before a window closes that holds what could not be stored
"""
