"""What the office sent to the unit, and what the unit says to it.

Its modules:

    acceptance       That the office accepted a revision of a year that is open here
    asked_words      What a question of the office hangs on, in words
    base_figures     Taking over base figures of the statistics office
    correspondence   What was frozen and sent of a year, and what the office made of it
    exchange_record  The exchange of a year with the office as a workbook (往来记录)
    kept_letters     The letters about a year as they stand, with what became of their questions
    kept_task        The task of a year as it was opened here last
    office_receiver  The office's certificate for encryption, as its last task brought it
    office_trust     Whom a unit takes for the office: by stamped paper, or by whom it trusts
    opening          Opening what the office sent: whom a unit trusts, and what each letter does
    papers           The paper that came in the office's letters, as files
    questions        Questions of the office at a unit's cells, and the answers
    receipted        What the office says that it received, beside what this file froze
    taking_task      What a task changes at a unit: deadline, certificates, version of the plan
"""
