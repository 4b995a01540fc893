"""What must be in the finished program, what must not, and how large it is.

    python -m build_spec.check_dist dist/tianbao

Exit codes: 0 fine, 1 something is wrong.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from build_spec.papers import FOLDER_NAME, SBOM_NAME
from build_spec.wine import STUB_NAMES

ROOT = Path(__file__).resolve().parents[1]
INSTALLED_BUDGET_MB, DOWNLOAD_BUDGET_MB = 180, 75
STAND_IN_MARK = b"tianbao: a stand-in for tests under Wine"

# Packages that only developers use. Pygments and the like would come along with them.
DEVELOPERS_ONLY = {
    *("pytest", "_pytest", "pytestqt", "hypothesis", "jsonschema", "mypy", "ruff", "grimp", "importlinter"),
    *("fontTools", "PyInstaller", "setuptools", "pkg_resources", "pip", "wheel", "uv", "xdist", "coverage"),
    *("tkinter", "unittest", "tests", "build_spec", "bootstrap", "provision", "lxml", "numpy"),
    *("IPython", "pydoc"),
}
LINUX_FILES = ("register-files.sh", "tianbao.xml")
"""Beside the program for Linux: what registers its files with the desktop, and their kinds."""
_LIBRARIES = (".dll", ".exe", ".pyd")


def problems(folder: Path) -> list[str]:
    """Return what is wrong with a finished program, as sentences."""
    return [*_missing(folder), *_changed(folder), *_unwanted_files(folder), *_unwanted_modules(folder)]


def is_for_windows(folder: Path) -> bool:
    """Whether the program in this folder is the one for Windows."""
    return (folder / "tianbao.exe").exists()


def expected_files(*, windows: bool) -> list[str]:
    """Return the names of files without which the program is not whole, besides resources."""
    if windows:
        own = ["tianbao.exe", "tianbao-console.exe", "_internal/python311.dll", "_internal/sqlite3.dll"]
        own.append("_internal/pypdfium2_raw/pdfium.dll")
        parts = ("Core", "Gui", "Widgets", "Network", "Svg")
        qt = [f"_internal/PySide6/Qt6{part}.dll" for part in parts]
        plugins = "_internal/PySide6/plugins"
        names = ("platforms/qwindows.dll", "platforms/qoffscreen.dll", "imageformats/qsvg.dll")
        translation = "_internal/PySide6/translations/qtbase_zh_CN.qm"
    else:
        own = ["tianbao", *LINUX_FILES, "_internal/pypdfium2_raw/libpdfium.so"]
        parts = ("Core", "Gui", "Widgets", "Network", "Svg", "XcbQpa")
        qt = [f"_internal/PySide6/Qt/lib/libQt6{part}.so.6" for part in parts]
        plugins = "_internal/PySide6/Qt/plugins"
        names = ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "imageformats/libqsvg.so")
        translation = "_internal/PySide6/Qt/translations/qtbase_zh_CN.qm"
    papers = [f"{FOLDER_NAME}/NOTICE.txt", f"{FOLDER_NAME}/tianbao/LICENSE", SBOM_NAME]
    papers += [f"{FOLDER_NAME}/pyside6-essentials/{text}-3.0.txt" for text in ("LGPL", "GPL")]
    return [*own, *qt, *(f"{plugins}/{name}" for name in names), translation, *papers]


def _shipped_data() -> Iterator[Path]:
    """Files of the checkout that the program brings along unchanged."""
    for folder in (ROOT / "resources", *(ROOT / "db").glob("*/migrations")):
        for path in sorted(folder.rglob("*")):
            is_code = path.suffix == ".py" and folder.name == "resources"
            if path.is_file() and "__pycache__" not in path.parts and not is_code:
                yield path.relative_to(ROOT)


def _missing(folder: Path) -> list[str]:
    names = expected_files(windows=is_for_windows(folder))
    names += [f"_internal/{path.as_posix()}" for path in _shipped_data()]
    return [f"missing: {name}" for name in names if not (folder / name).exists()]


def _changed(folder: Path) -> list[str]:
    return [
        f"differs from the checkout: {path.as_posix()}"
        for path in _shipped_data()
        if (folder / "_internal" / path).exists()
        and (folder / "_internal" / path).read_bytes() != (ROOT / path).read_bytes()
    ]


def _unwanted_files(folder: Path) -> Iterator[str]:
    stand_ins = {f"{name}.dll" for name in STUB_NAMES}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        inner = path.relative_to(folder).parts[1:]
        if path.is_file() and path.suffix.lower() in _LIBRARIES and STAND_IN_MARK in path.read_bytes():
            yield f"a stand-in for tests: {name}"
        elif path.name.lower() in stand_ins:
            yield f"a library of the system itself: {name}"
        elif inner and inner[0].partition(".")[0].partition("-")[0] in DEVELOPERS_ONLY:
            yield f"only for developers: {name}"
        elif path.suffix in {".db", ".sqlite", ".p12", ".asice", ".log"}:
            yield f"somebody's data: {name}"


def _unwanted_modules(folder: Path) -> list[str]:
    found = {name.partition(".")[0] for program in programs(folder) for name in packed_modules(program)}
    return [f"only for developers: module {name}" for name in sorted(found & DEVELOPERS_ONLY)]


def programs(folder: Path) -> list[Path]:
    """Return the programs that a person can start."""
    names = ("tianbao.exe", "tianbao-console.exe") if is_for_windows(folder) else ("tianbao",)
    return [folder / name for name in names if (folder / name).exists()]


def packed_modules(program: Path) -> list[str]:
    """Return the Python modules inside a program."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(program))
    return [
        module
        for name in archive.toc
        if name.endswith(".pyz")
        for module in archive.open_embedded_archive(name).toc
    ]


def megabytes(path: Path) -> float:
    """Return the size of a file or of everything in a folder; links cost nothing."""
    files = [path] if not path.is_dir() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files if not file.is_symlink()) / 1_000_000


def size_report(folder: Path, most: int = 8) -> list[str]:
    """Return the size of a program and of its largest parts, as lines."""
    total = megabytes(folder)
    inner = folder / "_internal"
    parts = sorted(((megabytes(path), path.name) for path in inner.iterdir()), reverse=True)
    lines = [f"installed: {total:.0f} MB (aim {INSTALLED_BUDGET_MB})"]
    return lines + [f"  {size:6.1f} MB  {name}" for size, name in parts[:most]]


def main(arguments: list[str]) -> int:
    """Check the program in a folder."""
    folder = Path(arguments[0]) if arguments else ROOT / "dist" / "tianbao"
    found = problems(folder)
    print("\n".join(size_report(folder)))
    components = json.loads((folder / SBOM_NAME).read_text(encoding="utf-8"))["components"]
    print(f"{len(components)} components")
    print("\n".join(found) if found else "nothing is missing, nothing is too much")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
