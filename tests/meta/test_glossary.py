"""Each word of the glossary is one that the program uses, and stands there once."""

import re

from tests.meta.checkout import ROOT, python_files

GLOSSARY = ROOT / "resources/specification/glossary.md"
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
)[1:]


def test_every_identifier_of_the_glossary_is_one_of_the_program():
    program = "\n".join(path.read_text(encoding="utf-8") for path in python_files("db", "desktop", "forms"))
    told = {name for _, named, _ in ROWS for name in re.findall("`([^`]+)`", named)}
    assert len(told) > 30
    assert {name for name in told if not re.search(rf"\b{re.escape(name)}\b", program)} == set()


def test_a_word_stands_once():
    words = [word for chinese, _, _ in ROWS for word in chinese.split("、")]
    assert sorted(words) == sorted(set(words))
