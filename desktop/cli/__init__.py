"""The command line: the same services as the window, without a display.

Its modules:

    answer        What a command gives back, and how it is printed
    both_desks    What commands answer in the same words at either desk
    cautions      What a person should know about a file that is opened
    chinese       argparse in Chinese: usage, headings and mistakes, translated in one place
    clock_option  The option by which a person confirms that the computer's time is right
    county        An invented county for the receiving desk: ``demo --county``
    demo          A whole year on the bundled sample, headless: what ``python3 bootstrap.py demo`` shows
    entry         Commands by which a unit fills in, reads in, checks and explains a year
    handover      The command that prints the handover sheet
    keeping       Commands that look after the store: change log, backup and restore
    keys          Commands about key files
    letters       Commands at the unit about what the office sent: opening a letter, answering
    main          Running one command
    manual        Commands that print pages of the manual
    office        The commands of the statistics office
    opening       Opening a unit's store for a command
    parser        The commands and their options (contracts section 1)
    past          Commands about earlier years: the table out and in, and changes of definition
    plan          Commands about plans
    plan_tasks    Commands about who answers for what in a plan
    remarks       Remarks beside an answer
    secret        Passphrases
    streams       Standard streams that are closed, full, or without a reader
    submit        Commands that finalise, print, export and verify
    unanswered    Questions of the office that wait for an answer, told before and at 定稿
    values        Values on the command line that have a range
"""
