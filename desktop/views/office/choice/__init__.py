"""The page 选定: contradicting revisions beside each other, the stamped paper first.

Its modules:

    chain_pane     Beside a fork: the chain of revisions as branches, and what choosing will do
    choice_dialog  选定 and 请单位说明: what is signed or written once a person has decided
    choice_foot    Below a fork: why one is chosen, and a button for each candidate and for none of them
    choice_page    The page 选定: contradicting revisions side by side, then a reason and a choice
    paper_box      The 校验码 of the stamped paper: typed, or scanned
"""
