"""Characters in a text from outside that would turn or break the sentence that quotes it.

A sentence quotes names of files, units and codes as they are. A direction character among them turns the
rest of the line, and a control character may move a terminal's cursor, so both are shown by their numbers.
"""

from __future__ import annotations

import re

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""Without tab and line feed, which sentences of our own have."""
_QUOTED_BADLY = re.compile(f"[{_CONTROLS}{_TURNING}]")
_NOT_IN_SENTENCES = re.compile(f"[{_CONTROLS}\n\u2028\u2029{_TURNING}]")
_NOT_IN_NAMES = re.compile(f"[\x00-\x1f\x7f-\x9f{_TURNING}]")


def shown_plainly(sentence: str) -> str:
    """A sentence with the number of each control and direction character in its place, as ``⟨U+202E⟩``."""
    return sentence if sentence.isprintable() else _QUOTED_BADLY.sub(_number, sentence)


def shown_on_one_line(sentence: str) -> str:
    """The same of a sentence without line breaks of its own: what it quotes cannot begin a line either."""
    return sentence if sentence.isprintable() else _NOT_IN_SENTENCES.sub(_number, sentence)


def shown_file_name(name: str) -> str:
    """A file's name on one line, with the numbers of what is not in names."""
    return _NOT_IN_NAMES.sub(_number, name)


def not_in_names(name: str) -> tuple[str, ...]:
    """The control and direction characters of a file's name, as ``U+202E``, each once."""
    return tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in _NOT_IN_NAMES.findall(name)))


def escaped_in_json(document: str) -> str:
    """A JSON text with its direction and control characters as escapes; it means the same."""
    return _QUOTED_BADLY.sub(lambda found: f"\\u{ord(found[0]):04x}", document)


def _number(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
