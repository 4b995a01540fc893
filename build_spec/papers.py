"""Documents that are delivered with the program: every licence, and the list of components (CycloneDX).

Both are made from what PyInstaller really packed (``packed.json``, written by the spec) and from the
metadata of the installed packages, never from a list kept by hand.
"""

import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import resources
from desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
SBOM_NAME = "sbom.cdx.json"
FOLDER_NAME = "licences"
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_QT = {"pyside6-essentials", "shiboken6"}
_PACKER = "pyinstaller"

_NOTICE = """\
tianbao {version}
MIT License: see tianbao/LICENSE

This program uses Qt {qt} and Qt for Python (PySide6, shiboken6), unchanged, under the GNU Lesser General
Public License version 3 (LGPL-3.0.txt, which refers to GPL-3.0.txt). Qt's libraries lie as separate files in
the folder _internal/PySide6 and may be replaced there by a version of your own. Their sources are published
by the Qt Project at code.qt.io, under the tag v{qt}; parts of other authors that are contained in Qt (among
them FreeType, HarfBuzz, libpng, libjpeg, zlib, ICU) and their licences are listed at
doc.qt.io/qt-6/licenses-used-in-qt.html.

The start program is that of PyInstaller, whose licence has an exception for what is packed with it.

Everything that was packed:

"""


class LicenceMissing(Exception):
    """Something is shipped whose licence text was not found."""


