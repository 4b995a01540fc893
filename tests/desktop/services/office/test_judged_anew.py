"""What was refused or waits is judged anew once its reason has passed, without a word about it."""

from datetime import timedelta

import pytest

from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.packages.encryption import read_receiver
from desktop.services.packages.receiving_key import create_key_for_receiving
from desktop.services.unit.filing.exporting import export
from desktop.submission.keys.certificate import to_der
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.office.intake.conftest import certificate_of

AHEAD = timedelta(days=3)


@pytest.fixture
def sent(office, final, identity, clock, tmp_path):
    """A package of a unit whose clock is days ahead."""
    final.desk.clock = lambda: clock() + AHEAD
    office.store.register(certificate_of(to_der(identity.certificate), "health", clock()))
    return export(final, identity, tmp_path / "报送").path


def waits(report):
    return [one.waits for one in report.packages]


@pytest.mark.parametrize("again", [True, False], ids=["the same bytes again", "anything else is received"])
def test_a_package_that_was_signed_ahead_of_the_clock_counts_when_that_time_has_come(
    office, sent, clock, tmp_path, again
):
    assert waits(*receive(office, Batch([sent]))) == [True]
    assert waits(*receive(office, Batch([sent]))) == [True]
    clock.now += AHEAD
    if not again:
        (tmp_path / "别的.txt").write_text("无", encoding="utf-8")
        receive(office, Batch([tmp_path / "别的.txt"]))
        assert len(office.store.undecided_judgements()) == 0
    assert waits(*receive(office, Batch([sent]))) == [False]
    assert office.store.verify_log().ok


def test_what_another_key_or_none_could_not_open_is_opened_by_the_right_one(
    office, final, identity, pack, clock, tmp_path
):
    office.store.register(certificate_of(to_der(identity.certificate), "health", clock()))
    keys = [create_key_for_receiving(pack.plan, tmp_path / f"{n}.p12", PASSPHRASE, clock()) for n in "ab"]
    receiver = read_receiver(tmp_path / "a.cer.pem", clock())
    sealed = export(final, identity, tmp_path / "报送", [receiver]).encrypted.path
    said = [receive(office, Batch([sealed], key))[0] for key in (None, keys[1], None)]
    assert [one.refusal.value for one in said] == ["no_key", "other_key", "no_key"]
    assert waits(*receive(office, Batch([sealed], keys[0]))) == [False]
    before = office.store.log_position()
    assert waits(*receive(office, Batch([sealed]))) == [False]
    assert office.store.log_position() == before


def test_a_refused_file_given_again_is_looked_at_again_and_nothing_is_written(office, tmp_path):
    path = tmp_path / "说明.txt"
    path.write_text("不是报送包", encoding="utf-8")
    (first,) = receive(office, Batch([path]))
    before = office.store.log_position()
    (second,) = receive(office, Batch([path]))
    assert (first.refusal, first.known, second.refusal, second.known) == (
        first.refusal,
        False,
        first.refusal,
        True,
    )
    assert office.store.log_position() == before
