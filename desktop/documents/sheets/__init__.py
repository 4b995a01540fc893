"""Single sheets and the mail draft that accompany a key, a handover or a package.

Its modules:

    handover_sheet      Draws the handover sheet (交接单) when it is wanted
    key_sheet           The content of the stamped sheet that registers or publishes a certificate
    mail                An e-mail draft (.eml) with the submission package attached
    pdf_handover_sheet  Draws the handover sheet (交接单) with ReportLab
    pdf_key_sheet       Draws the sheet of a certificate with ReportLab
    handed_over         The content of the handover sheet (交接单): files, years and their digests
"""
