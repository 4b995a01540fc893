"""Facts about a package that was sent.

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

Its modules:

    columns        The columns of the tables
    comparison     Our own results beside those that a package states, row by row and field by field
    descriptor     ``submission.json`` by itself
    fact           How a fact about a package is stated
    files          The files of a package against its descriptor
    form           Fact ``forms``: is the official form in a package what its figures print
    kept_texts     Texts in a package that no input of this program would have kept
    own_signer     Who signed, said where no register of certificates is at hand
    paper          Fact ``paper``: does the 校验码 of a printed page belong to the package
    plan           Facts ``plan`` and ``revision``
    recheck        Fact ``recheck``
    schema         Fact ``schema``
    signer         Fact ``signer``
    encryption     Encrypting a package to the office, and opening what was encrypted
    receiving_key  The key of the office for encrypted packages
    trust          Certificates that a person names as registered
    verification   Facts about a package: is it whole, whose is it, does it say what its figures say
"""
