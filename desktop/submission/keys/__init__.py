"""Keys and certificates: made, kept, read, and how long they hold.

Its modules:

    algorithm        The signature algorithms a package may use
    certificate      X.509 certificates: in and out, fingerprints, and what one may be used for
    identity         The signing identity of a unit
    key_file         Key files: a private key with its certificate as passphrase-protected PKCS#12
    key_file_bounds  How much work a PKCS#12 file asks for, added up before any of it is done
    key_file_mac     Give a PKCS#12 file a MAC that is as expensive to guess against as its encryption
    key_file_parts   Opens the encrypted parts of a PKCS#12 file, to judge what lies within
    self_signed      New keys with self-signed certificates: who they name, what they may do, how long
    validity         How near the end of a certificate is
"""
