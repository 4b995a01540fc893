"""The container: names, bytes and manifest of its entries in one strict zip profile.

Its modules:

    entry_name  Which names an entry of a package may have
    layout      The strict zip profile: one list of entries has exactly one sequence of bytes
    manifest    META-INF/ASiCManifest.xml: the digests of all payload files, in one canonical form
    reader      Reading a container as hostile input, with all departures from the profile as problems
"""
