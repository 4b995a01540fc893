"""Encrypting a package to certificates, and opening it.

Its modules:

    envelope            Encrypt a package to certificates, and open it with the key of one of them
    envelope_structure  The one byte layout of an encrypted package
"""
