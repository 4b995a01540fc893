"""What a person should know about a file that is opened, told beside the answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from forms.turning import shown_on_one_line


def caution(sentences: Iterable[str]) -> None:
    """Print sentences to standard error, each on a line of its own."""
    for sentence in sentences:
        print(f"注意：{shown_on_one_line(sentence)}", file=sys.stderr)
