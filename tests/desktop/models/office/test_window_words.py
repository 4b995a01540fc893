"""The window names no command: whatever the office's services can say is said with places of the window."""

import ast
import re

import pytest

from desktop.models.office.window_words import _PLACES, window_words
from forms.codes.receive import ReceiveCode
from tests.meta.checkout import parse, python_files

COMMAND = re.compile(
    r"--[a-z]|\b(office|question|return|receipt|remind|letters|show|choose|accept|reopen|excuse|decide|close)\b"
)
ON_A_COMMAND_LINE = "命令行"
"""Says itself that it is about one."""


def texts(tree):
    """Every Chinese text of a module but its docstrings; what is put into one is left out."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings and re.search("[\u4e00-\u9fff]", node.value):
            yield node.value


def said_at_the_office():
    for path in python_files("desktop"):
        if "/services/office/" in path.as_posix():
            yield from texts(parse(path))
    codes = (getattr(ReceiveCode, name) for name in dir(ReceiveCode) if name.isupper())
    yield from (code.remedy for code in codes)


def test_no_sentence_of_a_service_names_a_command_in_the_window():
    left = {text for text in said_at_the_office() if COMMAND.search(window_words(text))}
    assert {text for text in left if ON_A_COMMAND_LINE not in text} == set()


@pytest.mark.parametrize("said", [said for said, _ in _PLACES])
def test_every_entry_stands_for_something_that_is_said(said):
    everything = "\n".join(said_at_the_office())
    others = [path for path in python_files("desktop") if path.name in {"key_files.py", "schema.py"}]
    assert said in everything + "\n".join(text for path in others for text in texts(parse(path)))


def test_a_sentence_without_a_command_stays():
    words = "还没有核对纸质表（第 2 版）；收到了再核对"
    assert window_words(words) == words
    assert window_words("照纸上的校验码输入（decide --fact paper）") == "照纸上的校验码输入"


def test_no_fault_is_told_in_the_window_as_a_command_line_has_it():
    """``DeedDialog`` puts everything that it says into the window's words, in one place."""
    rooms = ("/views/office/", "/models/office/")
    paths = [path for path in python_files("desktop") if any(room in path.as_posix() for room in rooms)]
    bare = re.compile(r"(?<!window_words\()error\.sentence")
    told = {path.name for path in paths if bare.search(path.read_text(encoding="utf-8"))}
    assert told <= {"deed_dialog.py"}
