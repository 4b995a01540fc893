"""What is found out about a package that was sent, fact by fact.

fact      how a fact is stated
schema    descriptor, tables and files: complete, and in agreement
unseen    control and direction characters in its texts
plan      the plan version and the revision that it names
recheck   our own calculation against what it states
paper     the 校验码 of a printed page
"""
