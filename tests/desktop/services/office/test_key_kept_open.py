"""A signing key that stays open: for how long, for whom, and what lets it go."""

import pytest

from desktop.services.keys.held_key import IDLE_SECONDS, WHOLE_SECONDS, HeldKey
from desktop.services.keys.key_files import keep_key
from desktop.services.office.people import set_person
from desktop.submission.errors import WrongPassphrase
from forms.receiving.role import OfficeRole
from tests.desktop.services.conftest import PASSPHRASE


@pytest.fixture
def place(identity, tmp_path):
    path = tmp_path / "统计局.p12"
    keep_key(identity, path, PASSPHRASE)
    return path


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def held(now):
    return HeldKey(lambda: now[0])


def test_a_key_is_open_until_nothing_was_signed_for_a_while(held, now, place):
    key = held.open(place, PASSPHRASE)
    for _ in range(3):
        now[0] += IDLE_SECONDS - 1
        assert held.use(place) is key
    assert held.seconds_left(place) == IDLE_SECONDS
    now[0] += IDLE_SECONDS
    assert held.use(place) is None
    now[0] -= 1
    assert held.use(place) is None, "it was let go"


def test_no_key_is_open_for_ever_however_often_it_signs(held, now, place):
    held.open(place, PASSPHRASE)
    while held.use(place) is not None:
        now[0] += 60
        assert now[0] <= WHOLE_SECONDS
    assert now[0] == WHOLE_SECONDS


def test_another_place_or_a_wrong_passphrase_opens_nothing(held, place):
    held.open(place, PASSPHRASE)
    assert held.use(place.with_name("别的.p12")) is None
    with pytest.raises(WrongPassphrase):
        held.open(place, "wrong horse 7")
    assert held.use(place) is None


def test_whoever_goes_on_is_asked_again_and_nobody_finds_it_open_after_closing(office, place):
    for name in ("李敏", "王芳"):
        set_person(office, name, OfficeRole.HEAD)
    office.work_as("李敏")
    office.held_key.open(place, PASSPHRASE)
    office.work_as("李敏")
    assert office.held_key.use(place) is not None
    office.work_as("王芳")
    assert office.held_key.use(place) is None
    office.held_key.open(place, PASSPHRASE)
    office.close()
    assert office.held_key.use(place) is None
