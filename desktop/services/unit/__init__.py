"""The use cases of a unit: its store and its years, from entry to export.

Its modules:

    blank_forms      Blank forms, to be printed and written on, or handed out
    desk             A unit's store, opened: its plan, its forms and its years
    evidence         Evidence behind a figure: where it was taken from, and the files that prove it
    exchange         Figures in and out as Excel
    filing           A year that is finalised, printed for good, signed and exported
    first_plan       The plan with which a unit begins: bundled, a pack, or the one in a task
    given            The cells that the statistics office's base figures give
    handover         Handing the work over to another PC or another clerk
    history          Figures of earlier years
    keeping          Looking after a unit's store
    last_year        What stood in a cell last year, as it would be typed again
    letters          What the office sent to the unit, and what the unit says to it
    log_subjects     What a row of the change log is about, as a clerk calls it
    looking_back     What a year is compared with on its first page: the plan before, and earlier verdicts
    passed_over      Which data file goes on with a year that the office did not choose here
    past_correction  Figures of one earlier year: their sources, and correcting them
    plan             Which version of its plan a unit works with
    printing         The official form of a year: a draft before 定稿, the frozen bytes after
    sample           演示数据
    since_frozen     What has changed in an open year since it was frozen last
    standing_year    One reporting year as it stands: figures, findings, state, and what may be changed now
    stored_texts     Texts in a store that would be refused today
    surveying        The survey sheet of a unit (抽样调查表)
    tables           Which of the program's own tables a file is, when somebody just opens it
    text_word        The remark about a text while it is typed
    year             One reporting year opened for work: entry, explanations, undo, steps between its states
"""
