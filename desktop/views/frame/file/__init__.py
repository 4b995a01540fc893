"""The open file: asked for, watched, remembered on this PC.

Its modules:

    after_opening   What is done once a file is open: daily backup, newer version of the plan
    file_banner     What is said above everything when the open file is another one now
    file_watch      Whether the open file is still the one that the window shows
    files           Asking for files and folders, and writing a file where the user wants it
    noting          Noting which year of a file was worked in, for the list of files
    recent          Which files were opened lately, and where new ones are put
    second_start    A second start of the program brings the first window forward instead of opening
    sending_places  Where a unit's key lies and where its packages were put
"""
