"""Taking in: what is handed over is opened, judged and stored, each file by itself.

Its modules:

    attached    What is attached to a mail or packed in an archive, within bounds
    came_in     What was handed over on a day, and what has become of it since
    handed      Files that people hand over: folders are gone through, and each file is opened
    judging     What is found in a package by its bytes and its plan alone
    mail_parts  A mail taken apart into its files, in a time that grows with its bytes alone
    not_taken   Why nothing is taken in of a file
    receiving   Taking in a batch: progress, cancelling, and what became of each file
    storing     What was opened is judged and stored, each package in a transaction of its own
    telling     What became of a handed file, in a clerk's words
"""
