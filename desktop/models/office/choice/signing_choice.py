"""A choice that is signed, and the question which revision counts, with what is said of each afterwards."""

from __future__ import annotations

from pathlib import Path

from desktop.models.office.outcome import DeedOutcome
from desktop.services.keys.key_files import SigningKey
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.overview.asking_which import ask_which


def signed_choice(desk: OfficeDesk, wanted: ToChoose, key: SigningKey, folder: Path) -> DeedOutcome:
    """Choose, sign the letter and write it.

    Raises:
        UserInputError, StateError, EnvironmentFault: as :func:`choose`.
    """
    path = choose(desk, wanted, key, folder)
    name = desk.unit_name(wanted.unit)
    caution = "".join(f"{one}。" for one in letter_cautions(desk, [wanted.unit], wanted.year))
    words = (
        f"{name} {wanted.year} 年已选定，转在审。选定单、邮件草稿和纸面的单子已写好，请发给单位。{caution}"
    )
    return DeedOutcome(words=words, file=path)


def written_question(desk: OfficeDesk, unit: str, year: int, folder: Path, reason: str) -> DeedOutcome:
    """Write the draft that asks which revision counts, and note it; nothing is signed or chosen.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        folder: where the draft is written.
        reason: why none is chosen.

    Raises:
        UserInputError, StateError, EnvironmentFault: as :func:`ask_which`.
    """
    path = ask_which(desk, unit, year, folder, reason)
    words = (
        "请单位说明的邮件草稿已写好，请检查后发出；已记入办理记录。没有选定任何一份，单位答复前仍是待选定。"
    )
    return DeedOutcome(words=words, file=path)
