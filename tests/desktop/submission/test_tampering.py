"""Every changed, lost or added byte of a package is noticed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.submission.facts import FactState
from desktop.submission.verification import verify_container
from desktop.submission.verified import Verification
from tests.desktop.submission.builders import NOW, entries_of, health, pack, sound_package


def verify(data: bytes) -> Verification:
    return verify_container(data, [health().certificate], now=NOW)


def assert_noticed(data: bytes, hint: object) -> None:
    found = verify(data)
    assert found.bottom_line is FactState.BAD, hint
    assert [fact.name for fact in found.facts] == ["container", "digests", "signature", "signer"]


def test_every_byte_of_the_file() -> None:
    data = sound_package()
    assert verify(data).bottom_line is FactState.OK
    for position in range(len(data)):
        altered = bytearray(data)
        altered[position] ^= 1 << (position % 8)
        found = verify(bytes(altered))
        assert found.fact("container").state is FactState.BAD, position
        assert found.bottom_line is FactState.BAD, position


def test_every_bit_of_every_entry_in_a_container_made_right_again() -> None:
    entries = entries_of(sound_package())
    for name, content in entries.items():
        for position in range(len(content)):
            for bit in range(0, 8, 3):
                altered = bytearray(content)
                altered[position] ^= 1 << (bit + position) % 8
                assert_noticed(pack(entries | {name: bytes(altered)}), (name, position))


def test_every_truncation() -> None:
    data = sound_package()
    for length in range(len(data)):
        assert_noticed(data[:length], length)


@given(st.binary(min_size=1, max_size=64), st.booleans())
def test_appended_and_prepended_bytes(extra: bytes, before: bool) -> None:
    data = sound_package()
    assert_noticed(extra + data if before else data + extra, extra)


@settings(max_examples=300)
@given(st.data())
def test_any_change_of_any_bytes(data: st.DataObject) -> None:
    altered = bytearray(sound_package())
    for _ in range(data.draw(st.integers(1, 5))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    if bytes(altered) != sound_package():
        assert_noticed(bytes(altered), None)


@given(st.data())
def test_bytes_inserted_or_cut_out_anywhere(data: st.DataObject) -> None:
    whole = sound_package()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 100)))
    middle = data.draw(st.binary(max_size=100))
    altered = whole[:start] + middle + whole[end:]
    if altered != whole:
        assert_noticed(altered, (start, end))
