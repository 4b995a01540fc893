"""The parts of the first screen.

Its modules:

    going_on     For those who have a file already: files opened lately, opening another one, restoring
    heading      What stands at the top of the first screen
    made_box     将建立: whose file will be made and where it is put
    opening      Going on with a file: what it is decides what is done with it
    people_box   Who answers for the figures: one name is needed, the others can wait
    plan_combo   Choosing a plan
    plan_pick    The plans that can be begun with: those of the program, and packs read from files
    purpose_box  用途: reporting for a unit or receiving what units send; nothing is chosen at first
    recent_list  Files opened lately: whose, which year, how far, and when; opened or taken off the list
    steps_list   建立数据文件: what of the first screen is answered, and what comes next
    unit_box     Looking for a unit by name, short name or pinyin, and choosing it
"""
