"""An installer as .msi, made by wixl on Linux: for the tests under Wine, and for administrators.

People get the one of installer.nsi, which carries the Chinese name (wixl loses it) and whose 32-bit start
program Debian's Wine cannot run. Both put the same files into the same folder of the user's profile.
"""

import subprocess
import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

from build_spec.wine import tool

INSTALL_FOLDER = ("AppData", "Local", "Programs", "tianbao")
"""Below the user's profile; the same as that of installer.nsi."""
_UPGRADE_CODE = "0E6E0B0F-5B0C-5C53-9C0B-6D1C1B3E7A10"
_NAMES = uuid.UUID("7f5a6f1e-6a0c-5d2b-8e0e-2f0f3a1f9b77")
_ASSOCIATIONS = ((".asice", "tianbao.package"), (".wdpplan", "tianbao.plan"))
_COMMAND = '"[INSTALLFOLDER]tianbao.exe" --open "%1"'


def make_msi(folder: Path, version: str, made: Path) -> Path:
    """Make an installer from a finished program.

    Args:
        folder: the program.
        version: three numbers with dots; a higher one replaces a lower one.
        made: the file to be made.
    """
    script = made.with_suffix(".wxs")
    ET.ElementTree(_script(folder, version)).write(script, encoding="utf-8", xml_declaration=True)
    command = [tool("wixl"), "--arch", "x64", "--output", str(made.resolve()), str(script.resolve())]
    subprocess.run(command, cwd=folder, check=True)  # wixl finds files by relative names only
    return made


def _script(folder: Path, version: str) -> ET.Element:
    wix = ET.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = ET.SubElement(
        wix,
        "Product",
        Id=_guid(f"product {version}"),
        Name="tianbao",
        Version=version,
        Language="2052",
        Codepage="936",
        Manufacturer="tianbao",
        UpgradeCode=_UPGRADE_CODE,
    )
    ET.SubElement(product, "Package", InstallerVersion="200", Compressed="yes", InstallScope="perUser")
    ET.SubElement(product, "Media", Id="1", Cabinet="tianbao.cab", EmbedCab="yes")
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage="A newer version is installed.")
    root = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    local = ET.SubElement(root, "Directory", Id="LocalAppDataFolder")
    programs = ET.SubElement(local, "Directory", Id="ProgramsFolder", Name="Programs")
    own = ET.SubElement(programs, "Directory", Id="INSTALLFOLDER", Name="tianbao")
    components = _add_folder(own, folder, folder)
    components.append(_add_associations(own))
    feature = ET.SubElement(product, "Feature", Id="Program", Level="1")
    for component in components:
        ET.SubElement(feature, "ComponentRef", Id=component)
    return wix


def _guid(name: str) -> str:
    return str(uuid.uuid5(_NAMES, name)).upper()


def _identifier(kind: str, name: str) -> str:
    return f"{kind}_{uuid.uuid5(_NAMES, name).hex}"


def _add_folder(parent: ET.Element, folder: Path, base: Path) -> list[str]:
    """Add the files of a folder and of those inside it; return the components."""
    components = []
    for path in sorted(folder.iterdir()):
        name = path.relative_to(base).as_posix()
        if path.is_dir():
            inner = ET.SubElement(parent, "Directory", Id=_identifier("d", name), Name=path.name)
            components += _add_folder(inner, path, base)
            continue
        identifier = _identifier("c", name)
        component = ET.SubElement(parent, "Component", Id=identifier, Guid=_guid(name), Win64="yes")
        ET.SubElement(
            component, "File", Id=_identifier("f", name), Name=path.name, Source=name, KeyPath="yes"
        )
        components.append(identifier)
    return components


def _add_associations(parent: ET.Element) -> str:
    component = ET.SubElement(
        parent, "Component", Id="c_associations", Guid=_guid("associations"), Win64="yes"
    )
    values = {}
    for extension, kind in _ASSOCIATIONS:
        values[f"Software\\Classes\\{extension}"] = kind
        values[f"Software\\Classes\\{kind}\\shell\\open\\command"] = _COMMAND
    for number, (key, value) in enumerate(values.items()):
        ET.SubElement(
            component, "RegistryValue", Root="HKCU", Key=key, Type="string", Value=value,
            KeyPath="no" if number else "yes",
        )  # fmt: skip
    return "c_associations"
