"""What is found out about a package that was sent, fact by fact.

fact        how a fact, or a fault behind it, is stated
descriptor  submission.json by itself
files       the files against it
columns     the columns of the tables
schema      fact: all three are what the published format and the plan say
plan        facts: the plan version and the revision that it names
signer      fact: may the signing certificate speak for this unit
comparison  our own results beside those that it states
recheck     fact: they agree, or were made by another engine
form        fact: the official form, printed again
paper       fact: the 校验码 of a printed page
"""
