"""A figure that a unit stated otherwise than it was given, about which nobody decided: no acceptance."""

import pytest

from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.acceptance.accepting_all import accept_all, without_doubt
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.receiving.state import OfficeState
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.both import YEAR
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.giving import giving_office
from tests.desktop.services.test_base_figures import filed_by_hand

SAID = "常住人口数给的是 900，报来 890"


@pytest.fixture
def differing(tmp_path):
    """The paper matches, and nothing else is in the way."""
    with giving_office(tmp_path) as made:
        filed_by_hand(made)
        made.type_paper()
        yield made


@pytest.mark.parametrize("answer", [None, "refile"])
def test_it_is_not_accepted_by_itself_nor_with_all_others(differing, answer):
    if answer is not None:
        differing.decide("base", answer, f"people/_T/{YEAR}")
    office, before = differing.office, differing.office.store.log_position()
    with pytest.raises(StateError) as caught:
        accept(office, "health", YEAR, differing.office_key, differing.folder)
    assert caught.value.code is DecideCode.NOT_ACCEPTABLE
    assert (SAID if answer is None else f"people/_T/{YEAR}") in caught.value.message
    (left,) = [one for one in without_doubt(office, YEAR).others if one.unit == "health"]
    assert (SAID if answer is None else f"people/_T/{YEAR}") in "".join(left.reasons)
    assert accept_all(office, YEAR, differing.office_key, differing.folder)[0] == []
    assert office.store.log_position() == before
    assert not list(differing.folder.glob("*acceptance*"))
    differing.decide("base", "kept", f"people/_T/{YEAR}")
    accept(office, "health", YEAR, differing.office_key, differing.folder)
    assert differing.at_office.state is OfficeState.ACCEPTED


def test_the_command_says_what_is_in_the_way(differing, tmp_path, monkeypatch):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", PASSPHRASE)
    path = differing.office.path
    differing.office.close()
    refused = run("accept", *of(path, "health"), "-o", tmp_path / "发出", "--json", expect=1)
    assert (refused["code"], SAID in refused["message"]) == ("E-DECIDE-014", True)
    assert not (tmp_path / "发出").exists()
