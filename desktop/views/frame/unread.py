"""What a file does not give just now, because another program holds it, becomes a sentence on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forms.errors import EnvironmentFault


@contextmanager
def saying_why_unread(say: Callable[[str, str], object]) -> Iterator[None]:
    """Do what reads the file for a page or dialog; where it cannot be read now, say why instead.

    Args:
        say: takes the sentence and its tone.
    """
    try:
        yield
    except EnvironmentFault as error:
        say(error.sentence, "bad")
