"""A desk and three units exchange files that are lost, doubled, late and mixed: in the end both agree."""

import pytest

from desktop.services.unit.letters.questions import open_questions
from forms.filing.state import YearState
from forms.letters.question import QuestionScope
from tests.desktop.services.exchange_end import EndingWorld
from tests.desktop.services.exchanging import UNITS
from tests.examples import is_long, share


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "lost"), [(9, 0.0), (1, 0.3)])
def test_both_ends_agree_in_the_end_whatever_the_post_does(made_stores, tmp_path, seed, lost):
    world, deeds = EndingWorld(made_stores, tmp_path, seed, lost), share(1_000)
    try:
        for number in range(deeds):
            world.act()
            world.require_answers_to_what_was_asked()
            if number % 50 == 0:
                world.require_all_as_it_was_sent()
        assert 0 < world.refused < deeds
        assert world.scopes == set(QuestionScope) or not is_long()
        assert {"write_task", "issue_base", "deliver_to_all", "restore", "restore_file"} <= world.done
        for unit in UNITS:
            assert world.come_to_rest(unit), repr((unit, *world.told(unit)))
            require_agreement(world, unit)
        world.require_all_as_it_was_sent()
        stores = [world.office.store, *(one.desk.store for files in world.files.values() for one in files)]
        assert all(store.verify_log().ok for store in stores)
    finally:
        world.close()


def require_agreement(world, unit):
    """What the office accepted is what the unit froze last, and nobody waits for anything."""
    file, found = world.at_work(unit), world.at_office(unit)
    assert found.accepted == file.desk.store.latest_revision(2025).content_digest
    assert not any(one.state.is_open or one.state.is_to_send for one in found.questions)
    assert open_questions(file.year) == ()
    for other in world.files[unit]:
        latest = other.desk.store.latest_revision(2025)
        assert other.year.state is not YearState.ACCEPTED or latest.content_digest == found.accepted
