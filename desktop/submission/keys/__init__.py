"""Keys and certificates: making, storing and reading them, and their validity.

Its modules:

    algorithm          The signature algorithms a package may use
    certificate        X.509 certificates: in and out, fingerprints, and what one may be used for
    identity           The signing identity of a unit
    key_file           Key files: a private key with its certificate as passphrase-protected PKCS#12
    key_file_bounds    The work that a PKCS#12 file asks for, added up before any of it is done
    key_file_mac       A MAC for a PKCS#12 file that is as expensive to attack as its encryption
    key_file_parts     Opens the encrypted parts of a PKCS#12 file, to check their content
    pkcs12_derivation  Derives keys from a passphrase as PKCS#12 does
    rc2                RC2 with short keys, by which older programs encrypt key files
    self_signed        New keys with self-signed certificates: names, uses and validity
    validity           How near the end of a certificate is
"""
