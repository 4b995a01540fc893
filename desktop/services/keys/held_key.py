"""A signing key, kept open for a while by whoever works at a desk, so that a morning's letters ask once.

It is kept in memory alone, by a person's own wish, and let go after a time without a signature, when somebody
else goes on, and with the desk. Python does not wipe what it lets go: the memory of the program may hold the
key until it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.services.keys.key_files import SigningKey

IDLE_SECONDS = 600
"""Longest time without a signature. Chosen by us, as gpg-agent keeps a passphrase (``default-cache-ttl``)."""
WHOLE_SECONDS = 7_200
"""Longest time since the passphrase was typed. Chosen for the same reason (``max-cache-ttl``)."""


class HeldKey:
    """At most one opened key, with the place that it was opened from.

    Args:
        seconds: a clock that nobody can set; its zero is anywhere.

    Attributes:
        is_wanted: whether the person wished it last; suggested the next time.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        """Hold nothing."""
        self._seconds = seconds
        self._held: tuple[Path, SigningKey] | None = None
        self._opened = self._used = 0.0
        self.is_wanted = False

    def open(self, place: Path, passphrase: str) -> SigningKey:
        """Open a key file and keep the key.

        Raises:
            WrongKind, EnvironmentFault, WrongPassphrase, IdentityError: as of :func:`open_key`; what was held
                before is held no longer.
        """
        from desktop.services.keys.key_files import open_key

        self.forget()
        key = open_key(place, passphrase)
        self._held = (place, key)
        self._opened = self._used = self._seconds()
        return key

    def use(self, place: Path) -> SigningKey | None:
        """The key that was opened from a place, held as long again; None where it is not held any more."""
        if self._held is None or self.seconds_left(place) <= 0:
            return None
        self._used = self._seconds()
        return self._held[1]

    def seconds_left(self, place: Path) -> float:
        """For how long the key from a place is held if it is not used; 0 where it is not."""
        if self._held is not None:
            now = self._seconds()
            left = min(self._used + IDLE_SECONDS, self._opened + WHOLE_SECONDS) - now
            if left <= 0:
                self.forget()
            elif self._held[0] == place:
                return left
        return 0.0

    def forget(self) -> None:
        """Let the key go; the passphrase is asked for again."""
        self._held = None
