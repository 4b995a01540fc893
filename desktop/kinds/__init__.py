"""What a file is, from its bytes and not from its name; whether it is sound is asked later, elsewhere.

kind          the kinds, and what was recognised
archive       names and beginnings of files in a zip, however it was written
binary        files known by fixed bytes at a fixed place
mail          what is attached to a message
text          web pages, messages, certificates and other text
recognition   from any bytes to a kind
doors         what each door of the program takes, and what it says of everything else
"""
