"""Key files and stamped sheets of certificates, of units and of the office.

Its modules:

    held_key   A signing key, kept open for a while, so that a morning's letters ask once
    key_files  Key files with a passphrase
    sheets     Stamped sheets of certificates, made from the public certificate alone
"""
