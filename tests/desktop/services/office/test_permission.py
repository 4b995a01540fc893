"""Who may do what at the office's desk: the table, its page, its chapter, and that every deed asks it."""

import ast
import re
from datetime import date

import pytest

from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.people import set_person
from desktop.services.office.registry.keys import KeyUse, create_office_key, import_office_key, known_key
from forms.errors import UserInputError
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole
from tests.meta.checkout import ROOT, parse, python_files, shown

PHRASE = "correct horse 7"


@pytest.fixture
def listed(office):
    for name, role in (("王芳", OfficeRole.HEAD), ("李敏", OfficeRole.OFFICER), ("赵静", OfficeRole.READER)):
        office.work_as("王芳" if office.officers else "李敏")
        set_person(office, name, role)
    return office


@pytest.mark.parametrize("act", Act, ids=str)
def test_each_act_is_open_to_its_roles_and_to_nobody_else(listed, act):
    for name, role in listed.officers.items():
        listed.work_as(name)
        if role in act.roles:
            assert listed.acting(act) == name
            assert listed.why_not(act) == ""
            continue
        with pytest.raises(UserInputError) as refused:
            listed.acting(act)
        assert refused.value.code == ("E-OFFICE-003" if role is OfficeRole.READER else "E-OFFICE-004")
        assert "王芳" in refused.value.sentence
        lock = listed.why_not(act)
        assert "王芳" in lock
        assert "没有" not in lock, "where nothing was tried nothing was refused"
        assert act.label in refused.value.sentence or role is OfficeRole.READER


def test_without_a_head_an_officer_does_all_of_it(office):
    office.store.set_officer("李敏", "officer", actor="李敏", now=office.clock())
    assert [act for act in Act if office.why_not(act)] == []


def test_the_signing_key_is_the_heads_and_the_receiving_key_is_not(listed, tmp_path):
    listed.work_as("李敏")
    with pytest.raises(UserInputError, match=r"新建、导入签名密钥.*组长（王芳）"):
        create_office_key(listed, KeyUse.SIGNING, tmp_path / "签名.p12", PHRASE)
    assert not (tmp_path / "签名.p12").exists()
    create_office_key(listed, KeyUse.RECEIVING, tmp_path / "收件.p12", PHRASE)
    listed.work_as("王芳")
    create_office_key(listed, KeyUse.SIGNING, tmp_path / "签名.p12", PHRASE)
    listed.work_as("李敏")
    before = known_key(listed, KeyUse.SIGNING)
    for target in (tmp_path / "copy.p12", tmp_path / "签名.p12"):
        with pytest.raises(UserInputError) as refused:
            import_office_key(listed, tmp_path / "签名.p12", target, PHRASE, None)
        assert refused.value.code == "E-OFFICE-004"
    assert not (tmp_path / "copy.p12").exists()
    assert known_key(listed, KeyUse.SIGNING) == before


def test_an_officer_sets_a_deadline_and_excuses_nobody(listed):
    listed.work_as("李敏")
    assert set_deadline(listed, 2025, ALL, date(2026, 4, 30))
    unit = listed.plan.reporting_units[0].code
    with pytest.raises(UserInputError) as refused:
        excuse(listed, unit, 2025, "没有业务")
    assert refused.value.code == "E-OFFICE-004"


def test_nobody_goes_on_under_a_name_that_is_not_listed(listed):
    listed.work_as("李敏")
    with pytest.raises(UserInputError) as refused:
        listed.work_as("外人")
    assert refused.value.code == "E-OFFICE-002"
    assert listed.person == "李敏"


def test_every_deed_of_the_services_names_what_it_is():
    """What writes asks the table: `actor` alone would let an officer do what is the head's."""
    bare = {
        shown(path)
        for path in python_files("desktop")
        if "/services/office/" in path.as_posix() and path.name != "desk.py"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr == "actor" and ast.unparse(node.value) == "desk"
    }
    # Importing a key: what it is for is known only once it is open; who may write at all is asked before.
    assert bare == {"desktop/services/office/registry/keys.py"}


@pytest.mark.parametrize(
    ("page", "columns"),
    [("resources/manual/office-people.md", 2), ("resources/specification/office-roles.md", 3)],
)
def test_the_table_is_told_as_it_is_held(page, columns):
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [
        tuple(cell.strip().strip("`") for cell in line.strip("|").split("|"))
        for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)[2:]
    ]
    told = {
        2: [(act.label, "、".join(role.label for role in act.roles)) for act in Act],
        3: [(act.value, act.label, ", ".join(role.value for role in act.roles)) for act in Act],
    }
    assert rows == told[columns]
