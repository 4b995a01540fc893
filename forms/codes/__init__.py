"""Every stable code once, with what it means and what to do; ``error-codes.md`` is generated from it.

A code is added with the next free number of its area and never reused, renumbered or given another meaning.
The codes of rules (``TB-...`` of findings) stand with the rules (:data:`forms.findings.RULES`).

Its modules:

    assign    E-ASSIGN: the task that the office writes for a year, and its deadlines
    base      E-BASE: base figures of the statistics office, at the office and at the units
    code      What a stable code is: its text, what it means and what to do
    collect   E-COLLECT: bringing a county's year together
    decide    E-DECIDE: what officers decide about a unit's year
    desk      Codes of a unit's year: figures, reasons, people, states, files given as proof, and the clock
    document  E-DOC: forms on paper and in Excel, and mail
    kind      E-KIND: what a file is, where another one was wanted
    letter    E-LETTER: letters of the office, whoever reads one
    office    E-OFFICE: the statistics office's file, its people, its register of certificates
    package   E-PKG and TB-PKG: the container and its signature; E-KEY: keys; E-ENV: encryption
    plan      E-PLAN: mistakes in a plan pack, its workbook, its approval; TB-PLAN: what its check remarks
    program   Codes of files in general, of printing, of commands and of the program's own mistakes
    receive   E-RECEIVE, TB-RECEIVE: files handed to the statistics office, and what it finds in them
    store     E-DB: the store, its backups and its log
    verify    E-VERIFY, TB-VERIFY: what a package is compared with; E-TRUST: whose certificate it is
"""
