"""Random and mutated bytes bring the reader of envelopes to our own errors, or to the same content."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from desktop.submission import der
from desktop.submission.encryption.envelope import decrypt, encrypt, load_receiver, open_receiving_key
from desktop.submission.encryption.envelope_structure import decode, encode, is_encrypted
from desktop.submission.errors import EnvelopeError, IdentityError
from desktop.submission.keys.certificate import to_der
from desktop.submission.keys.key_file import to_pkcs12
from tests.desktop.submission.builders import NOW, PASSPHRASE
from tests.desktop.submission.receivers import KINDS, office, receiver
from tests.examples import examples
from tests.fuzz.test_package_reader import mutated

CONTENT = b"figures of the year"
ENVELOPES = [encrypt(CONTENT, [receiver(kind).certificate]) for kind in KINDS]
BOTH = encrypt(CONTENT, [receiver("RSA").certificate, office().certificate])
KEY_FILE = to_pkcs12(office(), PASSPHRASE)
HEAD = bytes.fromhex("060b2a864886f70d0109100117")


def judge(data: bytes) -> None:
    """Run every reader over the bytes."""
    is_encrypted(data)
    with contextlib.suppress(EnvelopeError):
        assert encode(decode(data)) == data
    for kind in KINDS:
        with contextlib.suppress(EnvelopeError):
            assert decrypt(data, receiver(kind)) == CONTENT


@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    judge(data)
    judge(der.element(der.SEQUENCE, HEAD, der.element(der.CONTEXT_0, data)))
    judge(der.element(der.SEQUENCE, HEAD, der.element(der.CONTEXT_0, der.element(der.SEQUENCE, data))))


@examples(750)
@given(st.one_of(*(mutated(envelope) for envelope in [*ENVELOPES, BOTH])))
def test_mutated_envelopes(data: bytes) -> None:
    judge(data)


@examples(500)
@given(st.one_of(*(mutated(to_der(receiver(kind).certificate)) for kind in KINDS)))
def test_mutated_certificates(data: bytes) -> None:
    with contextlib.suppress(IdentityError, EnvelopeError):
        encrypt(CONTENT, [load_receiver(data, NOW)])


@examples(75)
@given(mutated(KEY_FILE))
def test_mutated_key_files(data: bytes) -> None:
    with contextlib.suppress(IdentityError):
        assert open_receiving_key(data, PASSPHRASE) == office()
