"""Where a unit's key lies and where its packages were put: remembered on this PC, for each unit apart."""

from __future__ import annotations

from pathlib import Path

from desktop.services.keys.key_files import certificate_print
from desktop.services.places import file_name
from desktop.services.unit.desk import Desk
from desktop.views.frame.file.recent import settings

KEY_NAME = "签名密钥"
"""Behind the unit's name: what a key file is called until another name is typed."""
_SENT = "报送"
"""Beside the data file: where packages go until another folder is chosen."""
_MOST = 6
"""Folders kept; chosen by us."""


class SendingPlaces:
    """What is suggested for a unit; two units that share a PC have places of their own.

    Only a key that a version before 0.2 remembered is suggested to all of them.

    Args:
        desk: the unit's open file.
    """

    def __init__(self, desk: Desk) -> None:
        """Look after the places of a unit."""
        self._beside, self._unit = desk.path.parent / _SENT, desk.unit.official_name
        self._group = f"sending/{desk.plan.region_code}/{desk.unit.code}"

    def key(self) -> str:
        """The key file used last, whether or not it is there now; else one beside the data; else empty."""
        # Versions before 0.2 remembered one key for all units.
        kept = str(settings().value(f"{self._group}/key", "") or settings().value("key", ""))
        return kept or self._key_beside()

    def _key_beside(self) -> str:
        """The newest key under the name that the program gives, as on a PC to which the folder was copied.

        Without it the page would ask for a new key, and the registered one would be forgotten.
        """
        made = f"{file_name(self._unit)}{KEY_NAME}"
        try:
            found = [p for p in self._beside.parent.glob("*.p12") if p.name.startswith(made)]
            return str(max(found, key=lambda path: path.stat().st_mtime, default=""))
        except OSError:
            return ""

    def remember_key(self, path: str) -> None:
        """Suggest a key file from now on."""
        settings().setValue(f"{self._group}/key", path)

    def letter_key(self) -> str:
        """The key file that opened an encrypted letter last; empty where none did on this PC."""
        return str(settings().value(f"{self._group}/letter-key", ""))

    def remember_letter_key(self, path: str) -> None:
        """Suggest a key file for encrypted letters from now on."""
        settings().setValue(f"{self._group}/letter-key", path)

    def remember_signer(self, fingerprint: str) -> None:
        """Know the certificate of a key again, wherever the key is kept."""
        kept = _listed(settings().value(f"{self._group}/signers", []))
        names = [fingerprint, *(one for one in kept if one != fingerprint)]
        settings().setValue(f"{self._group}/signers", names[:_MOST])

    def last_signer(self) -> str:
        """SHA-256 of the certificate that signed last; empty where none did on this PC."""
        return next(iter(_listed(settings().value(f"{self._group}/signers", []))), "")

    def remember_replaced(self, fingerprint: str, replaced: str) -> None:
        """Know which certificate a new one replaces, for its sheet; an empty text is one nobody knows."""
        settings().setValue(f"{self._group}/replaced", [fingerprint, replaced])

    def replaced(self, fingerprint: str) -> str | None:
        """The certificate that this one replaces, empty for one nobody knows; None where there is none."""
        kept = _listed(settings().value(f"{self._group}/replaced", []))
        return kept[1] if len(kept) == 2 and kept[0] == fingerprint else None

    def folders(self) -> list[Path]:
        """Folders into which packages were put, newest first, at the end the usual one."""
        names = _listed(settings().value(f"{self._group}/folders", []))
        return [*(Path(name) for name in names), self._beside]

    def remember_folder(self, folder: Path) -> None:
        """Put a folder in front of the list."""
        chosen = str(folder.absolute())
        names = [chosen, *(str(f) for f in self.folders()[:-1] if str(f) != chosen)]
        settings().setValue(f"{self._group}/folders", names[:_MOST])


def places_of(desk: Desk) -> list[Path]:
    """Folders in which a unit's packages may lie: where they were put, and that of the data file."""
    return [*SendingPlaces(desk).folders(), desk.path.parent]


def own_prints() -> dict[str, set[str]]:
    """Fingerprints with which the units of this PC signed, by ``<unit>/<region>``."""
    found: dict[str, set[str]] = {}
    for name in settings().allKeys():
        parts = name.split("/")
        if len(parts) == 4 and parts[0] == "sending" and parts[3] in {"key", "signers"}:
            kept = _listed(settings().value(name, []))
            prints = kept if parts[3] == "signers" else [certificate_print(Path(one)) for one in kept]
            found.setdefault(f"{parts[2]}/{parts[1]}", set()).update(one for one in prints if one)
    return found


def _listed(kept: object) -> list[str]:
    """A setting with several texts; Qt gives a single one as a text."""
    return [kept] if isinstance(kept, str) else [str(one) for one in kept] if isinstance(kept, list) else []
