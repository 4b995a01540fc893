"""What stands in the files of the checkout, whatever their purpose."""

import re

import pytest

from tests.meta.checkout import ROOT, shown, text_files

# Put together here so that this file does not contain what it looks for.
_SLASH = "/"
_ADDRESSES = {
    "address of a package index": re.compile(
        "https?:" + _SLASH * 2 + r"\S*(pypi|pythonhosted|npmjs|simple/)", re.IGNORECASE
    ),
    "option that names an index": re.compile(
        r"--(extra-)?" + r"index-url|--find" + r"-links|--trusted" + r"-host"
    ),
    "setting that names an index": re.compile(
        r"^\s*(index-url|extra-index-url|registry)\s*[=:]", re.MULTILINE
    ),
    "path of one machine": re.compile(
        rf"(?<![\w.~-]){_SLASH}(root|work|home{_SLASH}\w+|Users{_SLASH}\w+){_SLASH}", re.IGNORECASE
    ),
}
_MERGE = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


def test_no_file_holds_the_marks_of_a_merge():
    """In a docstring they are no error of Python's."""
    assert [shown(path) for path in text_files() if _MERGE.search(path.read_text(encoding="utf-8"))] == []
    assert _MERGE.search("a\n" + "<" * 7 + " HEAD\n")


@pytest.mark.parametrize("what", _ADDRESSES)
def test_no_file_names_a_package_index_or_a_machine(what):
    places = [
        f"{shown(path)}: {match.group()}"
        for path in text_files()
        for match in _ADDRESSES[what].finditer(path.read_text(encoding="utf-8"))
    ]
    assert not places, what


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("address of a package index", "see https:" + "//files.pythonhosted.org/x"),
        ("option that names an index", "pip install --extra" + "-index-url x"),
        ("setting that names an index", "index" + "-url = x"),
        ("path of one machine", "open('/home" + "/me/x')"),
        ("path of one machine", "cd /root" + "/x"),
    ],
)
def test_what_is_looked_for_would_be_found(what, text):
    assert _ADDRESSES[what].search(text)


def test_text_is_utf8_with_line_feeds():
    wrong = []
    for path in text_files():
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{shown(path)}: not UTF-8")
        if b"\r" in content:
            wrong.append(f"{shown(path)}: carriage return")
        if content.startswith(b"\xef\xbb\xbf"):
            wrong.append(f"{shown(path)}: byte order mark")
    assert not wrong


@pytest.mark.parametrize("name", ["runtime", "dev", "windows", "older-qt"])
def test_requirements_are_pinned_and_hashed(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    loose = [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]
    assert not loose


@pytest.mark.parametrize("name", ["runtime", "dev", "windows", "older-qt"])
def test_compiled_requirements_hold_what_was_asked_for(name):
    folder = ROOT / "requirements"
    asked = re.findall(
        r"^([A-Za-z0-9_-]+)(==\S+)?$", (folder / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE
    )
    compiled = (folder / f"{name}.txt").read_text(encoding="utf-8")
    wanted = [package.lower().replace("_", "-") + (pin or "==") for package, pin in asked]
    assert wanted
    assert [pin for pin in wanted if f"\n{pin}" not in f"\n{compiled}"] == []
