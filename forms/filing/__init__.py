"""A unit's year as it is filed: states, content, tables, and figures that could name a person.

Its modules:

    content       The content of a submission: what is frozen at 定稿, digested and printed on paper
    disclosure    Figures from which a person could be guessed
    engine        Which calculation a package was made by
    people        Who answers for the figures (统计法 24): the roles, once for form, package, store and desk
    receipt_time  When a package was received: the time at which the validity of a certificate is judged
    stage         The steps of a year, once for window, help and every text that sends a person to one
    state         States of a reporting year and the steps between them (contracts section 5)
    tables        The four tables of a submission as rows
"""
