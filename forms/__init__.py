"""The domain of tianbao, pure: plans, figures, checks and verdicts.

Standard library only: no Qt, no SQL, no files, no clock and no global state. Everything here is a
frozen value or a function of values, so the window, the command line, the receiving office and the
tests all get the same answer from the same input.

Its modules:

    bounded_json  Reading a JSON document that came from outside, within bounds
    canonical     Canonical bytes: the one way a document is written when it is digested
    codes         Every stable code once, with what it means and what to do
    errors        Errors that cross a public border of the program
    fault         An error of the program itself as a value, so that the work beside it goes on
    figures       One figure by itself
    filing        A unit's year as it is filed: states, content, tables, and figures that could name a person
    findings      Checking a unit's figures: rules, findings and the report (审核)
    frozen        Records that cannot be changed, and are cheap to define
    letters       Letters between the office and its units, as both ends read and write them
    plan          What a plan is: its records, reading and checking a pack, what a figure can be at all
    plan_check    ``plan check``: whether every goal of a plan leads to figures that a unit reports
    county        A county's year: who supplies what, how the counted indicators stand, and how many
    receiving     A unit's year at the statistics office: which revision counts, in which state the year is
    reporting     One unit's year being filled in: the layout of its forms and the figures in them
    slips         Slips of the hand (笔误): which other figure a clerk may have meant to type
    text          Text that people type: what is kept, cleaned or refused, the same for every input
    turning       Showing characters that would turn or break a line
    verdict       Judging a target: outcome, outlook and two reliability flags, each with its arithmetic
"""
