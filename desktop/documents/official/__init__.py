"""The official annual form, on paper and as a workbook, from one printed table.

Its modules:

    by_hand       What no font of the program can draw and a person therefore writes on the printed
    content       What a print needs
    form          The official annual form as PDF/A-1b
    form_columns  Columns of a form on paper
    pdf_book      The whole official form as PDF: pages in order, numbers, outline; ReportLab writes it
    pdf_cover     The cover
    pdf_form      One statistical form on its pages: head, table, signature line, seal box and notes
    pdf_list      Pages of the lists behind the forms
    pdf_page      Page of the official form
    printed       The official form as texts: what stands in which cell, shared by paper and workbook
    printed_list  Lists behind the forms
    sheets        Sheets of the official workbook: the printed table again, in cells
    wording       Short texts of targets
    workbook      The official annual form as xlsx, for printing and keeping
"""
