"""How the office's own keys stand: none, one that was moved, one that ends or was revoked."""

import shutil
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.key_words import (
    KEY_ABOUT,
    KEY_ADVICE,
    KEY_NAMES,
    held_words,
    standing_alarm,
    standing_lines,
)
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.registry.key_standing import key_standing
from desktop.services.office.registry.keys import KeyUse, create_office_key
from desktop.services.office.registry.revoking import revoke
from forms.filing.receipt_time import day_in_beijing
from tests.desktop.services.conftest import MovableClock

PHRASE = "correct horse 7"


@pytest.fixture(scope="module")
def made(tmp_path_factory, pack):
    """The folder of an office that has a signing key, made once; the key."""
    folder = tmp_path_factory.mktemp("keyed")
    with init_office(folder / "office.db", pack, "李敏", MovableClock()) as desk:
        return folder, create_office_key(desk, KeyUse.SIGNING, folder / "签名.p12", PHRASE)


@pytest.fixture
def key(made):
    return made[1]


@pytest.fixture
def keyed(made, tmp_path, clock):
    """The same office, copied."""
    shutil.copytree(made[0], tmp_path, dirs_exist_ok=True)
    with open_office_desk(tmp_path / "office.db", "李敏", clock) as desk:
        yield desk


def standing(desk, use=KeyUse.SIGNING):
    return key_standing(desk, use)


def test_each_use_of_a_key_has_its_words():
    for words in (KEY_NAMES, KEY_ABOUT, KEY_ADVICE):
        assert set(words) == set(KeyUse)


def test_of_no_key_nothing_but_that_is_said(office):
    assert standing_lines(standing(office)) == [("密钥文件", "还没有")]
    assert standing_alarm(standing(office)) == ("", "muted")


def test_a_key_is_told_with_its_file_holder_print_and_end(keyed, key, tmp_path):
    found = standing(keyed)
    assert [label for label, _ in standing_lines(found)] == ["密钥文件", "证书", "指纹", "有效期至"]
    told = dict(standing_lines(found))
    assert told["密钥文件"] == str(tmp_path / "签名.p12")
    assert told["证书"] == keyed.holder
    assert "".join(told["指纹"].split()).lower() == key.fingerprint
    assert told["有效期至"] == str(day_in_beijing(key.certificate.not_valid_after_utc))
    assert standing_alarm(found) == ("", "muted")
    assert standing_lines(standing(keyed, KeyUse.RECEIVING)) == [("密钥文件", "还没有")]


def test_a_file_that_was_moved_is_told_as_such(keyed, tmp_path):
    (tmp_path / "签名.p12").rename(tmp_path / "别处.p12")
    assert "不在原处了" in dict(standing_lines(standing(keyed)))["密钥文件"]


@pytest.mark.parametrize(
    ("days", "tone", "said"),
    [
        (91, "muted", ""),
        (89, "alarm", "还有 89 天到期"),
        (29, "alarm", "只剩 29 天"),
        (6, "bad", "只剩 6 天"),
        (-1, "bad", "到期"),
    ],
)
def test_its_end_is_told_in_time_and_ever_louder(keyed, key, clock, days, tone, said):
    clock.now = key.certificate.not_valid_after_utc - timedelta(days=days, hours=1)
    sentence, found = standing_alarm(standing(keyed))
    assert found == tone
    assert said in sentence
    assert bool(said) is bool(sentence)


def test_a_revoked_key_is_told_before_its_end(keyed, key, clock):
    day = day_in_beijing(keyed.clock()).isoformat()
    revoke(keyed, fingerprint=key.fingerprint, unit=None, since=day, reason="密钥文件遗失")
    clock.now = key.certificate.not_valid_after_utc - timedelta(days=3)
    found = standing(keyed)
    assert dict(standing_lines(found))["有效期至"].endswith("（已注销）")
    assert standing_alarm(found) == ("这把密钥的证书已经注销，不能再用，请换新。", "bad")


@given(st.floats(min_value=0.1, max_value=900))
def test_an_open_key_never_stays_open_longer_than_it_is_said(seconds):
    minutes = int(held_words(seconds).partition("；")[2].split(" ")[0])
    assert 60 * (minutes - 1) < seconds <= 60 * minutes


def test_how_long_a_key_stays_open_is_said_in_whole_minutes():
    assert held_words(61) == "密钥开着，不用输口令；2 分钟不签就重新问"
