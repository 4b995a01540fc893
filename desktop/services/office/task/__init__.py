"""What starts a year: the task with its deadlines and the base figures that the office gives.

Its modules:

    base_balance  base figures that contradict each other are refused
    base_figures  Base figures that the office gives its units for a year, as a signed letter
    base_words    What a table of base figures says and would change, in words
    moved_rates   What other base figures would do to the rates of units that filed with the former ones
    task_outlook  What a task would say, before it is signed
    tasking       The task that starts a year: signed, stored, written
"""
