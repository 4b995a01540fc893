"""What was exported is what the store says was made and the disk says is there, whatever happened since."""

import shutil

import pytest

from desktop.services.packages.encryption import read_receiver
from desktop.services.packages.receiving_key import create_key_for_receiving
from desktop.services.unit.filing.archive import past_submission
from desktop.services.unit.filing.exported import standing_export, why_nothing_stands
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import open_year
from tests.desktop.services.conftest import PASSPHRASE, START


@pytest.fixture
def out(tmp_path):
    return tmp_path / "报送 文件夹"


@pytest.fixture
def exported(final, identity, out):
    return export(final, identity, out)


@pytest.fixture
def receiver(pack, tmp_path):
    create_key_for_receiving(pack.plan, tmp_path / "office.p12", PASSPHRASE, START)
    return read_receiver(tmp_path / "office.cer.pem", START)


def test_before_an_export_nothing_stands(final, out):
    assert standing_export(final, [out]) is None


def test_after_a_withdrawal_it_is_not_said_that_nothing_was_exported(final, out, identity):
    assert why_nothing_stands(final) == "还没有导出。"
    export(final, identity, out)
    withdraw(final, "更正一格")
    assert standing_export(final, [out]) is None
    assert why_nothing_stands(final).startswith("第 1 次报送导出过，后来撤回了")


def test_what_was_exported_is_found_again_as_it_was(final, exported, out, reopen):
    found = standing_export(final, [out])
    assert found.made == exported
    assert (found.revision, found.has_mail, found.trouble, found.others) == (1, True, "", ())
    final.desk.close()
    with reopen() as desk:
        assert standing_export(open_year(desk, 2025), [out]).made == exported, "a restart knows as much"


def test_a_package_that_was_moved_is_found_where_it_is_looked_for(final, exported, out, tmp_path):
    moved = tmp_path / "U 盘"
    out.rename(moved)
    assert standing_export(final, [out]).made is None
    assert standing_export(final, [out, moved]).made.path == moved / exported.path.name


def test_a_package_that_is_gone_is_not_offered(final, exported, out):
    exported.path.unlink()
    found = standing_export(final, [out])
    assert (found.made, found.has_mail) == (None, False)
    assert exported.path.name in found.trouble
    assert str(out) in found.trouble


@pytest.mark.parametrize("content", [b"", b"another file"], ids=["empty", "another"])
def test_a_package_that_was_replaced_is_not_offered(final, exported, out, content):
    exported.path.write_bytes(content)
    found = standing_export(final, [out])
    assert found.made is None
    assert "请勿外送" in found.trouble


def test_a_folder_in_its_place_is_no_package(final, exported, out):
    exported.path.unlink()
    exported.path.mkdir()
    assert standing_export(final, [out]).made is None


def test_a_mail_draft_is_offered_only_with_this_very_file_in_it(final, exported, out):
    draft = exported.mail_path.read_bytes()
    exported.mail_path.write_bytes(b"Subject: hello\r\n\r\nno attachment\r\n")
    found = standing_export(final, [out])
    assert found.made == exported
    assert not found.has_mail
    assert "请勿发出" in found.trouble
    exported.mail_path.unlink()
    assert not standing_export(final, [out]).has_mail
    exported.mail_path.write_bytes(draft)
    assert standing_export(final, [out]).has_mail


def test_after_withdrawing_nothing_stands_and_the_next_revision_begins_anew(final, identity, exported, out):
    withdraw(final, "更正活产数")
    assert standing_export(final, [out]) is None
    finalise(final)
    assert standing_export(final, [out]) is None, "the first revision's file is no export of the second"
    second = export(final, identity, out)
    found = standing_export(final, [out])
    assert found.made == second
    assert found.made.path != exported.path
    assert set(found.others) == {exported.path.name, exported.mail_path.name}


def test_the_first_revision_under_the_second_ones_name_is_not_offered(final, identity, exported, out):
    kept = exported.path.read_bytes()
    withdraw(final, "更正活产数")
    finalise(final)
    second = export(final, identity, out)
    second.path.write_bytes(kept)
    assert standing_export(final, [out]).made is None


def test_exporting_again_offers_the_newer_one_and_either_where_it_lies(
    final, identity, exported, out, tmp_path
):
    again = export(final, identity, tmp_path / "U 盘")
    assert standing_export(final, [out, tmp_path / "U 盘"]).made == again
    shutil.rmtree(tmp_path / "U 盘")
    assert standing_export(final, [tmp_path / "U 盘", out]).made == exported, (
        "the same figures, signed before"
    )


def test_what_was_sent_encrypted_is_never_offered_plain(final, identity, exported, receiver, out):
    sealed = export(final, identity, out, [receiver])
    found = standing_export(final, [out])
    assert found.made.sent == sealed.sent
    assert found.made.encrypted.openers == ("望花区统计局",)
    assert found.made.digest == sealed.digest
    assert found.has_mail
    assert past_submission(final.desk, 2025, 1).exports == 2, "once plain, once encrypted"
    sealed.sent.unlink()
    gone = standing_export(final, [out])
    assert gone.made is None
    assert exported.path.exists(), "though the plain one of before lies there"


def test_the_copy_that_stays_is_not_called_whole_when_it_is_gone(final, identity, receiver, out):
    sealed = export(final, identity, out, [receiver])
    sealed.path.unlink()
    found = standing_export(final, [out])
    assert found.made.sent == sealed.sent
    assert found.made.digest == ""