@dataclass(frozen=True)
class Component:
    """A third-party component that is delivered with the program."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    kind: str = "library"
    purl: str = ""


def read_packed(work: Path) -> dict[str, Any]:
    """Return what the spec noted while packing."""
    packed: dict[str, Any] = json.loads((work / "tianbao" / "packed.json").read_text(encoding="utf-8"))
    return packed


# --- what is shipped ---------------------------------------------------------------------------------


def components(packed: Mapping[str, Any], search_path: Sequence[str], python_folder: Path) -> list[Component]:
    """Return everything that was packed, by name.

    Args:
        packed: what the spec noted.
        search_path: folders in which the packing Python finds packages, as this system names them.
        python_folder: where that Python keeps its licence, likewise.
    """
    found = {component.name: component for component in _packages(packed, search_path)}
    found |= {component.name: component for component in _parts_of_python(packed, python_folder)}
    found |= {component.name: component for component in _fonts()}
    found |= {component.name: component for component in _system_libraries(packed)}
    return sorted(found.values(), key=lambda component: component.name.lower())


def _packages(packed: Mapping[str, Any], search_path: Sequence[str]) -> Iterator[Component]:
    shipped = {*packed["modules"], *(name.partition("/")[0].partition(".")[0] for name, _ in packed["files"])}
    for distribution in distributions(path=list(search_path)):
        name = _normal(distribution.metadata["Name"])
        if name == _PACKER or shipped & _top_level(distribution):
            yield Component(
                name=name,
                version=distribution.version,
                licence=_licence(distribution),
                texts=tuple(_licence_texts(distribution, name)),
                purl=f"pkg:pypi/{name}@{distribution.version}",
            )


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _top_level(distribution: Distribution) -> set[str]:
    """Modules of a package, without folders of metadata and scripts."""
    paths = [path.as_posix() for path in distribution.files or []]
    firsts = {path.partition("/")[0] for path in paths if not path.startswith("..")}
    return {
        first.partition(".")[0] for first in firsts if not first.endswith((".dist-info", ".data", ".libs"))
    }


def _licence(distribution: Distribution) -> str:
    metadata = distribution.metadata
    for field in ("License-Expression", "License"):
        text = metadata.get(field, "")
        if text and "\n" not in text and len(text) < 80:
            return str(text)
    classifiers = [text for text in metadata.get_all("Classifier", []) if text.startswith("License ::")]
    return classifiers[0].rpartition(" :: ")[2] if classifiers else "see text"


def _licence_texts(distribution: Distribution, name: str) -> Iterator[Path]:
    if name in _QT:
        yield from (ROOT / "build_spec" / "licences" / f"{text}-3.0.txt" for text in ("LGPL", "GPL"))
        return
    for file in distribution.files or []:
        _, own, inside = file.as_posix().partition(".dist-info/")
        if own and (inside.startswith("licenses/") or _LICENCE_FILE.search(file.name)):
            yield Path(str(distribution.locate_file(file)))


def _parts_of_python(packed: Mapping[str, Any], folder: Path) -> Iterator[Component]:
    places = [folder / "LICENSE.txt", *sorted(folder.glob("lib/python3.*/LICENSE.txt"))]
    texts = tuple(place for place in places if place.exists())[:1]
    yield Component(
        name="cpython", version=packed["python"], licence="PSF-2.0", texts=texts, kind="framework"
    )
    # Their terms stand in Python's own licence file, or they are in the public domain.
    yield Component(name="sqlite", version=packed["sqlite"], licence="blessing", texts=texts)
    openssl = packed["openssl"].split()[1]
    yield Component(name="openssl", version=openssl, licence="Apache-2.0", texts=texts)


def _fonts() -> Iterator[Component]:
    with resources.as_file("licences/OFL.txt") as text:
        for family in ("noto-sans-sc", "noto-serif-sc"):
            yield Component(name=family, version="2", licence="OFL-1.1", texts=(text,), kind="file")


def _system_libraries(packed: Mapping[str, Any]) -> Iterator[Component]:
    """Libraries of a Debian build machine, by the packages they come from."""
    sources = {source for _, source in packed["files"] if source.startswith(("/lib/", "/usr/lib/"))}
    if not sources or shutil.which("dpkg-query") is None:
        return
    for package in sorted({name for source in sources for name in _debian_package(source)}):
        version = _first_line("dpkg-query", "--show", "--showformat=${Version}", package)
        text = Path("/usr/share/doc") / package / "copyright"
        yield Component(
            name=package,
            version=version,
            licence="see text",
            texts=(text,) if text.exists() else (),
            purl=f"pkg:deb/debian/{package}@{version}",
        )


def _debian_package(file: str) -> list[str]:
    for name in {file, file.removeprefix("/usr"), str(Path(file).resolve())}:
        line = _first_line("dpkg-query", "--search", name)
        if line:
            return [line.partition(":")[0]]
    return []


def _first_line(*command: str) -> str:
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return answer.stdout.strip().splitlines()[0] if answer.returncode == 0 and answer.stdout else ""


# --- written down ------------------------------------------------------------------------------------


def write_licences(found: Iterable[Component], folder: Path) -> None:
    """Put the licence of everything that is shipped into a folder.

    Raises:
        LicenceMissing: something has none.
    """
    found = list(found)
    missing = [component.name for component in found if not component.texts]
    if missing:
        raise LicenceMissing("没有找到许可文本 / no licence text for: " + ", ".join(missing))
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "tianbao").mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "tianbao")
    for component in found:
        own = folder / component.name
        own.mkdir(exist_ok=True)
        for text in component.texts:
            shutil.copy(text, own / text.name)
    qt = next(component.version for component in found if component.name == "pyside6-essentials")
    lines = [f"{component.name} {component.version}: {component.licence}" for component in found]
    notice = _NOTICE.format(version=__version__, qt=qt) + "\n".join(lines) + "\n"
    (folder / "NOTICE.txt").write_text(notice, encoding="utf-8")


def write_sbom(found: Iterable[Component], path: Path, platform: str) -> None:
    """Write the list of components as CycloneDX 1.5; the same components give the same bytes."""
    listed = [
        {
            "type": component.kind,
            "bom-ref": component.purl or f"{component.name}@{component.version}",
            "name": component.name,
            "version": component.version,
            **({"purl": component.purl} if component.purl else {}),
            "licenses": [{"license": {"name": component.licence}}],
        }
        for component in found
    ]
    program = {"type": "application", "bom-ref": "tianbao", "name": "tianbao", "version": __version__}
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([program, platform, listed]))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {**program, "licenses": [{"license": {"id": "MIT"}}]},
            "properties": [{"name": "platform", "value": platform}],
        },
        "components": listed,
        "dependencies": [{"ref": "tianbao", "dependsOn": [item["bom-ref"] for item in listed]}],
    }
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
