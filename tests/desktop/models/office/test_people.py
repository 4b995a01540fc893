"""Who is listed at the desk and who works at it, in words that are true for every list."""

import pytest

from desktop.models.office.people import goes_on_words, people_lines, role_words, working_words
from desktop.services.office.people import set_person
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole


@pytest.fixture
def listed(office):
    """An officer, a reader and a head are listed, in this order; the head works."""
    set_person(office, "李敏", OfficeRole.OFFICER)
    set_person(office, "赵静", OfficeRole.READER)
    set_person(office, "王芳", OfficeRole.HEAD)
    office.work_as("王芳")
    return office


def test_heads_are_listed_first_and_who_works_is_marked(listed):
    assert [(one.name, one.role, one.now) for one in people_lines(listed)] == [
        ("王芳", OfficeRole.HEAD, "正在办理"),
        ("李敏", OfficeRole.OFFICER, ""),
        ("赵静", OfficeRole.READER, ""),
    ]


def test_an_empty_list_says_that_anybody_may_do_it(office):
    assert people_lines(office) == []
    now, wrong = working_words(office)
    assert now == "未列人员"
    assert "谁都能办" in wrong
    assert goes_on_words(office) == ""


def test_a_file_that_was_opened_without_a_name_can_be_looked_at_only(listed, as_officer):
    del listed
    with as_officer() as desk:
        assert working_words(desk) == ("请选办理人", "还没有选谁在办理：能看，不能办。")
        assert goes_on_words(desk) == ""


@pytest.mark.parametrize(("name", "role"), [("王芳", "组长"), ("李敏", "监测员"), ("赵静", "只读")])
def test_who_works_is_named_with_the_role_and_could_be_somebody_else(listed, name, role):
    listed.work_as(name)
    assert working_words(listed) == (f"{name}（{role}）", "")
    assert goes_on_words(listed).startswith(f"现在由{name}（{role}）办理。")


def test_one_person_alone_is_not_asked_whether_it_is_another(office):
    set_person(office, "李敏", OfficeRole.OFFICER)
    assert working_words(office) == ("李敏（监测员）", "")
    assert goes_on_words(office) == ""
    set_person(office, "王芳", OfficeRole.READER)
    assert goes_on_words(office)


def test_what_the_head_alone_does_is_named_and_nothing_else(listed):
    words = role_words(listed)
    heads = words.partition("其中只由组长办的：")[2].partition("。监测员")[0]
    assert heads.split("、")[0] == Act.TASK.label
    for act in Act:
        assert (act.label in heads) is act.is_of_head
    assert "还没有组长" not in words


def test_without_a_head_it_is_said_that_an_officer_does_all_of_it(office):
    set_person(office, "李敏", OfficeRole.OFFICER)
    assert "现在名单里还没有组长，监测员也都能办" in role_words(office)
