"""What the office knows of a unit's year: facts about packages, judged, with their state.

Its modules:

    around         Facts that the office's own situation decides: address, definition, time, paper and others
    asked          The questions about a unit's year with their states and answers
    decided_year   A unit's year as officers decided about it, before any package is looked at
    declared       What a package declares beside its figures: changes of definition
    fact           A fact about a received package, as the office tells it
    figure         A figure that a unit stated, in words: its address, its name and what was typed
    given          Fact ``base``: the figures that the office gave beside those that a package states
    held           What the office holds of a unit's earlier years, read of its file
    judged         A package judged twice: with its own past, and with the past that the office holds
    ledger         Everything that the office holds of one reporting year, read at once
    next_step      What is to be done next about a unit's year
    paired         Fact ``pairs``: figures of a unit beside those of others with which they must agree
    past           Fact ``history``: the past that a package carries beside the past that the office holds
    people_said    Who answers for a package, as it says itself
    revision_fact  Fact ``revision``: which place a package has among those of its unit's year
    revisions      Which of the revisions of a unit's year is looked at, and why one is not used
    same_past      Which units state the very past that the office holds, told by digests
    signer         Fact ``signer``: may the certificate that signed speak for this unit
    situation      What the office knows beside the packages of a unit's year
    told_fact      A fact in the words of the office's window, and what to do about it there
    unit_year      A unit's year at the office: its packages with all facts, which one counts, and its state
"""
