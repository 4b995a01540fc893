"""What the program can do, without a window: the only caller of the store.

The window and the command line both work through these modules, so both do the same thing.

    plans         plan packs, bundled or imported
    released_plans  bundled packs of all releases, by digest
    desk          a unit's store, opened: plan, forms, years
    year          one reporting year: entry, checks, explanations, undo, state
    fault_log     checks that the program failed at, without figures
    finalising    定稿 and its undoing
    printing      the official form as a draft or as frozen
    exchange      the Excel form out and in, history tables in
    signing       the unit's signing identity
    exporting     the signed annual submission package
    verification  facts about a package
    packages      each of these facts
"""
