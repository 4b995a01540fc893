"""The commands of the statistics office.

Its modules:

    accepting_all  ``accept --all-without-doubt``: who is accepted, and why each other unit is not
    asking         Asking units back: questions, return letters, and what becomes of them
    asking_parser  The commands of the statistics office for asking units back
    base_figures   The office's base figures: the table to be filled in, and signing what was filled in
    board          Where the units of a year stand
    collecting     ``collect``: the county's year from what was accepted
    decisions      Commands by which officers decide about units' years, and the letters that say it
    desk           Commands about the office's file, its people, its plan and its own earlier figures
    intake         Taking in what units sent
    intake_parser  The commands of the office about units' years
    keeping        Commands that look after the office's file
    keys           Commands about the office's own keys
    opening        Opening the office's store for a command
    parser         The office's commands and their options (contracts section 1)
    receiving      Opening what was encrypted to the office
    register       Commands about the office's register of certificates
    reminding      ``remind``: mail drafts to the late, and the tick that a person sent them
    sending        Commands by which the office sends what is neither a question nor a decision
    signing        The office's signing key for a command, and what is said of its letters
    tasks          The task of a year at the office, and the deadlines that go into it
    unit_years     Units' years at the office: what was sent
"""
