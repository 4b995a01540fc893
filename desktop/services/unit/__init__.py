"""What a unit does: its store, its years, from entry to export.

Its modules:

    archive            Past submissions
    clock              Whether the computer's clock can be believed where a time becomes part of a
    desk               A unit's store, opened: its plan, its forms and its years
    evidence           Evidence behind a figure
    exchange           Figures in and out as Excel
    exported           What was exported of the revision in force
    exporting          The signed annual submission package of a finalised year
    finalising         定稿 and its undoing
    frozen_comparison  Whether what stands in the cells of a finalised year is what was frozen
    handover           Handing the work over to another PC or another clerk
    history            Figures of earlier years
    keeping            Looking after a unit's store
    log_checking       Proving that the change log is whole
    printed_again      Whether the forms that are stored with a 定稿 are what its figures print
    printing           The official form of a year: a draft before 定稿, the frozen bytes after
    sample             演示数据
    signing            Key files with a passphrase
    stored_texts       Words already in a store that its doors would refuse today
    text_word          What a person is told about a text while typing it
    year               One reporting year of a unit: entry, checks, explanations, undo and state
"""
