"""How the program becomes something a person can install; nothing here is part of the program.

tianbao.spec       what PyInstaller packs
build              the command behind ``bootstrap.py build``
finishing          papers, checks, archive and installer of a packed program
packing            icon, version resource, PyInstaller
papers             licences and list of components (SBOM) that go with the program
check_dist         what must be in the finished folder, what must not, and how large it is
msi                an installer for tests and for administrators
installer.nsi      the installer for people
installer_trial    the same, installed and removed on a real Windows
wine               Windows programs on Linux
wine_lane          builds and exercises the Windows program on Linux
"""
