"""Holds every test, and every Python that a test starts, to folders of its own."""
