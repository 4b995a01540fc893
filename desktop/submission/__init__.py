"""The signed annual submission package: build it, open it, say what is true about it.

One file is an ASiC-E container with a CAdES-B-B signature (ETSI EN 319 162-1, EN 319 122-1) in a
strict zip profile, described as a Frictionless Data Package. This room knows no window, no store
and no paper; it turns bytes into bytes and facts.

    container     the strict zip profile, writer and shared layout
    package       container + manifest + signature = package
    facts         Fact and Verification
    verification  bytes -> Verification
    der           the few DER forms that signatures and envelopes consist of
    errors        Errors of packages and signing keys, and the catalogue of their codes
    native        Keeping what a native library throws within the program
    profile       What a package of figures holds: its tables and their published descriptions
    encryption    Encrypting a package to certificates, and opening it
    keys          Keys and certificates: made, kept, read, and how long they hold
    signing       Signatures: made, and judged

Nothing heavy is imported here; ``cryptography`` and ``asn1crypto`` load with the module that
needs them.
"""
