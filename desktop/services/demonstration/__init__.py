"""演示数据: what is invented so that the program can be shown and tried out.

Its modules:

    figures  Invents seven years of figures for a unit
"""
