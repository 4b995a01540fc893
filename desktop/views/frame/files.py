"""Writing a file where the user wants it, with the sentence when it does not work."""

from __future__ import annotations

from pathlib import Path

from desktop.services.files import write_file
from desktop.views.frame.notice import Notice
from forms.errors import TianbaoError


def save_bytes(place: str, data: bytes, notice: Notice) -> bool:
    """Write bytes whole or not at all, and say where or why not."""
    try:
        write_file(Path(place), data)
    except TianbaoError as error:
        notice.say(error.message, "bad")
        return False
    notice.say(f"已保存：{place}", "good")
    return True
