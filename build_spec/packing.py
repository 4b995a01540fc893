"""Icon, version resource, and PyInstaller itself, on this system or under Wine."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "build_spec" / "tianbao.spec"
PROGRAM_NAME = "妇女发展规划监测填报"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)

Runner = Callable[[Sequence[str], Mapping[str, str]], int]
"""Runs the packing Python with arguments and additional variables, and returns its exit code."""

_VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0,
    date=(0, 0),
  ),
  kids=[
    StringFileInfo([StringTable("080404b0", [
      StringStruct("CompanyName", "tianbao"),
      StringStruct("FileDescription", "{name}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "tianbao"),
      StringStruct("LegalCopyright", "MIT License"),
      StringStruct("OriginalFilename", "tianbao.exe"),
      StringStruct("ProductName", "{name}"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0804, 1200])]),
  ],
)
"""


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts: four numbers.

    Args:
        version: three numbers with dots; what follows a ``+`` or ``-`` is not counted.
    """
    major, minor, patch = re.split(r"[-+]", version, maxsplit=1)[0].split(".")
    return int(major), int(minor), int(patch), 0


def write_version_resource(path: Path) -> None:
    """Write what Explorer shows under the program's properties."""
    text = _VERSION_RESOURCE.format(
        numbers=version_numbers(__version__), name=PROGRAM_NAME, version=__version__
    )
    path.write_text(text, encoding="utf-8")


def write_icon(path: Path) -> None:
    """Draw the program's icon in all sizes that Windows asks for, from the drawing in resources."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    import resources

    application = QGuiApplication.instance() or QGuiApplication([])
    drawing = QSvgRenderer(QByteArray(resources.read_bytes("icons/tianbao.svg")))
    pictures = []
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        pictures.append(Image.open(io.BytesIO(bytes(buffer.data().data()))))
    pictures[-1].save(
        path, format="ICO", sizes=[(size, size) for size in ICON_SIZES], append_images=pictures[:-1]
    )
    del application


def run_here(arguments: Sequence[str], more: Mapping[str, str]) -> int:
    """Run the Python that runs this."""
    return subprocess.run([sys.executable, *arguments], env={**os.environ, **more}, check=False).returncode


def pack(dist: Path, work: Path, run: Runner = run_here, named: Callable[[Path], str] = str) -> Path:
    """Pack the program.

    Args:
        dist: folder under which the program's folder is made.
        work: folder for what is left over.
        run: how the packing Python is started.
        named: how that Python names a file.

    Returns:
        The program's folder.

    Raises:
        RuntimeError: PyInstaller failed.
    """
    work.mkdir(parents=True, exist_ok=True)
    icon, version = work / "tianbao.ico", work / "version.txt"
    write_icon(icon)
    write_version_resource(version)
    variables = {"TIANBAO_ICON": named(icon), "TIANBAO_VERSION_RESOURCE": named(version)}
    arguments = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    arguments += ["--distpath", named(dist), "--workpath", named(work), named(SPEC)]
    code = run(arguments, variables)
    if code != 0:
        raise RuntimeError(f"PyInstaller: exit code {code}")
    return dist / "tianbao"
