"""The use cases of a unit: its store and its years, from entry to export.

Its modules:

    archive            Past submissions, opened as they were frozen
    base_figures       Taking over base figures of the statistics office
    blank_forms        Blank forms, to be printed and written on, or handed out
    correspondence     What was frozen and sent of a year, and what the office made of it
    desk               A unit's store, opened: its plan, its forms and its years
    evidence           Evidence behind a figure: where it was taken from, and the files that prove it
    exchange           Figures in and out as Excel
    exchange_record    The exchange of a year with the office as a workbook (往来记录)
    exported           What was exported of the revision in force
    exporting          The signed annual submission package of a finalised year
    first_plan         The plan with which a unit begins: bundled, a pack, or the one in a task
    finalising         定稿 and its undoing
    frozen_comparison  Whether the cells of a finalised year are those that were frozen
    given              The cells that the statistics office's base figures give
    handover           Handing the work over to another PC or another clerk
    history            Figures of earlier years
    keeping            Looking after a unit's store
    kept_letters       The letters about a year as they stand, with what became of their questions
    kept_task          The task of a year as it was opened here last
    key_sheets         The stamped sheet by which the office registers a unit's certificate
    last_year          What stood in a cell last year, as it would be typed again
    letters            Opening what the office sent: whom a unit trusts, and what each letter does
    log_checking       Proving that the change log is whole
    log_subjects       What a row of the change log is about, as a clerk calls it
    looking_back       What a year is compared with on its first page: the plan before, and earlier verdicts
    newer_plan         The newer version of a plan that comes with the program, for a unit with an older one
    never_exported     Revisions that were frozen and never exported, which the office will miss
    passed_over        Which data file goes on with a year that the office did not choose here
    office_receiver    The office's certificate for encryption, as its last task brought it
    office_trust       Whom a unit takes for the office: by stamped paper, or by whom it trusts
    papers             The paper that came in the office's letters, as files
    past_correction    Figures of one earlier year: their sources, and correcting them
    printed_again      Whether the stored forms of a 定稿 are those that its figures give
    printing           The official form of a year: a draft before 定稿, the frozen bytes after
    questions          Questions of the office at a unit's cells, and the answers
    receipted          What the office says that it received, beside what this file froze
    sample             演示数据
    signing            The unit's keys, which are registered once with the office
    since_frozen       What has changed in an open year since it was frozen last
    stored_texts       Texts in a store that would be refused today
    surveying          The survey sheet of a unit (抽样调查表)
    tables             Which of the program's own tables a file is, when somebody just opens it
    taking_over        Taking over the next version of the plan at a unit
    taking_task        What a task changes at a unit: deadline, certificates, version of the plan
    text_word          The remark about a text while it is typed
    used_plans         The plan packs of a file that a person names: its own, or all that a unit has used
    year               One reporting year of a unit: entry, checks, explanations, undo and state
"""
