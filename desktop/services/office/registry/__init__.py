"""The register of certificates, and the office's own keys.

Its modules:

    fingerprints      Fingerprints from stamped sheets: typed for one certificate, or a list of many
    key_standing      How the office's own keys stand: file, certificate, end
    keys              The office's own keys: one that signs, one that opens what is encrypted to it
    own_certificates  The office's own certificates as its units are to know them
    print_list        The list of fingerprints that a person fills in: how units are called, an empty one
    register          Entering certificates into the register, after comparison with stamped paper
    register_book     The register as it is read, with what was corrected in it
    revoking          Revoking certificates, correcting the register, and the reasons that the office gives
    unregistered      Certificates that are not registered: those that packages wait for, those in files
"""
