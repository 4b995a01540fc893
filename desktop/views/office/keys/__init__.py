"""The office's own keys: how they stand, new ones, existing ones, the sheet that makes them known.

Its modules:

    key_sheet_dialog  公布表 of a certificate as PDF
    keys_dialog       How the office's two keys stand, and the ways to others
    new_key_dialog    A new key, its passphrase typed twice
    passphrase_twice  A passphrase that is typed twice, since nobody can recover it
    taken_key_dialog  An existing key file, taken over as the office's
"""
