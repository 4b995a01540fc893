"""The command line: the same services as the window, without a display.

parser     the commands and their options
answer     what a command gives back, and how it is printed
secret     passphrases, never from an argument
plan       plans, plan ...
entry      init, set, get, template, fill, check, explain ...
submit     finalise, withdraw, print, export, verify
keys       key new, import, show, sheet
receiving  decrypt
keeping    log, backup, restore
demo       a whole year on the bundled sample
"""
