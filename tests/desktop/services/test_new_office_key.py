"""A new key of the office that no task brought to the units yet: whoever signs with it is told."""

import pytest

from db.office.records import CertificatePurpose
from desktop.models.office.review.letter_deeds import LetterDeed, sign_letter
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.registry.keys import create_office_key
from desktop.services.unit.letters.opening import open_letter
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.both import BIRTHS, YEAR
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.tasks import confirmed, task

SAID = (
    "任务还没有带过这把签名密钥的证书，单位打不开：先写一份布置任务发给单位；用原密钥签的，单位不用再核对指纹"
)


@pytest.fixture
def renewed(both):
    """An office that wrote its task and then made another key."""
    both.office.adopt_plan_from(confirmed(both.office.pack), 2021, "")
    open_letter(both.desk, task(both.office, both.office_key, both.folder).stored.data)
    place = both.folder / "新.p12"
    return create_office_key(both.office, CertificatePurpose.SIGNING, place, PASSPHRASE), place


def test_units_cannot_open_what_it_signs_before_the_next_task(both, renewed):
    new, _ = renewed
    receipt(both.office, "health", YEAR, both.office_key, both.folder)
    assert letter_cautions(both.office, ["health"], YEAR) == []
    both.ask(BIRTHS, "请核对")
    done = sign_letter(both.office, "health", YEAR, LetterDeed.RETURN, new, both.folder, "")
    assert done.words.endswith(f"注意：{SAID}。")
    with pytest.raises(UserInputError) as caught:
        open_letter(both.desk, done.file.read_bytes())
    assert caught.value.code is OpenCode.TASK_FIRST
    open_letter(both.desk, task(both.office, both.office_key, both.folder).stored.data)
    assert letter_cautions(both.office, ["health"], YEAR) == []
    assert open_letter(both.desk, done.file.read_bytes()).is_applied


def test_the_command_says_so(both, renewed, tmp_path, monkeypatch):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", PASSPHRASE)
    path = both.office.path
    both.office.close()
    run("question", "add", *of(path, "health"), "--filing", "--text", "请核对全表")
    told = run("return", *of(path, "health"), "--key", renewed[1], "-o", tmp_path / "发出")
    assert told.splitlines()[-1] == SAID
