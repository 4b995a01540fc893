"""The page 登记册 and the dialogs in which something is entered there.

Its modules:

    certificate_pane   这份证书: what the register says of one certificate, and what may be entered about it
    certificates_page  The page 登记册: certificates that wait to be registered, and all others
    correcting_dialog  注销 and 更正: later entries in the register, each with a reason
    listed_dialog      Many certificates at once, by a list of fingerprints
    register_dialog    登记: a certificate is compared with its stamped sheet, group by group
    waiting_lines      待登记: the certificates for whose registration packages wait
"""
