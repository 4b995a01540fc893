"""待办 of every kind of line: which job it is, where it is done, with which reason, in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.office.board.todo import TodoModel, jobs_of
from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.next_step import DeskStep, NextKind
from desktop.submission.facts import FactState
from forms.codes.receive import ReceiveCode
from forms.receiving.state import OfficeState
from tests.desktop.models.office.made_day import awaited, dossier, row_of, today_of_rows

NAMES = {"health": "卫健局", "education": "教育局", "police": "公安局"}
THEIRS = (NextKind.NOTHING, NextKind.AWAITED, NextKind.WAITS, NextKind.REOPENED, NextKind.OTHER_PAPER)
COMPARED = (NextKind.DOUBT, NextKind.ACCEPT)
IN_ORDER = (
    {NextKind.CHOOSE},
    {
        NextKind.MISTRUSTED,
        NextKind.REGISTER,
        NextKind.HELD,
        NextKind.LATE_CHANGE,
        NextKind.HELD_ANSWER,
    },
    {NextKind.ANSWERED},
    {NextKind.SEND_AGAIN, NextKind.SEND, NextKind.DOUBT, NextKind.ACCEPT},
)
"""The kinds about which something is done of one unit, those that are done at the same time together."""


def jobs(*rows, **changes):
    return jobs_of(today_of_rows(*rows, **changes), NAMES)


def only(*rows, **changes):
    (job,) = jobs(*rows, **changes)
    return job


@pytest.mark.parametrize("kind", THEIRS)
def test_what_the_unit_has_to_do_is_no_job_of_the_office(kind):
    assert jobs(row_of(kind)) == []


@pytest.mark.parametrize(
    ("kind", "deed", "goal"),
    [
        (NextKind.CHOOSE, "选定", OfficePlace.CHOICE),
        (NextKind.MISTRUSTED, "再看", OfficePlace.REVIEW),
        (NextKind.REGISTER, "登记", OfficePlace.CERTIFICATES),
        (NextKind.HELD, "处理", OfficePlace.REVIEW),
        (NextKind.LATE_CHANGE, "处理", OfficePlace.REVIEW),
        (NextKind.HELD_ANSWER, "处理", OfficePlace.REVIEW),
        (NextKind.ANSWERED, "看答复", OfficePlace.REVIEW),
        (NextKind.SEND_AGAIN, "退回", OfficePlace.REVIEW),
        (NextKind.SEND, "退回", OfficePlace.REVIEW),
        (NextKind.DOUBT, "核对", OfficePlace.REVIEW),
        (NextKind.ACCEPT, "验收", OfficePlace.REVIEW),
    ],
)
def test_each_kind_leads_to_its_page_with_its_word(kind, deed, goal):
    job = only(row_of(kind))
    assert (job.name, job.deed, job.purpose) == ("卫健局", deed, (goal, "health", 0))


@given(st.permutations([kind for kinds in IN_ORDER for kind in kinds]))
def test_the_working_order_holds_whatever_the_order_of_the_plan(kinds):
    found = [NextKind(job.unit) for job in jobs(*(row_of(kind, kind.value) for kind in kinds))]
    assert sorted(found) == sorted(kinds)
    places = [next(place for place, some in enumerate(IN_ORDER) if kind in some) for kind in found]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", COMPARED)
def test_what_figures_decide_is_no_job_before_they_were_compared(kind):
    assert jobs(row_of(kind), is_whole=False) == []
    assert jobs(row_of(kind), row_of(kind, "police"), is_whole=False) == []
    assert jobs(row_of(NextKind.SEND), is_whole=False), "a question that was not sent waits all the same"


@pytest.mark.parametrize(
    ("kind", "name", "goal"),
    [
        (NextKind.REGISTER, "登记 2 个单位的证书", OfficePlace.CERTIFICATES),
        (NextKind.ACCEPT, "2 个单位可以验收", DeskDeed.ACCEPT_ALL),
    ],
)
def test_what_is_done_at_once_is_one_job_from_two_units_on(kind, name, goal):
    one, other = row_of(kind), row_of(kind, "police")
    assert [job.units for job in jobs(one)] == [()]
    joint = only(one, other)
    assert (joint.name, joint.units, joint.unit, joint.goal) == (name, ("health", "police"), "", goal)


def test_certificates_are_registered_together_before_figures_were_compared():
    rows = row_of(NextKind.REGISTER), row_of(NextKind.REGISTER, "police")
    assert only(*rows, is_whole=False).units == ("health", "police")


def test_who_is_not_expected_is_not_accepted_with_others():
    rows = [row_of(NextKind.ACCEPT), row_of(NextKind.ACCEPT, "police", is_expected=False)]
    assert [job.unit for job in jobs(*rows)] == ["health", "police"]


def test_what_wants_a_look_is_accepted_by_itself_and_says_why():
    rows = [row_of(NextKind.ACCEPT, unit) for unit in ("education", "police")]
    looked = row_of(NextKind.ACCEPT, look=("未问而改 1 格",))
    alone, joint = jobs(looked, *rows)
    assert (alone.unit, alone.why) == ("health", "未问而改 1 格")
    assert joint.units == ("education", "police")


@pytest.mark.parametrize(("paper", "why"), [("matched", "无疑问，纸质相符"), ("waived", "无疑问")])
def test_what_can_be_accepted_says_whether_paper_was_compared(paper, why):
    assert only(row_of(NextKind.ACCEPT, paper=paper)).why == why


def test_a_reason_names_what_is_the_matter_before_the_step():
    row = row_of(NextKind.ANSWERED, answered=2, bad=("history", "base"), gaps=3)
    assert only(row).why == "2 问已答，往年数不符，基础数据不符，缺 3 格"
    assert only(row_of(NextKind.SEND, to_send=2)).why == "2 问没有发出：发退回单或取消"


def test_a_fork_says_how_many_stand_against_each_other():
    job = only(row_of(NextKind.CHOOSE), dossiers={"health": dossier(candidates=3)})
    assert job.why == "有 3 份内容不同的报送"


def test_what_is_held_back_is_told_in_the_officers_words():
    code = ReceiveCode.DEFINITION_UNKNOWN
    fact = OfficeFact(
        name="definition", state=FactState.UNKNOWN, code=str(code), sentence="口径没有看", step="（--plan）"
    )
    job = only(row_of(NextKind.HELD, next=DeskStep(NextKind.HELD, "（show）", fact)))
    assert job.why == "口径没有看"


@pytest.mark.parametrize("kind", [NextKind.PAPER, NextKind.OTHER_PAPER])
def test_empty_cells_are_asked_about_before_paper_is_compared(kind):
    first, *others = jobs(row_of(kind, gaps=4))
    assert (first.deed, first.why, first.goal) == ("提问", "缺 4 格", OfficePlace.REVIEW)
    assert [job.goal for job in others] == ([DeskDeed.PAPER] if kind is NextKind.PAPER else [])


def test_a_job_has_the_shape_of_the_state():
    assert only(row_of(NextKind.CHOOSE, state=OfficeState.CONFLICT)).mark is Mark.FORK


def test_a_new_desk_begins_with_its_task_and_the_certificates():
    first, second, third = jobs(row_of(NextKind.CHOOSE), has_task=False, certificates=0)
    assert (first.name, first.goal) == ("布置 2025 年任务", DeskDeed.TASK)
    assert (second.name, second.goal) == ("登记单位证书", OfficePlace.CERTIFICATES)
    assert third.deed == "选定"


def test_certificates_are_not_asked_for_twice_where_a_unit_waits_for_its_own():
    assert [job.unit for job in jobs(row_of(NextKind.REGISTER), certificates=0)] == ["health"]


@pytest.mark.parametrize(
    ("changes", "name", "goal"),
    [
        ({"late": ("health", "police")}, "催报 2 个单位", DeskDeed.REMIND),
        ({"unopened": 3}, "3 个文件还打不开", DeskDeed.UNOPENED),
        ({"others": {2023: 1, 2024: 2}}, "别的年度还有 3 件", OfficePlace.INTAKE),
        ({"elsewhen": {2024: ("police",)}}, "公安局", OfficePlace.CERTIFICATES),
        ({"elsewhen": {2024: ("police", "health")}}, "2024 年 2 个单位", OfficePlace.CERTIFICATES),
        ({"elsewhen": {2024: ("unknown",)}}, "unknown", OfficePlace.CERTIFICATES),
    ],
)
def test_what_concerns_several_is_one_job(changes, name, goal):
    job = only(row_of(), **changes)
    assert (job.name, job.goal) == (name, goal)


def test_the_newest_of_the_other_years_is_opened_and_each_is_counted():
    job = only(row_of(), others={2023: 1, 2024: 2})
    assert (job.year, job.why) == (2024, "2023 年 1，2024 年 2：在那一年的待办里")


def test_of_several_units_of_another_year_none_is_opened_before_the_others():
    assert only(row_of(), elsewhen={2024: ("police",)}).unit == "police"
    assert only(row_of(), elsewhen={2024: ("police", "health")}).unit == ""


def test_paper_is_counted_once_figures_were_compared():
    rows = row_of(NextKind.PAPER, paper=""), row_of(NextKind.PAPER, "police", paper="")
    assert only(*rows).name == "核对纸质 2 份"
    assert jobs(*rows, is_whole=False) == []


def test_who_is_excused_gets_no_receipt():
    wanting = {unit: dossier(wants_receipt=True) for unit in ("health", "education")}
    rows = row_of(), awaited(state=OfficeState.EXCUSED)
    job = only(*rows, dossiers=wanting)
    assert (job.name, job.goal) == ("发回执 1 份", DeskDeed.RECEIPTS)


def test_what_is_done_for_many_stands_last_in_the_order_of_a_day():
    found = jobs(
        row_of(NextKind.PAPER, paper=""),
        row_of(NextKind.SEND, "police"),
        late=("education",),
        unopened=1,
        others={2024: 1},
        dossiers={"police": dossier(wants_receipt=True)},
    )
    assert [job.deed for job in found] == ["退回", "换年度", "催报", "看是哪些", "核对", "发出"]


def test_the_list_says_whom_why_and_what_to_do(qapp, qtmodeltester):
    del qapp
    model = TodoModel()
    model.show_jobs(jobs(row_of(NextKind.CHOOSE), dossiers={"health": dossier(candidates=2)}))
    index = model.index(0)
    texts = [index.data(role) for role in (Qt.ItemDataRole.DisplayRole, Role.DETAIL, Role.STATE)]
    assert texts == ["卫健局", "有 2 份内容不同的报送", "选定"]
    assert mark_at(index) is Mark.HALF
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "卫健局\n有 2 份内容不同的报送"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "1，卫健局，有 2 份内容不同的报送，选定"
    assert index.data(Role.SUBJECT).purpose == model.jobs[0].purpose
    qtmodeltester.check(model, force_py=True)
    model.show_jobs([])
    assert model.rowCount() == 0


def test_what_only_a_head_may_do_comes_last_for_an_officer_and_says_so():
    rows = (row_of(NextKind.CHOOSE), row_of(NextKind.ACCEPT, "education"), row_of(NextKind.DOUBT, "police"))
    today = today_of_rows(*rows, has_task=False)
    of_officer = jobs_of(today, NAMES, lambda act: "由组长办理" if act.is_of_head else "")
    assert [(job.name, job.deed) for job in of_officer] == [
        ("公安局", "核对"),
        ("布置 2025 年任务", "等组长"),
        ("卫健局", "等组长"),
        ("教育局", "等组长"),
    ]
    assert [job.goal for job in of_officer[2:]] == [OfficePlace.CHOICE, OfficePlace.REVIEW]


def test_nothing_waits_for_a_head_where_somebody_may_only_look():
    rows = (row_of(NextKind.CHOOSE), row_of(NextKind.DOUBT, "police"))
    found = jobs_of(today_of_rows(*rows), NAMES, lambda _: "只读")
    assert [job.deed for job in found] == ["选定", "核对"]
