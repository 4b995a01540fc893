"""A folder with one sound file for each door: the seeds of mutation, and what the commands stand beside."""

from __future__ import annotations

import contextlib
import io
import shutil
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12

from desktop.__main__ import main
from desktop.services.letters.writing import packed_letter
from desktop.services.office.desk import open_office_desk
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.keys.certificate import grouped_fingerprint, to_pem
from desktop.submission.keys.key_file import to_pkcs12
from tests.desktop.services.both import certificate_of
from tests.desktop.submission.builders import health
from tests.desktop.submission.keys.test_key_file_bounds import protection
from tests.desktop.submission.receivers import office
from tests.forms.letters.test_letters import letter
from tests.fuzz.mails import mail
from tests.fuzz.runner import CELL, COMMAND_LINE, PASSPHRASE

TABLE = "代码,指标名称,分组,2019,2020\r\nlive-births,活产数,_T,2100,2050\r\nlive-births,活产数,RES=U,1,\r\n"


def set_up(folder: Path) -> None:
    """Make all sound files of the doors in an empty folder."""
    demo = folder / "demo"
    _run("demo", "-o", str(demo))
    (store,) = (path for path in demo.glob("*.db"))
    shutil.copyfile(store, folder / "a.db")
    shutil.copyfile(max(demo.glob("*.asice")), folder / "a.asice")
    shutil.copyfile(min(demo.glob("*.asice")), folder / "first.asice")
    shutil.copyfile(next(demo.glob("2-*.xlsx")), folder / "form.xlsx")
    _run("plan", "workbook", "luzhai", "-o", str(folder / "plan.xlsx"))
    _run("plan", "compile", str(folder / "plan.xlsx"), "-o", str(folder / "plan.wdpplan"))
    _run("history", "template", "--store", str(folder / "a.db"), "-o", str(folder / "history.xlsx"))
    (folder / "history.csv").write_bytes(TABLE.encode())
    (folder / "key.p12").write_bytes(to_pkcs12(health(), PASSPHRASE))
    (folder / "office.p12").write_bytes(to_pkcs12(office(), PASSPHRASE))
    (folder / "quick.p12").write_bytes(_opened_quickly())
    (folder / "a.cer.pem").write_bytes(to_pem(health().certificate))
    (folder / "a.asice.cms").write_bytes(encrypt((folder / "a.asice").read_bytes(), [office().certificate]))
    _run("office", "init", "--office", str(folder / "office.db"), "--plan", "wanghua")
    _let_the_desk_know_the_unit(folder)
    (folder / "a.eml").write_bytes(mail(("a.asice.cms", (folder / "a.asice.cms").read_bytes())))
    (folder / "letter.asice").write_bytes(packed_letter(letter(content=None), (), health()))
    (folder / "prints.txt").write_text(f"health {grouped_fingerprint(health().fingerprint)}\n", "utf-8")
    (folder / "words.txt").write_text(PASSPHRASE + "\n", "utf-8")
    (folder / "text.txt").write_text(CELL, "utf-8")
    (folder / "pasted.txt").write_text('活产数\t2,036\t１２\n"a\nb"\t95%\n', "utf-8")
    (folder / "settings.ini").write_text(f"[General]\nrecent={folder / 'a.db'}, {folder / 'b.db'}\n", "utf-8")


SEEDS = {
    "package": "a.asice",
    "log package": "a.asice",
    "plan pack": "plan.wdpplan",
    "plan workbook": "plan.xlsx",
    "form": "form.xlsx",
    "history workbook": "history.xlsx",
    "history csv": "history.csv",
    "key": "key.p12",
    "passphrase file": "words.txt",
    "certificate": "a.cer.pem",
    "receiver": "a.asice.cms",
    "store": "a.db",
    "backup": "a.db",
    "receive": "a.eml",
    "receiving": "first.asice",
    "letter": "letter.asice",
    "own figures": "history.csv",
    "base figures": "history.csv",
    "office plan": "plan.wdpplan",
    "registering": "a.cer.pem",
    "fingerprints": "prints.txt",
    **dict.fromkeys(COMMAND_LINE, "text.txt"),
    "paste": "pasted.txt",
    "settings": "settings.ini",
}
"""Door to its sound file."""


@cache
def sound(folder: Path, door: str) -> bytes:
    """The sound file of a door."""
    return (folder / SEEDS[door]).read_bytes()


def _opened_quickly() -> bytes:
    """The office's key as another program may write it, for a door that is opened ten thousand times."""
    protected = protection(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
    return pkcs12.serialize_key_and_certificates(b"x", office()._key, office().certificate, None, protected)


def _let_the_desk_know_the_unit(folder: Path) -> None:
    """An office that has registered who signed the package of the scene, and nobody else."""
    shutil.copyfile(folder / "office.db", folder / "knowing.db")
    certificate = next((folder / "demo").glob("*.cer.pem")).read_bytes()
    with open_office_desk(folder / "knowing.db") as desk:
        desk.store.register(certificate_of(certificate, "health"))
    shutil.copyfile(folder / "knowing.db", folder / "taking.db")


def _run(*words: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(list(words))
    if code != 0:
        raise RuntimeError(out.getvalue())
