"""Key files and stamped sheets of certificates, of units and of the office.

Its modules:

    key_files  Key files with a passphrase
    sheets     Stamped sheets of certificates, made from the public certificate alone
"""
