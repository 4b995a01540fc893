"""What the program can do, without a window: the only caller of the store.

The window and the command line both work through these modules, so both do the same thing.

    plans              plan packs, bundled or imported
    released_plans     bundled packs of all releases, by digest
    desk               a unit's store, opened: plan, forms, years
    year               one reporting year: entry, checks, explanations, undo, state
    fault_log          checks that the program failed at, without figures
    finalising         定稿 and its undoing
    printing           the official form as a draft or as frozen
    exchange           the Excel form out and in, history tables in
    signing            the unit's signing identity
    exporting          the signed annual submission package
    verification       facts about a package
    packages           each of these facts
    archive            Past submissions
    clock              Whether the computer's clock can be believed where a time becomes part of a
    encryption         Encrypting a package to the office, and opening what was encrypted
    evidence           Evidence behind a figure
    exported           What was exported of the revision in force
    files              Reading a file within bounds
    frozen_comparison  Whether what stands in the cells of a finalised year is what was frozen
    handover           Handing the work over to another PC or another clerk
    history            Figures of earlier years
    incoming           Files from outside: what they are is asked first, then what is wrong with them
    keeping            Looking after a unit's store
    known_plans        Which plan packs a package can be checked against
    log_checking       Proving that the change log is whole
    manual             Pages of the manual that are drawn from the program itself
    places             Where a person's files lie
    plan_authoring     How a county writes its own plan: workbook out, check, compile to a pack
    plan_characters    Texts of a plan that no font of the program can draw
    plan_files         The compiled pack of a plan
    plan_import        A unit takes over the next version of its plan
    printed_again      Whether the forms that are stored with a 定稿 are what its figures print
    receiving_key      The key of the office for encrypted packages
    sample             演示数据
    selftest           The installed program checks itself
    stored_texts       Words already in a store that its doors would refuse today
    text_word          What a person is told about a text while typing it
    trust              Certificates that a person names as registered
"""
