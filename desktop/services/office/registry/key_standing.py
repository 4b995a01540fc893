"""How the office's own keys stand: which file, whose certificate, how long it is valid still."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.services.files import is_there
from desktop.services.keys.key_files import certificate_print
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.keys import KeyUse, noted_key
from desktop.submission.keys.certificate import grouped_fingerprint, parse_certificate
from desktop.submission.keys.validity import CertificateEnd, certificate_end
from forms.frozen import frozen
from forms.receiving.permission import Act


@frozen
class KeyStanding:
    """A key of the office as the desk knows it; no passphrase is needed.

    Attributes:
        use: what it is for.
        place: the key file that was made or imported last; None where none ever was.
        is_there: whether it lies where it was.
        holder: whom its certificate names; empty where no certificate is known.
        fingerprint: SHA-256 of the certificate in groups; empty likewise.
        valid_until: last moment of the certificate; None likewise.
        is_revoked: whether the office revoked it.
        end: how near that is; None likewise.
    """

    use: KeyUse
    place: Path | None
    is_there: bool
    holder: str
    fingerprint: str
    valid_until: datetime | None
    is_revoked: bool
    end: CertificateEnd | None


def key_standing(desk: OfficeDesk, use: KeyUse) -> KeyStanding:
    """How a key of the office stands.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    place = noted_key(desk, use)
    print_ = certificate_print(place) if place is not None else ""
    own = desk.store.certificate(print_) if print_ else None
    if own is None:
        return KeyStanding(
            use=use,
            place=place,
            is_there=place is not None and is_there(place),
            holder="",
            fingerprint="",
            valid_until=None,
            is_revoked=False,
            end=None,
        )
    now = desk.clock()
    return KeyStanding(
        use=use,
        place=place,
        is_there=place is not None and is_there(place),
        holder=own.holder,
        fingerprint=grouped_fingerprint(own.fingerprint),
        valid_until=own.valid_until,
        is_revoked=any(
            one.fingerprint == own.fingerprint and one.since <= now for one in desk.store.revocations()
        ),
        end=certificate_end(parse_certificate(own.data), now, receiving=use is KeyUse.RECEIVING),
    )


def wants_first_key(desk: OfficeDesk) -> bool:
    """Whether the file was begun just now, and whoever works may make its signing key, which comes next.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    is_begun = bool(desk.officers) and noted_key(desk, KeyUse.SIGNING) is None and not desk.store.packages()
    return is_begun and not desk.why_not(Act.SIGNING_KEY)


def ends_of_keys(desk: OfficeDesk) -> list[str]:
    """What is to be told of keys that end in 90 days or fewer, or ended; empty where nothing is.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found = (key_standing(desk, use).end for use in KeyUse)
    return [end.sentence for end in found if end is not None and end.sentence]
