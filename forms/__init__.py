"""The domain of tianbao, pure: plans, figures, checks and verdicts.

Standard library only: no Qt, no SQL, no files, no clock and no global state. Everything here is a
frozen value or a function of values, so the window, the command line, the receiving office and the
tests all get the same answer from the same input.
"""
