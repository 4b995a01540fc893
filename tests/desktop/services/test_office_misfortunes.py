"""The office is killed between deciding and writing, works with a copied backup, and is imitated."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.services.keeping import back_up
from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake.receiving import Batch, FileOutcome, receive
from desktop.services.office.letters.asking import send_return
from desktop.services.unit.desk import open_desk
from desktop.services.unit.letters.opening import open_letter
from desktop.submission.keys.certificate import OFFICE
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.canonical import digest_of
from forms.codes.letter import OpenCode
from forms.errors import TianbaoError, UserInputError
from forms.receiving.asking import QuestionState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.tasks import confirmed, task

KILLED = """
import os, pathlib, signal, sys
from desktop.__main__ import main
from desktop.services import files
def put(self, target):
    os.kill(os.getpid(), signal.SIGKILL)
pathlib.Path.replace = put
main(sys.argv[1:])
"""
"""The program, killed when the letter's file would be put in its place: after the store's commit."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_letter_that_was_decided_and_not_written_is_written_again(both, tmp_path, capsys):
    id_ = both.ask(BIRTHS, "与公安人口数不符，请核对")
    path, secret = both.office.path, tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    both.office.close()
    out = tmp_path / "发出"
    words = ["--office", str(path), "--unit", "health", "--year", str(YEAR), "-o", str(out)]
    command = ["return", *words, "--passphrase-file", str(secret), "--by", "陈静"]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *command],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode == -9
    assert [one.name for one in out.glob("*.asice")] == []
    assert main(["letters", *words]) == 0
    capsys.readouterr()
    (letter,) = out.glob("*.asice")
    assert [one.name for one in out.iterdir() if one.name.startswith(".")] == []
    with open_office_desk(path, "陈静", both.office.clock) as again:
        (stored,) = again.store.letters("health", YEAR)
        assert digest_of(letter.read_bytes()) == stored.digest
        assert again.store.verify_log().ok
        both.office = again
        assert both.states == [QuestionState.SENT]
        opened = open_letter(both.desk, letter.read_bytes())
    assert opened.is_applied
    assert opened.read.letter.questions == (id_,)


def test_a_desk_that_goes_on_with_a_copied_backup_is_noticed_at_the_unit(both, tmp_path):
    """Copied into its place instead of restored: the desk knows nothing of what it sent since."""
    backup, path = back_up(both.office, tmp_path / "备份", "x"), both.office.path
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    open_letter(both.desk, both.send())
    both.office.close()
    shutil.copy(backup, path)
    with open_office_desk(path, "陈静", both.desk.clock) as again:
        both.office = again
        both.ask(ABORTIONS, "比上年多，请说明原因")
        # In the folder lies the letter that bears the number, and it says something else.
        before = {one.name: one.read_bytes() for one in both.folder.iterdir() if one.is_file()}
        with pytest.raises(TianbaoError) as caught:
            both.send()
        assert caught.value.code == "E-DECIDE-028"
        assert "备份" in caught.value.message
        assert {one.name: one.read_bytes() for one in both.folder.iterdir() if one.is_file()} == before
        assert again.store.letters("health", YEAR) == []
        both.folder = tmp_path / "另一个文件夹"
        data = both.send()
    held = both.desk.path.read_bytes()
    with pytest.raises(UserInputError) as refused:
        open_letter(both.desk, data)
    assert refused.value.code is OpenCode.CONTRADICTS
    assert both.desk.path.read_bytes() == held


def imitated(both):
    """A key that anybody can make: its certificate names the office."""
    plan = both.office.plan
    return create_identity(UnitSubject(plan.office, OFFICE, plan.region_code), both.office.clock())


def test_whoever_signs_as_the_office_is_refused_at_the_unit(both):
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    genuine, both.office_key = both.office_key, imitated(both)
    letter, held = both.send(), both.desk.path.read_bytes()
    forged = task(_with_owners(both), both.office_key, both.folder).stored.data
    for data, typed, code in (
        (letter, None, OpenCode.TASK_FIRST),
        (letter, both.office_key.fingerprint, OpenCode.TASK_FIRST),
        (forged, None, OpenCode.NOT_TRUSTED),
        (forged, genuine.fingerprint, OpenCode.FINGERPRINT),
    ):
        with pytest.raises(UserInputError) as caught:
            open_letter(both.desk, data, typed)
        assert caught.value.code is code
    assert both.desk.path.read_bytes() == held


def _with_owners(both):
    both.office.adopt_plan_from(confirmed(both.office.pack), 2021, "")
    return both.office


def test_a_unit_without_a_file_begins_with_the_task_alone(both, tmp_path, capsys):
    """Its county has a plan of its own, and nothing but the task came."""
    sent = task(_with_owners(both), both.office_key, both.folder)
    new = tmp_path / "新建.db"
    assert main(["init", "--store", str(new), "--plan", str(sent.path), "--unit", "health"]) == 0
    assert "任务本身还没有采用" in capsys.readouterr().out
    with open_desk(new, both.office.clock) as desk:
        assert desk.pack.digest == both.office.pack_of(YEAR).digest
        with pytest.raises(UserInputError) as caught:
            open_letter(desk, sent.stored.data)
        assert caught.value.code is OpenCode.NOT_TRUSTED
        assert open_letter(desk, sent.stored.data, both.office_key.fingerprint).is_applied
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    letter = send_return(both.office, "health", YEAR, both.office_key, both.folder)
    again = ["init", "--store", str(tmp_path / "x.db"), "--plan", str(letter), "--unit", "health"]
    assert main(again) == 1
    assert "规划数据包" in capsys.readouterr().err
    assert not (tmp_path / "x.db").exists()


def test_a_task_that_is_handed_to_the_desk_is_called_one(both, capsys):
    sent = task(_with_owners(both), both.office_key, both.folder)
    (report,) = receive(both.office, Batch([sent.path]))
    assert (report.reception, report.letter) == (FileOutcome.REFUSED, "task")
    path = both.office.path
    both.office.close()
    assert main(["receive", "--office", str(path), str(sent.path)]) == 1
    assert "布置任务" in capsys.readouterr().out
    assert main(["receive", "--office", str(path), str(sent.path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)
