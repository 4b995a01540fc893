"""填报: forms, grid, current cell, findings, and the dialogs that belong to them.

Its modules:

    asked_box          What the office asks about the current cell, and the way to its answer
    cell_line          The current cell in one line, where the pane beside the grid has no room
    cell_pane          Everything about the current cell, beside the grid
    correction_dialog  更正往年数据: what is changed of an earlier year, and why
    definition_dialog  记录口径变动: since when a figure means something else, and what changed
    evidence_box       What stands behind a figure
    explaining         Room for an explanation, of one finding or of several at once
    finding_card       One finding with its sentence, its suggestions and room for an explanation
    findings_line      The findings in one line, where the list has no room
    findings_pane      审核结果: what the checks say, one key away from the cell
    forms_button       The form in front, on a button that opens the list of forms
    forms_pane         The unit's forms on the left, with progress and problems
    heading            The line above the grid: which form, and what can be done with it
    orders             What is ordered in the grid by keys, menu and mouse, carried out
    page               The page 填报: forms, grid, current cell, findings
    pasted             What was copied elsewhere into the grid: one figure at once, a block after a preview
    panes              Where the panes stand: beside each other, or opened over the grid
    past_years         往年数据: the table of earlier years out, and a filled one back in after a preview
    preview_dialog     What was understood of a pasted block or a filled workbook
    warnings_pane      预警清单: targets that need attention, and one of them in full
    workbooks          The Excel form out, and a filled one back in after a preview
"""
