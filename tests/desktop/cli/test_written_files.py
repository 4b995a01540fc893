"""Files that commands write: an ending that says what is in them, and a certificate beside each key."""

import json

import pytest

from desktop.cli.main import run
from desktop.cli.parser import build_parser

WRITERS = {
    "template": (("template", "--year", "2025", "-o"), ".xlsx"),
    "history": (("history", "template", "-o"), ".xlsx"),
    "handover": (("handover", "-o"), ".pdf"),
    "log": (("log", "--export"), ".xlsx"),
    "print": (("print", "--year", "2025", "-o"), ".pdf"),
    "past": (("past", "--year", "2025", "--revision", "1", "--print"), ".pdf"),
    "sheet": (("key", "sheet", "--key", "k.p12", "-o"), ".pdf"),
}


def main(words):
    return run(build_parser().parse_args(words))


@pytest.mark.parametrize("command", WRITERS)
def test_an_ending_that_promises_something_else_is_refused(store, tmp_path, capsys, command):
    words, fits = WRITERS[command]
    for name in ("l.txt", "l.docx", "l", f"l{ {'.pdf': '.xls', '.xlsx': '.pdf'}[fits] }", f"l{fits}.exe"):
        assert main([*words, str(tmp_path / name), "--store", str(store)]) == 1
        told = capsys.readouterr().err
        assert "E-FILE-010" in told or "E-PRINT-001" in told, name
        assert fits in told
        assert not (tmp_path / name).exists()


def test_a_plan_workbook_has_the_ending_of_one(tmp_path, capsys):
    assert main(["plan", "workbook", "wanghua", "-o", str(tmp_path / "p.pdf")]) == 1
    assert "E-FILE-010" in capsys.readouterr().err


def test_the_way_back_from_another_units_backup_is_one_that_works(store, tmp_path, capsys):
    other = tmp_path / "教.db"
    assert main(["init", "--store", str(other), "--plan", "liuhe", "--unit", "education"]) == 0
    capsys.readouterr()
    assert main(["restore", str(other), "--store", str(store)]) == 1
    assert "E-DB-031" in capsys.readouterr().err
    assert main(["restore", str(other), "--store", str(store), "--other-unit"]) == 0
    told = capsys.readouterr().out
    way = next(line for line in told.splitlines() if line.startswith("要撤销")).partition("tianbao ")[2]
    assert main(way.split()) == 0
    assert "区卫生健康局" in told


@pytest.fixture
def key(store, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", "correct horse battery")
    path = tmp_path / "k.p12"
    assert main(["key", "new", "--store", str(store), "--key", str(path)]) == 0
    capsys.readouterr()
    return path


def test_a_certificate_that_is_gone_is_written_again(key, tmp_path, capsys):
    certificate = tmp_path / "k.cer.pem"
    before = certificate.read_bytes()
    certificate.unlink()
    assert main(["key", "show", "--key", str(key)]) == 0
    assert "已重新写出" in capsys.readouterr().out
    assert certificate.read_bytes() == before
    assert main(["key", "show", "--key", str(key), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["certificate"] == str(certificate)


def test_another_certificate_beside_the_key_is_not_called_its_own(store, key, tmp_path, capsys):
    assert main(["key", "new", "--store", str(store), "--key", str(tmp_path / "o.p12")]) == 0
    other = (tmp_path / "o.cer.pem").read_bytes()
    (tmp_path / "k.cer.pem").write_bytes(other)
    capsys.readouterr()
    assert main(["key", "show", "--key", str(key)]) == 0
    assert "不是这个密钥的证书" in capsys.readouterr().out
    assert (tmp_path / "k.cer.pem").read_bytes() == other


def test_whoever_is_interrupted_between_key_and_certificate_makes_both_again(store, tmp_path, monkeypatch):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", "correct horse battery")
    from desktop.services.keys import key_files

    really, written = key_files.write_file, []

    def killed_after_the_first(path, data):
        if written:
            raise KeyboardInterrupt
        written.append(path)
        really(path, data)

    monkeypatch.setattr(key_files, "write_file", killed_after_the_first)
    new = ["key", "new", "--store", str(store), "--key", str(tmp_path / "k.p12")]
    with pytest.raises(KeyboardInterrupt):
        main(new)
    monkeypatch.setattr(key_files, "write_file", really)
    assert main(new) == 0
