"""Registering many by a list of fingerprints: what became of each, and what is wrong with the list."""

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.register.listed import RESULT_HEADS, register_listed
from desktop.services.files import write_file
from desktop.submission.keys.certificate import to_pem
from forms.errors import UserInputError
from tests.desktop.services.office.test_register import identity_of


@pytest.fixture(scope="module")
def keys():
    return {unit: identity_of(unit) for unit in ("health", "education", "statistics")}


@pytest.fixture
def folder(keys, tmp_path):
    """The certificates of two units."""
    for unit in ("health", "education"):
        write_file(tmp_path / "证书" / f"{unit}.cer.pem", to_pem(keys[unit].certificate))
    return tmp_path / "证书"


@pytest.fixture
def listed(tmp_path):
    def write(*lines):
        path = tmp_path / "指纹.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def print_of(keys, unit):
    return f"{unit} {keys[unit].fingerprint}"


def lines_of(result):
    return [(line.cells[0].text, line.cells[0].mark) for line in result.lines]


def test_all_on_the_list_are_registered_and_the_second_time_known(office, folder, listed, keys):
    path = listed(print_of(keys, "health"), print_of(keys, "education"))
    result = register_listed(office, folder, path)
    assert result.is_fine
    assert result.summary.startswith("登记 2 份，以前登记过 0 份，没有登记 0 份。")
    assert lines_of(result) == [("education.cer.pem", Mark.DONE), ("health.cer.pem", Mark.DONE)]
    assert {len(line.cells) for line in result.lines} == {len(RESULT_HEADS)}
    again = register_listed(office, folder, path)
    assert again.is_fine
    assert again.summary.startswith("登记 0 份，以前登记过 2 份，没有登记 0 份。")
    assert {mark for _, mark in lines_of(again)} == {Mark.SAME}


def test_a_unit_may_be_called_by_its_name(office, folder, listed, keys):
    name = office.unit_name("health")
    result = register_listed(office, folder, listed(f"{name} {keys['health'].fingerprint}"))
    assert ("health.cer.pem", Mark.DONE) in lines_of(result)


def test_what_was_refused_stands_first_and_names_no_command(office, folder, listed, keys):
    result = register_listed(office, folder, listed(print_of(keys, "health")))
    assert not result.is_fine
    assert lines_of(result) == [("education.cer.pem", Mark.BAD), ("health.cer.pem", Mark.DONE)]
    words = result.lines[0].cells[1].text
    assert "不在清单里" in words
    assert "--" not in words


def test_a_line_that_cannot_be_read_is_named_after_the_certificates(office, folder, listed, keys):
    path = listed(print_of(keys, "health"), print_of(keys, "education"), "court 12 34")
    result = register_listed(office, folder, path)
    assert not result.is_fine
    assert lines_of(result)[2:] == [("清单第 3 行", Mark.BAD)]


def test_a_print_without_a_certificate_is_told_and_hinders_nothing(office, folder, listed, keys):
    path = listed(*(print_of(keys, unit) for unit in keys))
    result = register_listed(office, folder, path)
    assert result.is_fine
    assert lines_of(result)[2:] == [("清单第 3 行", Mark.ALARM)]
    words = result.lines[2].cells[1].text
    assert words == f"{office.unit_name('statistics')}的这个指纹没有对应的证书文件"


def test_a_folder_without_certificates_registers_nothing(office, listed, keys, tmp_path):
    (tmp_path / "空").mkdir()
    with pytest.raises(UserInputError):
        register_listed(office, tmp_path / "空", listed(print_of(keys, "health")))
    assert office.store.certificates() == []
