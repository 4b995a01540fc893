"""The page 收件: what is to be done, where every unit stands, what was exchanged.

Its modules:

    board_table   The board as a table: filtered, looked through, sorted by who has to act
    exchanged     What was exchanged with a unit about a year, in lines
    matrix_words  单位 × 指标: shapes and words of the matrix
    todo          待办: what is to be done at the desk, in working order
"""
