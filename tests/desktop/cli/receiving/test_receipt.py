"""``receipt``: what was received, as a signed letter; the same again repeats its number."""

from datetime import UTC, datetime
from pathlib import Path

from desktop.services.letters.reading import read_letter
from desktop.services.office.desk import open_office_desk
from desktop.services.packages.receiving_key import create_key_of
from desktop.services.unit.letters.opening import letter_bytes
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.canonical import format_check_code
from forms.letters.kind import OfficeLetter
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.documents.builders import text_of

NOW = datetime.now(UTC)


def test_every_unit_gets_one_receipt(office, signing, tmp_path):
    words = ("receipt", "--office", office, "--year", "2025", *signing, "-o", tmp_path / "发出", "--json")
    board = run("board", "--office", office, "--year", "2025", "--json")
    taken = [row["unit"] for row in board["rows"] if row["expected"] and row["revision"] is not None]
    made = run(*words, "--all")["receipts"]
    assert taken
    assert [(one["unit"], one["n"], one["new"]) for one in made] == [(unit, 1, True) for unit in taken]
    assert all(Path(one[name]).is_file() for one in made for name in ("letter", "mail", "paper"))
    assert run(*words, "--all")["receipts"] == []
    (again,) = run(*words, "--unit", taken[0])["receipts"]
    assert again == {**made[0], "new": False}
    waiting = next(row["unit"] for row in board["rows"] if row["expected"] and row["revision"] is None)
    assert run(*words, "--unit", waiting, expect=1)["code"] == "E-DECIDE-005"


def test_it_wants_a_unit_or_all_and_the_right_passphrase(office, signing, tmp_path, monkeypatch):
    words = ("receipt", "--office", office, "--year", "2025", "-o", tmp_path / "发出", "--json")
    assert run(*words, expect=2)["code"] == "E-USAGE-001"
    assert run(*words, "--all", "--unit", "health", expect=2)["code"] == "E-USAGE-001"
    assert run(*words, "--all", expect=1)["code"] == "E-OFFICE-027"
    wrong = tmp_path / "口令.txt"
    wrong.write_text("not this one at all", encoding="utf-8")
    told = run(*words, "--all", "--key", signing[1], "--passphrase-file", wrong, expect=1)
    assert told["code"].startswith("E-KEY-")
    board = run("board", "--office", office, "--year", "2025", "--json")
    unit = next(row["unit"] for row in board["rows"] if row["revision"] is not None)
    assert run("letters", *of(office, unit), "-o", tmp_path, "--json", expect=1)["code"] == "E-DECIDE-018"


def test_a_choice_goes_out_encrypted_too(office, signing, tmp_path):
    unit = "human-resources"
    with open_office_desk(office) as desk:
        holder = UnitSubject(desk.unit_name(unit), unit, desk.region)
    key = create_key_of(holder, tmp_path / "来件.p12", "a passphrase of its own", NOW)
    second = create_identity(holder, NOW)
    (tmp_path / "签名.cer.pem").write_bytes(to_pem(second.certificate))
    files = (tmp_path / "签名.cer.pem", tmp_path / "来件.cer.pem")
    words = ("--fingerprint", key.fingerprint, "--fingerprint", second.fingerprint, "--json")
    lines = run("office", "register", "--office", office, *files, *words)["files"]
    assert [(line["unit"], line["purpose"]) for line in lines] == [(unit, "signing"), (unit, "receiving")]
    told = run("office", "register", "--office", office, files[0], *words, expect=1)
    assert told["code"] == "E-OFFICE-015"
    fork = run("show", *of(office, unit), "--json")["fork"]["candidates"]
    chosen = ("--chosen", fork[0]["check_code"], "--reason", "与盖章纸质表一致")
    made = run("choose", *of(office, unit), *chosen, *signing, "-o", tmp_path / "发出", "--json")
    assert made["letter"].endswith("-choice-1.asice.cms")
    read = read_letter(letter_bytes(Path(made["letter"]), lambda: key), NOW)
    assert (read.letter.kind, read.letter.not_chosen) == (OfficeLetter.CHOICE, (fork[1]["content_digest"],))
    assert {path.suffix for path in (tmp_path / "发出").iterdir()} == {".cms", ".eml", ".pdf"}
    paper = "".join(text_of(Path(made["paper"]).read_bytes()).split())
    chosen, other = (format_check_code(one["check_code"]) for one in fork)
    assert paper.index(chosen) < paper.index("没有选定的") < paper.index(other)


def test_all_without_doubt_is_a_list_first(office, signing, tmp_path):
    words = ("accept", "--office", office, "--year", "2025", "--all-without-doubt", "--json")
    listed = run(*words, "--dry-run", expect=1)
    assert (listed["accepted"], listed["dry_run"]) == ([], True)
    board = run("board", "--office", office, "--year", "2025", "--json")
    assert [one["unit"] for one in listed["others"]] == [
        row["unit"] for row in board["rows"] if row["expected"]
    ]
    sound = (row for row in board["rows"] if row["state"] == "received" and not row["bad"])
    unit = next(row["unit"] for row in sound if row["revision"] == 1)  # nothing was changed unasked
    waived = ("--fact", "纸质表", "--as", "不要求", "--reason", "本年只收电子件", "--json")
    run("decide", *of(office, unit), *waived)
    assert [one["unit"] for one in run(*words, "--dry-run")["accepted"]] == [unit]
    assert run(*words, expect=1)["code"] == "E-USAGE-001"
    made = run(*words, *signing, "-o", tmp_path / "发出")
    (one,) = made["accepted"]
    assert (one["unit"], Path(one["letter"]).is_file(), Path(one["paper"]).is_file()) == (unit, True, True)
    assert run(*words, "--dry-run", expect=1)["accepted"] == []
    one = ("accept", *of(office, unit), "--dry-run", "--json")
    assert run(*one, expect=1)["code"] == "E-USAGE-001"
