"""The signed annual submission package: building it, opening it, and facts about it.

One file is an ASiC-E container with a CAdES-B-B signature (ETSI EN 319 162-1, EN 319 122-1) in a
strict zip profile, described as a Frictionless Data Package. This room knows neither window, store nor
paper: its functions take bytes and return bytes or facts.

    container     the strict zip profile, writer and shared layout
    package       container + manifest + signature = package
    facts         One answer about a package, and how it stands
    verified      All facts about a package, and one bottom line
    verification  bytes -> Verification
    der           the few DER forms that signatures and envelopes consist of
    errors        Errors of packages and signing keys, and the catalogue of their codes
    native        Turning panics of native libraries into errors of the program
    profile       The content of a package of figures: its tables and their published descriptions
    encryption    Encrypting a package to certificates, and opening it
    keys          Keys and certificates: making, storing and reading them, and their validity
    signing       Signatures: making and judging them

Nothing heavy is imported here; ``cryptography`` and ``asn1crypto`` load with the module that
needs them.
"""
