"""The signed annual submission package: build it, open it, say what is true about it.

One file is an ASiC-E container with a CAdES-B-B signature (ETSI EN 319 162-1, EN 319 122-1) in a
strict zip profile, described as a Frictionless Data Package. This room knows no window, no store
and no paper; it turns bytes into bytes and facts.

    entry_name          which entry names are allowed
    container           the strict zip profile, writer and shared layout
    container_reader    the same profile read from hostile bytes
    manifest            META-INF/ASiCManifest.xml
    algorithm           the table of signature algorithms
    certificate         X.509 certificates in and out, fingerprints
    key_file            a key with its certificate, PKCS#12
    self_signed         new keys and their certificates
    identity            the signing key of a unit
    cms_structure       the one byte layout of a detached CAdES-B-B signature
    cms                 sign, and judge a signature
    package             container + manifest + signature = package
    envelope_structure  the one byte layout of an encrypted package
    envelope            encrypt to certificates, decrypt with a receiving key
    facts               Fact and Verification
    verification        bytes -> Verification
    tables              RFC 4180 tables
    datapackage         the descriptor of these tables
    der                 Write the few DER forms
    errors              Errors of packages and signing keys, and the catalogue of their codes
    json_schema         Judges a JSON document by one of our published schemas
    key_file_bounds     How much work a PKCS#12 file asks for, added up before any of it is done
    key_file_mac        Give a PKCS#12 file a MAC that is as expensive to guess against as its
    native              Keeping what a native library throws within the program
    profile             What a package of figures holds: its tables and their published descriptions
    signer              Whether a signer's certificate is registered
    validity            How near the end of a certificate is

Nothing heavy is imported here; ``cryptography`` and ``asn1crypto`` load with the module that
needs them.
"""
