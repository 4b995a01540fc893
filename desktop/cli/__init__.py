"""The command line: the same services as the window, without a display.

Its modules:

    accepting_all    ``accept --all-without-doubt``: who is accepted, and why each other unit is not
    answer           What a command gives back, and how it is printed
    asking           Asking units back: questions, return slips, and what becomes of them
    asking_parser    The commands of the statistics office for asking units back
    base_figures     The office's base figures: the table to be filled in, and signing what was filled in
    chinese          argparse in Chinese: usage, headings and mistakes, translated in one place
    both_desks       What commands answer in the same words at either desk
    clock_option     The option by which a person confirms that the computer's time is right
    collecting       ``collect``: the county's year from what was accepted
    county           An invented county for the receiving desk: ``demo --county``
    decisions        Commands by which officers decide about units' years, and the letters that say it
    demo             A whole year on the bundled sample, headless: what ``python3 bootstrap.py demo`` shows
    entry            Commands by which a unit fills in, reads in, checks and explains a year
    handover         The command that prints the handover sheet
    intake           Taking in what units sent
    intake_parser    The commands of the office about units' years
    keeping          Commands that look after the store: change log, backup and restore
    keys             Commands about key files
    letters          Commands at the unit about what the office sent: opening a letter, answering
    main             Running one command
    manual           Commands that print pages of the manual
    office           Commands about the office's file, its people, its plan and its own earlier figures
    office_keeping   Commands that look after the office's file
    office_keys      Commands about the office's own keys
    office_parser    The office's commands and their options (contracts section 9)
    office_register  Commands about the office's register of certificates
    office_tasks     The task of a year at the office, and the deadlines that go into it
    opening          Opening a store for a command
    parser           The commands and their options (contracts section 1)
    past             Commands about earlier years: the table out and in, and changes of definition
    plan             Commands about plans
    plan_tasks       Commands about who answers for what in a plan
    receiving        Opening what was encrypted to the office
    reminding        ``remind``: mail drafts to the late, and the tick that a person sent them
    remarks          Remarks beside an answer
    secret           Passphrases
    sending          Commands by which the office sends what is neither a question nor a decision
    signing          The office's signing key for a command, and what is said of its letters
    streams          Standard streams that are closed, full, or without a reader
    submit           Commands that finalise, print, export and verify
    unanswered       Questions of the office that wait for an answer, told before and at 定稿
    unit_years       Units' years at the office: where they stand, and what was sent
    values           Values on the command line that have a range
"""
