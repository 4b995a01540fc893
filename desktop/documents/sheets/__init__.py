"""Single sheets and the mail draft that accompany a key, a handover or a package.

Its modules:

    handover_sheet      Draws the handover sheet (交接单) when it is wanted
    key_sheet           The content of the stamped sheet that registers or publishes a certificate
    letter_content      What stands on the paper of a letter of the office
    letter_paper        Draws the paper of a letter of the office when it is wanted
    mail                An e-mail draft (.eml) with the submission package attached
    office_mail         E-mail drafts of the office: with a letter attached, and a reminder without
    pdf_handover_sheet  Draws the handover sheet (交接单) with ReportLab
    pdf_key_sheet       Draws the sheet of a certificate with ReportLab
    pdf_letter          Draws the paper of a letter of the office with ReportLab
    pdf_survey_sheet    Draws the survey sheet (抽样调查表) with ReportLab
    survey_lines        What stands on the survey sheet of a unit, line by line
    survey_sheet        Draws the survey sheet (抽样调查表) when it is wanted
    unsent              A mail as a draft, which mail programs open as a new message
    handed_over         The content of the handover sheet (交接单): files, years and their digests
"""
