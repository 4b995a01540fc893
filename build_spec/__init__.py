"""How the program becomes something a person can install; nothing here is part of the program.

tianbao.spec       what PyInstaller packs
build              the command behind ``bootstrap.py build``
finishing          papers, checks, archive and installer of a packed program
packing            icon, version resource, PyInstaller
papers             licences and list of components (SBOM) that go with the program
code_areas         the stable codes by area
error_codes        the page of all stable codes
manual             the chapters of the manual that are made from the program
pictures           its pictures, by the program's own screenshots
picture_office     what is pictured of the office's window
picture_scenes     what is pictured of the unit's
picture_shot       one picture to be taken
check_dist         what must be in the finished folder, what must not, and how large it is
installer.nsi      the installer for people
installer_trial    the same, silently installed, upgraded and removed, on Windows and under Wine
windows_habits     what a person expects of any program on Windows
by_hand            the same under Wine, through its pages and with real keys
keyboard           windows found, keys pressed and pictures taken
person             the name in whose profile and folders every build is tried
first_paint        how long a person waits for the window, beside a bare one
older_qt           the program on the older Qt of older Linux systems
wine               Windows programs on Linux
virtual_display    a display without a screen
wine_lane          builds and exercises the Windows program on Linux
"""
