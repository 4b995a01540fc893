"""What a file is, from its bytes and not from its name; whether it is sound is asked later, elsewhere.

kind          the kinds, and what was recognised
archive       names and beginnings of files in a zip, however it was written
binary        files known by fixed bytes at a fixed place
mail          what is attached to a message
text          web pages, messages, certificates and other text
recognition   from any bytes to a kind
doors         what each door of the program takes, and what it says of everything else

Its modules:

    archive      Names and beginnings of the files in a zip
    binary       Files that are known by fixed bytes at a fixed place
    doors        What each door of the program takes, and what it says of everything else
    kind         The kinds of files that people hand to the program
    mail         What is attached to a message
    recognition  From any bytes to a kind. Nothing is judged: a damaged package is a package
    text         What a text is: a web page, a message, a certificate, data, or just text
"""
