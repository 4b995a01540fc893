"""Which revision counts, and accepting it.

Its modules:

    accepting         Accepting a unit's year, and opening it again
    accepting_all     Accepting every unit about which there is no doubt, and why not the others
    choosing          Choosing between contradicting revisions, by a signed letter
    contending        Contradicting revisions side by side, with everything that helps a person to choose
    contending_cells  The cells in which contradicting revisions differ, typed and computed
    unasked           Figures that a unit changed and nobody asked about
"""
