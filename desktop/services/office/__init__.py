"""The use cases of the statistics office: its store, its people, its register, what it receives and decides.

Its modules:

    around     Facts that the office's own situation decides: address, definition, time, paper and others
    board      Where every unit of a year stands
    choosing   Choosing between contradicting revisions, by a signed letter
    deciding   What officers decide about a unit's year
    desk       The office's store, opened: its plan and its people
    fact       A fact about a received package, as the office tells it
    intake     Taking in: what is handed over is opened, judged and stored
    ledger     Everything that the office holds of one reporting year, read at once
    past       Fact ``history``: the past that a package carries beside the past that the office holds
    showing    What a unit sent, read only
    signer     Fact ``signer``: may the certificate that signed speak for this unit
    unit_year  A unit's year at the office: its packages with all facts, which one counts, and its state
"""
