"""Letters between the office and its units, as both ends read and write them (``letters.md``).

Its modules:

    applying     What a reader does with a letter, by its number and the content that it answers
    base_figure  A base figure (基础数据) of the office, as a record, and as a row of ``data/base.csv``
    chinese_numbers  Numbers that are written in Chinese characters
    fact_words   Chinese words for the facts about a package
    kind         Kinds of letters that the office sends
    letter       What a letter says, as a record, and as the document ``letter.json``
    question     A question, as a record, and as a row of ``data/questions.csv``
    spoken       The numbers in a typed text, as far as they could be figures of a unit
    sum_code     The sum check code of a package, which office and unit each reckon
    task         The task that starts a year, as a record, and as members of ``letter.json``
    unit_step    What a letter that is carried out does to a unit's year
"""
