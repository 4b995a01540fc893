"""A year that was accepted and whose signer lost trust later waits again, and nothing of it is held."""

from datetime import UTC, datetime

import pytest

from db.office.records import CertificateRevocation
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.county.closing import close_year
from desktop.services.office.county.collecting import collect
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import compare_with_held, history_fact
from desktop.services.office.facts.signer import Register, signer_fact
from desktop.services.office.registry.revoking import revoke, take_back_revocation
from desktop.submission.keys.certificate import grouped_fingerprint, to_der
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.codes.collect import CollectCode
from forms.errors import UserInputError
from forms.filing.receipt_time import ReceiptTime
from forms.receiving.state import OfficeState
from tests.desktop.services.both import YEAR, certificate_of


def of_next_year(both):
    unit_year = ledger_of(both.office, YEAR + 1).unit_year("health")
    return unit_year, unit_year.current


def history(both):
    fact = history_fact(both.office, *of_next_year(both))
    return fact.state.value, fact.status


def with_another_key(both):
    """From now on the unit signs with a second key, which is registered too."""
    lost, now = both.unit_key, both.office.clock()
    subject = UnitSubject("区卫生健康局", "health", both.office.region)
    both.unit_key = create_identity(subject, now)
    both.office.store.register(certificate_of(to_der(both.unit_key.certificate), "health", now))
    return lost


def test_nothing_is_held_of_a_year_that_waits_again(both):
    both.type_paper()
    both.send(accept)
    lost = with_another_key(both)
    both.file_next_year()
    assert history(both) == ("ok", "")
    unit_year, package = of_next_year(both)
    before = compare_with_held(both.office, unit_year, package)
    assert before.found.compared > 0
    both.office.store.revoke(
        CertificateRevocation(
            fingerprint=lost.fingerprint,
            since=datetime(2020, 1, 1, tzinfo=UTC),
            reason="密钥文件被盗",
            actor="陈静",
            at=both.office.clock(),
        )
    )
    assert both.at_office.state is OfficeState.QUARANTINED
    unit_year, package = of_next_year(both)
    after = compare_with_held(both.office, unit_year, package)
    assert (after.found.compared, after.held.knows_nothing) == (0, True)
    assert history(both) == ("unknown", "first_seen")
    take_back_revocation(
        both.office, fingerprint=lost.fingerprint, unit=None, since=None, reason="密钥找到了"
    )
    assert both.at_office.state is OfficeState.ACCEPTED
    unit_year, package = of_next_year(both)
    assert compare_with_held(both.office, unit_year, package).found == before.found


def revoke_at_once(both):
    revoke(both.office, fingerprint=None, unit="health", since="2020-01-01", reason="密钥文件被盗")


def excuse_others(both):
    for unit in both.office.plan.reporting_units:
        if unit.code != "health":
            excuse(both.office, unit.code, YEAR, "演示：没有要报的")


@pytest.mark.parametrize("is_reopened", [False, True])
def test_no_county_is_frozen_or_collected_with_it(both, tmp_path, is_reopened):
    excuse_others(both)
    both.type_paper()
    both.send(accept)
    if is_reopened:
        reopen(both.office, "health", YEAR, "单位来函更正", both.office_key, tmp_path)
    assert collect(both.office, YEAR, provisional=True).missing == ()
    revoke_at_once(both)
    position = both.office.store.log_position()
    with pytest.raises(UserInputError, match="区卫生健康局（待处理）") as caught:
        close_year(both.office, YEAR, both.office_key, tmp_path / "汇总")
    assert caught.value.code is CollectCode.NOT_ALL_ACCEPTED
    assert both.office.store.log_position() == position
    with pytest.raises(UserInputError) as caught:
        collect(both.office, YEAR, provisional=True)
    assert caught.value.code is CollectCode.NOTHING


def test_a_year_that_was_frozen_with_it_stays_so(both, tmp_path):
    excuse_others(both)
    both.type_paper()
    both.send(accept)
    before = close_year(both.office, YEAR, both.office_key, tmp_path / "汇总")
    revoke_at_once(both)
    assert both.at_office.state is OfficeState.CLOSED
    again = close_year(both.office, YEAR, both.office_key, tmp_path / "汇总")
    assert (again.is_new, again.stored.digest) == (False, before.stored.digest)


def test_a_certificate_that_is_not_registered_is_named_and_its_fingerprint_is_not_read_out(both):
    package = both.at_office.current
    received = ReceiptTime.at_examination(both.office.clock())
    fact = signer_fact(package, Register({}, {}), received)
    assert (fact.code, "health" in fact.sentence, "16 组" in fact.sentence) == ("E-RECEIVE-023", True, True)
    digits = "".join(grouped_fingerprint(package.signer.fingerprint).split()).lower()
    assert digits[:8] not in fact.sentence.replace(" ", "").lower()
