"""The installer for people, silently, on Windows: over an older version with data, upgraded, removed.

    python bootstrap.py build --try-installer      on a real Windows, after a build that made the installer
    python3 bootstrap.py build --windows           on Linux: the same file, in the Windows Python under Wine

It installs for the user who runs it, so it belongs on a machine for tests.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from email import message_from_bytes
from pathlib import Path

from build_spec import windows_habits
from build_spec.finishing import NotInOrder, make_installer, require, say, start_here, try_out
from build_spec.packing import PROGRAM_NAME
from build_spec.papers import SBOM_NAME

OLD_VERSION = "0.0.1"
LEFT_OVER = "_internal/left-over.txt"
"""A file of the older version that the present one lacks."""
_RUNNING = 2
"""How an installer ends that was broken off."""
_LOCAL_DATA, _LONGEST_PATH = 0x1C, 260
"""CSIDL_LOCAL_APPDATA and MAX_PATH of the Windows shell."""
CLASSES = r"HKCU\Software\Classes"
_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\tianbao"
DATA_CLASS, PACKAGE_CLASS = "tianbao.data", "tianbao.package"
ASSOCIATIONS = {
    ".db": DATA_CLASS,
    ".asice": PACKAGE_CLASS,
    ".cms": "tianbao.encrypted",
    ".wdpplan": "tianbao.plan",
}
"""What a double click opens, as installer.nsi registers it; which desk a data file is for, its bytes say."""
_NO_KEY = "no such key"
_TAKEN, _ANOTHER_PROGRAM, _ONLY_A_NAME = ".cms", "another.program", "only.a.name"
"""A file type that another program opens, that program, and a name of a file type that opens nothing."""


def make_older(folder: Path, work: Path) -> Path:
    """Make an installer that calls itself older: with a file more than the present one and one that differs.

    Args:
        folder: the present program.
        work: folder for the older one and its installer.
    """
    older = work / "older"
    shutil.rmtree(older, ignore_errors=True)
    shutil.copytree(folder, older)
    (older / LEFT_OVER).write_text("of an older version\n", encoding="ascii")
    (older / SBOM_NAME).write_text("{}\n", encoding="ascii")
    return make_installer(older, work, OLD_VERSION, quickly=True)


def run(older: Path, present: Path, built: Path) -> None:
    """Install, use, upgrade, remove.

    Args:
        older: installer of the older version.
        present: installer of the present version.
        built: the program that the present installer holds.

    Raises:
        NotInOrder: something is not as it should be.
    """
    say(f"profile: {os.environ['USERPROFILE']}")
    installed = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "tianbao"
    require(not installed.exists(), f"{installed} is there already; this trial would replace it")
    with tempfile.TemporaryDirectory(prefix="试装 ") as folder:
        store = Path(folder) / "测试单位.db"
        program = installed / "tianbao-console.exe"
        _install(older, None if Path(os.environ["LOCALAPPDATA"]) == _local_data() else installed)
        require((installed / LEFT_OVER).exists(), "the older version is not installed")
        _tell(program, "init", "--store", str(store), "--plan", "wanghua", "--unit", "health")
        data = _digest(store)
        _refuse_while_running(present, installed, Path(folder))
        _let_another_program_open(_TAKEN)
        _name_only(".db")
        _install(present)
        brought = contents(installed, without="uninstall.exe")
        require(brought == contents(built), "what is installed is not what was built")
        require(_digest(store) == data, "the upgrade touched the data")
        _look_at_registration(installed)
        require(bool(try_out(program, start_here)["frozen"]), "the installed program is not the built one")
        windows_habits.look_at(installed)
        _live_a_year(program)
        _tell(program, "log", "--store", str(store), "--verify")
        data = _digest(store)
        _remove(installed)
        require(_digest(store) == data, "removing touched the data")
        _look_at_another_program()
    say("silently over an older version with data, refused while running, upgraded, removed: data untouched")


def contents(folder: Path, without: str = "") -> dict[str, str]:
    """Return the digests of all files in a folder by their names, without that of one name."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != without)
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _install(setup: Path, place: Path | None = None) -> None:
    """Install; a place is named where variables moved the profile: the installer does not look at them."""
    begun = time.monotonic()
    command = f'"{setup}" /S' + (f" /D={place}" if place is not None else "")
    code = subprocess.run(command, check=False).returncode
    require(code == 0, f"{setup.name}: exit code {code}")
    say(f"{setup.name}: installed in {time.monotonic() - begun:.0f} s")


def _refuse_while_running(setup: Path, installed: Path, folder: Path) -> None:
    """An installer that cannot ask changes nothing while one of the two programs runs."""
    before = contents(installed)
    for arguments in (["tianbao.exe", "--data-dir", str(folder)], ["tianbao-console.exe", "--selftest"]):
        command = [str(installed / arguments[0]), *arguments[1:]]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as running:
            code = subprocess.run([str(setup), "/S"], check=False).returncode
            ended = running.poll() is not None
            running.kill()
        require(not ended, f"{arguments[0]} ended before it was to be replaced")
        require(code == _RUNNING, f"{setup.name} while {arguments[0]} runs: exit code {code}")
        require(contents(installed) == before, f"something was replaced while {arguments[0]} runs")


def _local_data() -> Path:
    """Where Windows itself says that programs of this user keep their data."""
    answer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    ctypes.windll.shell32.SHGetFolderPathW(None, _LOCAL_DATA, None, 0, answer)
    return Path(answer.value)


