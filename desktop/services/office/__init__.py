"""The use cases of the statistics office: its store, its people, its register, what it receives and decides.

Its modules:

    acceptance  Which revision counts, and accepting it
    beginning   Beginning at the office: its file, with the first person at the desk
    county      The county's year: what counts is brought together, judged and counted
    decisions   What officers decide about a unit's year, each with its reason
    desk        The office's store, opened: its plan and its people
    facts       What the office knows of a unit's year: facts about packages, judged, with their state
    handover    Handing the office's work over to another PC or another officer
    history     The office's own published figures of earlier years, taken over from a table
    intake      Taking in: what is handed over is opened, judged and stored
    keeping     Restoring the office's file from a backup
    letters     What the office sends: letters as signed files, with their paper and their mail drafts
    overview    What an officer looks at: the board, the day, one unit's year
    owners      Confirming who owns what in the plan, at the desk: list out, list in, version in force
    people      The people at the office's desk: who is listed, and as what
    plans       A further version of the plan at the office's desk
    registry    The register of certificates, and the office's own keys
    task        What starts a year: the task with its deadlines and the base figures that the office gives
    years       The reporting years that a desk can be opened for, and the one that is received now
"""
