"""A year that is finalised, printed for good, signed and exported.

Its modules:

    archive            Past submissions, opened as they were frozen
    exported           What was exported of the revision in force
    exporting          The signed annual submission package of a finalised year
    finalising         定稿 and its undoing
    frozen_comparison  Whether the cells of a finalised year are those that were frozen
    key_sheets         The stamped sheet by which the office registers a unit's certificate
    log_checking       Proving that the change log is whole
    never_exported     Revisions that were frozen and never exported, which the office will miss
    printed_again      Whether the stored forms of a 定稿 are those that its figures give
    signing            The unit's keys, which are registered once with the office
"""