def _live_a_year(program: Path) -> None:
    """A year in the person's own documents: store, key, two exports with their drafts, all of it checked."""
    folder = Path(os.environ["USERPROFILE"]) / "Documents" / "试填 一年"
    _tell(program, "demo", "-o", str(folder))
    (store,), (certificate,) = folder.glob("*.db"), folder.glob("*.cer.pem")
    _tell(program, "log", "--store", str(store), "--verify")
    packages = sorted(folder.rglob("*.asice"))
    require(len(packages) > 1, f"{folder}: {len(packages)} packages")
    for package in packages:
        _tell(program, "verify", str(package), "--trust", str(certificate))
        message = message_from_bytes(package.with_suffix(".eml").read_bytes())
        carried = [part.get_payload(decode=True) for part in message.walk() if part.get_filename()]
        require(carried == [package.read_bytes()], f"{package.name}: its mail draft carries something else")
    shutil.rmtree(folder)
    say(f"a year in {folder}: {len(packages)} packages exported, verified and in their mail drafts")


def _look_at_registration(installed: Path) -> None:
    """What Windows knows about the program: entry under 应用, double click, shortcut."""
    require(str(installed) in _registered(_UNINSTALL, "InstallLocation"), "the place is not registered")
    for extension, kind in ASSOCIATIONS.items():
        taken = _ANOTHER_PROGRAM if extension == _TAKEN else kind
        require(_registered(rf"{CLASSES}\{extension}") == taken, f"{extension} is not opened by {taken}")
        offered = _registered(rf"{CLASSES}\{extension}\OpenWithProgids", kind)
        require(offered == "", f"{extension} does not offer {kind}")
        command = _registered(rf"{CLASSES}\{kind}\shell\open\command")
        require(f'"{installed}\\tianbao.exe" --open "%1"' in command, f"{extension} is opened by {command}")
    require(_shortcut().exists(), "no entry in the start menu")


def _let_another_program_open(extension: str) -> None:
    """Register a program that opens files of a type, as another installer does."""
    _register(rf"{CLASSES}\{_ANOTHER_PROGRAM}\shell\open\command", "another.exe %1")
    _register(rf"{CLASSES}\{extension}", _ANOTHER_PROGRAM)


def _name_only(extension: str) -> None:
    """Give a type of files a name that opens nothing, as Windows has one for .db."""
    _register(rf"{CLASSES}\{_ONLY_A_NAME}", "Data Base File")
    _register(rf"{CLASSES}\{extension}", _ONLY_A_NAME)


def _look_at_another_program() -> None:
    """What another program registered is still there after ours is removed; it is taken back."""
    import winreg

    kept = _registered(rf"{CLASSES}\{_TAKEN}")
    require(kept == _ANOTHER_PROGRAM, f"removing took {_TAKEN} from another program: {kept}")
    parts = (r"\shell\open\command", r"\shell\open", r"\shell", "")
    for key in (*(_ANOTHER_PROGRAM + part for part in parts), _ONLY_A_NAME, _TAKEN):
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"Software\Classes\{key}")


def _register(key: str, value: str) -> None:
    """Write the default value of a registry key."""
    import winreg

    winreg.SetValue(winreg.HKEY_CURRENT_USER, key.partition("\\")[2], winreg.REG_SZ, value)


def _remove(installed: Path) -> None:
    # `_?=` makes it run where it is and be waited for; it then cannot delete itself.
    command = f'"{installed / "uninstall.exe"}" /S _?={installed}'
    code = subprocess.run(command, check=False).returncode
    left = {path.name for path in installed.iterdir()} - {"uninstall.exe"} if installed.exists() else set()
    require(code == 0 and not left, f"removing: exit code {code}, left: {sorted(left)}")
    shutil.rmtree(installed, ignore_errors=True)
    classes = {*ASSOCIATIONS, *ASSOCIATIONS.values()} - {_TAKEN}
    keys = [_UNINSTALL, *(rf"{CLASSES}\{name}" for name in sorted(classes))]
    left = {key for key in keys if _registered(key) != _NO_KEY}
    require(not left, f"removing left registered: {sorted(left)}")
    offered = _registered(rf"{CLASSES}\{_TAKEN}\OpenWithProgids")
    require(offered == _NO_KEY, f"removing left an offer to open {_TAKEN}")
    require(not _shortcut().exists(), "removing left an entry in the start menu")


def _registered(key: str, name: str = "") -> str:
    """Return a value of the registry, the default one without a name, or that there is none or no such key.

    Asked of Windows itself: `reg` answers in the code page, which may not have the name of the person.
    """
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key.partition("\\")[2]) as opened:
            try:
                return str(winreg.QueryValueEx(opened, name)[0])
            except FileNotFoundError:
                return "a key without this value"
    except FileNotFoundError:
        return _NO_KEY


def _shortcut() -> Path:
    programs = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs")
    return programs / f"{PROGRAM_NAME}.lnk"


def _tell(program: Path, *arguments: str) -> None:
    code, output, errors = start_here(program, list(arguments))
    require(code == 0, f"{' '.join(arguments)}: {output}{errors}")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        run(*(Path(argument) for argument in sys.argv[1:4]))
    except NotInOrder as reasons:
        sys.exit("\n".join(str(reason) for reason in reasons.args))
