"""What a file is, from its bytes and not from its name; whether it is sound is asked later, elsewhere.

Its modules:

    archive      Names and beginnings of the files in a zip
    binary       Files that are known by fixed bytes at a fixed place
    doors        What each door of the program takes, and what it says of everything else
    encoded      A file that was written as text: base64, hexadecimal digits, or uuencode
    kind         The kinds of files that people hand to the program
    mail         What is attached to a message
    mail_fields  What a head says of a part: its kind, its name, its parameters
    recognition  From any bytes to a kind. Nothing is judged: a damaged package is a package
    text         The kind of a text: a web page, a message, a certificate, data, or just text
"""
