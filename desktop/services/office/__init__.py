"""The use cases of the statistics office: its store, its people, its register, what it receives and decides.

Its modules:

    accepting  Accepting a unit's year, and opening it again
    accepting_all  Accepting every unit about which there is no doubt, and why not the others
    answered      Answers beside the figures that were received
    around        Facts that the office's own situation decides: address, definition, time, paper and others
    asked         The questions about a unit's year with their states and answers
    asking        Asking a unit back: questions, return slips, and what becomes of them
    asking_which  A mail draft that asks a unit which of its contradicting revisions counts
    base_balance  base figures that contradict each other are refused
    base_figures  Base figures that the office gives its units for a year, as a signed letter
    base_words    What a table of base figures says and would change, in words
    beginning         Beginning at the office: its file, with the first person at the desk
    board         Where every unit of a year stands
    choosing      Choosing between contradicting revisions, by a signed letter
    contending    Contradicting revisions side by side, with everything that helps a person to choose
    contending_cells  The cells in which contradicting revisions differ, typed and computed
    correcting    Putting a package aside, and taking back what was decided
    county        The county's year: what counts is brought together, judged and counted
    deadlines     Until when units are to file a year
    decision_words  What officers decided about a unit's year, in words
    deciding      What officers decide about a unit's year
    decided_year  A unit's year as officers decided about it, before any package is looked at
    declared      What a package declares beside its figures: changes of definition
    desk          The office's store, opened: its plan and its people
    fact          A fact about a received package, as the office tells it
    figure        A figure that a unit stated, in words: its address, its name and what was typed
    fingerprints  Fingerprints from stamped sheets: typed for one certificate, or a list of many
    given         Fact ``base``: the figures that the office gave beside those that a package states
    handover      Handing the office's work over to another PC or another officer
    held          What the office holds of a unit's earlier years, read of its file
    history       The office's own published figures of earlier years, taken over from a table
    intake        Taking in: what is handed over is opened, judged and stored
    judged        A package judged twice: with its own past, and with the past that the office holds
    key_standing  How the office's own keys stand: file, certificate, end
    keeping       Restoring the office's file from a backup
    keys          The office's own keys: one that signs, one that opens what is encrypted to it
    ledger        Everything that the office holds of one reporting year, read at once
    letters    Letters of the office: signed files that name contents and ask, and never hold a figure
    moved_rates   What other base figures would do to the rates of units that filed with the former ones
    next_step         What is to be done next about a unit's year
    outgoing      What is put into a folder for a letter: the file that is sent, its mail, its slip
    own_certificates  The office's own certificates as its units are to know them
    paired        Fact ``pairs``: figures of a unit beside those of others with which they must agree
    papers        The 校验码 of a stamped page: whose package it is, and the mark that it was compared
    owners    Confirming who owns what in the plan, at the desk: list out, list in, version in force
    past          Fact ``history``: the past that a package carries beside the past that the office holds
    people        The people at the office's desk: who is listed, and as what
    plans         A further version of the plan at the office's desk
    receipts      Receipts: what was received, and what the office reckoned of it
    reviewing     Everything that an officer looks at while reviewing one unit's year, read at once
    register      Entering certificates into the register, after comparison with stamped paper
    register_book  The register as it is read, with what was corrected in it
    reminding     Reminding units that are late, and the tick that a reminder was sent
    revisions     Which of the revisions of a unit's year is looked at, and why one is not used
    revoking      Revoking certificates, correcting the register, and the reasons that the office gives
    same_past     Which units state the very past that the office holds, told by digests
    revision_fact  Fact ``revision``: which place a package has among those of its unit's year
    showing       What a unit sent, read only
    signer        Fact ``signer``: may the certificate that signed speak for this unit
    situation   What the office knows beside the packages of a unit's year
    slips         The paper of a letter, made from what it says and from the names in the plan
    stored_letters  Files of letters that are stored, written again whenever they are wanted
    suggesting    Questions that could be asked a unit, with their texts ready
    tasking       The task that starts a year: signed, stored, written
    task_outlook  What a task would say, before it is signed
    today             The office's day: the board with all that its window shows beside it
    unasked       Figures that a unit changed and nobody asked about
    years         The reporting years that a desk can be opened for, and the one that is received now
    unregistered  Certificates that are not registered: those that packages wait for, those in files
    unit_year     A unit's year at the office: its packages with all facts, which one counts, and its state
"""
