"""A choice that is signed and written, and the question which revision counts; over a real fork."""

from email import message_from_bytes

import pytest

from desktop.models.office.choice.fork import fork_picture
from desktop.models.office.choice.fork_reading import read_fork
from desktop.models.office.choice.signing_choice import signed_choice, written_question
from desktop.services.keys.key_files import open_key
from desktop.services.office.acceptance.choosing import ToChoose
from desktop.services.office.people import set_person
from forms.errors import StateError
from forms.receiving.role import OfficeRole
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import PASSPHRASE, UNIT

REASON = "盖章纸质表校验码相符；已电话问过单位"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "发出"


def choose(desk, place, folder):
    found = read_fork(desk, UNIT, YEAR).found
    wanted = ToChoose(
        unit=UNIT,
        year=YEAR,
        named=found.contenders[place].content,
        reason=REASON,
        is_again=bool(found.chosen),
    )
    key = open_key(desk.path.parent / "局.p12", PASSPHRASE)
    return signed_choice(desk, wanted, key, folder)


def test_where_nobody_has_to_choose_nothing_is_read(forked):
    assert read_fork(forked, "education", YEAR).found is None


def test_who_may_not_choose_reads_why(forked):
    assert read_fork(forked, UNIT, YEAR).barred == ""
    set_person(forked, "陈静", OfficeRole.HEAD)
    set_person(forked, "李敏", OfficeRole.OFFICER)
    forked.work_as("李敏")
    assert "组长（陈静）" in read_fork(forked, UNIT, YEAR).barred


def test_a_choice_is_written_and_can_be_made_again(forked, folder):
    told = choose(forked, 1, folder)
    assert told.words.startswith(f"{forked.unit_name(UNIT)} {YEAR} 年已选定，转在审。")
    assert told.file.parent == folder
    assert {path.suffix for path in folder.iterdir()} == {".asice", ".eml", ".pdf"}
    found = read_fork(forked, UNIT, YEAR).found
    assert found.chosen == found.contenders[1].content
    shown = fork_picture(found, forked.unit_name)
    assert [node.text for node in shown.chain] == ["第 1 版", "第 2 版　甲", "第 2 版　乙　已选定"]
    assert shown.chain[1].detail.endswith("，未选用")
    assert "选定单第 1 号" in shown.chain[2].detail
    choose(forked, 0, folder)
    found = read_fork(forked, UNIT, YEAR).found
    assert found.chosen == found.contenders[0].content


def test_a_question_is_written_and_decides_nothing(forked, folder):
    told = written_question(forked, UNIT, YEAR, folder, "两份都有盖章")
    assert "没有选定任何一份" in told.words
    assert message_from_bytes(told.file.read_bytes())
    found = read_fork(forked, UNIT, YEAR).found
    assert (found.chosen, len(found.contenders)) == ("", 2)
    assert found.asked is not None
    assert "已写邮件请单位说明" in fork_picture(found, forked.unit_name).state


def test_of_a_unit_about_which_nothing_is_to_be_chosen_nothing_is_asked(forked, folder):
    with pytest.raises(StateError):
        written_question(forked, "education", YEAR, folder, "")
    assert not folder.exists() or not list(folder.iterdir())
