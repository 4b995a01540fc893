"""The official annual form, on paper and as a workbook, from one printed table.

Its modules:

    by_hand       Characters that no font can draw, which a person writes on the print by hand
    content       The content of a print
    form          The official annual form as PDF/A-1b
    form_columns  Columns of a form on paper
    of_figures    The content of a print, made of a year's figures, which may come from a store or a package
    pdf_book      The whole official form as PDF: pages in order, numbers, outline; ReportLab writes it
    pdf_cover     The cover
    pdf_form      One statistical form on its pages: head, table, signature line, seal box and notes
    pdf_list      Pages of the lists behind the forms, drawn
    pdf_page      Page of the official form: size, margins, head and foot, check code and QR, draft marks
    printed       The official form as texts: the text of every cell, shared by paper and workbook
    printed_list  Lists behind the forms
    relations     How the columns of a form follow from one another, written from what the checks compare
    same_print    Whether two prints differ in nothing but how their content is packed
    sheets        Sheets of the official workbook: the printed table again, in cells
    wording       Short texts of targets, audit relations and formulas as they stand on the form
    workbook      The official annual form as xlsx, for printing and keeping
"""
