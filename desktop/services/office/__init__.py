"""The use cases of the statistics office: its store, its people, its register.

Its modules:

    desk  The office's store, opened: its plan and its people
"""
