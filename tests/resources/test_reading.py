"""Reading the program's own files, from a folder and from a zip archive."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import resources

PACKAGE = Path(resources.__file__).parent

HOSTILE_NAMES = ["", ".", "..", "/etc/passwd", "../bootstrap.py", "fonts/../__init__.py", "fonts//x", "C:/x"]
HOSTILE_NAMES += ["fonts\\x", "fonts/", "fonts/x\0", "./fonts", "file:x"]


@pytest.mark.parametrize(
    "read", [resources.path, resources.read_bytes, resources.read_text, resources.as_file]
)
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_cannot_leave_the_package(read, name):
    with pytest.raises(ValueError, match="not the relative name"):
        read(name)


@pytest.mark.parametrize("read", [resources.read_bytes, resources.read_text, resources.as_file])
@pytest.mark.parametrize("name", ["fonts/none.ttf", "fonts"])
def test_what_is_no_file_is_missing(read, name):
    with pytest.raises(resources.ResourceMissingError, match=name):
        read(name)


def test_a_folder_lists_what_can_be_read():
    assert "fonts/NotoSansSC-Regular.ttf" in resources.names("fonts")
    with pytest.raises(resources.ResourceMissingError):
        resources.names("none")


def test_a_file_is_lent_as_a_real_one():
    with resources.as_file("licences/OFL.txt") as path:
        assert path.read_bytes() == resources.read_bytes("licences/OFL.txt")


def test_fonts_are_the_published_ones():
    listed = dict(reversed(line.split()) for line in resources.read_text("fonts/SHA256SUMS").splitlines())
    fonts = [name for name in resources.names("fonts") if name.endswith(".ttf")]
    found = {
        name.rpartition("/")[2]: hashlib.sha256(resources.read_bytes(name)).hexdigest() for name in fonts
    }
    assert found == listed


def test_the_licence_of_the_fonts_travels_with_them():
    text = resources.read_text("licences/OFL.txt")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert all(face in text for face in ("Noto Sans SC", "Noto Serif SC"))


def test_reading_from_a_zip_archive(tmp_path):
    archive = tmp_path / "填报 程序.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("__init__.py", "licences/OFL.txt"):
            packed.write(PACKAGE / name, f"resources/{name}")
    program = (
        "import resources, sys\n"
        "assert sys.argv[1] in resources.__file__, resources.__file__\n"
        "text = resources.read_text('licences/OFL.txt')\n"
        "assert text == resources.read_bytes('licences/OFL.txt').decode()\n"
        "assert resources.names('licences') == ('licences/OFL.txt',)\n"
        "with resources.as_file('licences/OFL.txt') as path: assert path.read_text('utf-8') == text\n"
        "for name in ('../x', 'licences/none'):\n"
        "    try: resources.read_bytes(name)\n"
        "    except (ValueError, resources.ResourceMissingError) as error: print(type(error).__name__)\n"
    )
    finished = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            f"import sys; sys.path.insert(0, sys.argv[1])\n{program}",
            archive,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stderr == ""
    assert finished.stdout.split() == ["ValueError", "ResourceMissingError"]
