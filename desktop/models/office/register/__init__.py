"""The page 登记册: certificates, their registration, and corrections.

Its modules:

    correcting      注销 and 更正 of the register: what can be entered about a certificate
    listed          Registering many certificates by a list of fingerprints
    register_lines  登记册: every certificate, how it stands, what was corrected
    registering     Registering a certificate: what a dialog offers, and what came of it
"""
