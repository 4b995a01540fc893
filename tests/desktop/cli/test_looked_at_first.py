"""A key file is looked at before a passphrase is asked for, and a list of fingerprints before it is used."""

import pytest

from desktop.__main__ import main
from desktop.submission.keys.certificate import to_pem
from tests.desktop.kinds import files
from tests.desktop.submission.builders import health, sound_package

KEY_COMMANDS = {
    "key show": "key show --key FILE",
    "key import": "key import FILE --key NEW",
    "key sheet": "key sheet --for receiving --plan wanghua --key FILE -o sheet.pdf",
    "decrypt": "decrypt SEALED --key FILE -o .",
    "plan compile": "plan compile none.xlsx -o out.wdpplan --key FILE --approved-by 甲",
    "plan owners": "plan owners wanghua confirm none.xlsx --by 甲 --date 2026-01-01 -o . --key FILE",
}
PRIVATE = b"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"
FOREIGN = {
    "a.pdf": (b"%PDF-1.7", "PDF 文件"),
    "r1.asice": (sound_package(), "报送包（.asice）"),
    "k.pem": (PRIVATE, "私钥"),
    "a.cer.pem": (to_pem(health().certificate), "公开证书"),
    "a": (b"", "空文件"),
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIANBAO_PASSPHRASE", raising=False)
    from desktop.submission.encryption.envelope import encrypt
    from tests.desktop.submission.receivers import office

    (tmp_path / "sealed.cms").write_bytes(encrypt(b"x", [office().certificate]))
    return tmp_path


def answer(capsys, line, name):
    known = {"FILE": name, "NEW": "new.p12", "SEALED": "sealed.cms"}
    code = main([known.get(word, word) for word in line.split()])
    return code, "".join(capsys.readouterr())


@pytest.mark.parametrize("command", KEY_COMMANDS)
@pytest.mark.parametrize("name", FOREIGN)
def test_of_another_file_no_passphrase_is_asked(place, capsys, command, name):
    data, word = FOREIGN[name]
    (place / name).write_bytes(data)
    code, told = answer(capsys, KEY_COMMANDS[command], name)
    assert code != 0
    assert f"“{name}”是" in told
    assert word in told
    assert "口令" not in told


@pytest.mark.parametrize("command", KEY_COMMANDS)
def test_of_a_file_that_is_not_there_no_passphrase_is_asked(place, capsys, command):
    code, told = answer(capsys, KEY_COMMANDS[command], "gone.p12")
    assert code != 0
    assert "gone.p12" in told
    assert "口令" not in told


LISTS = {
    **{name: (data, word) for name, (data, word) in FOREIGN.items()},
    "a.xlsx": (files.workbook(), "Excel 工作簿"),
    "a.eml": (files.mail(), "邮件"),
    "b.txt": ("正确的马电池订书钉".encode(), "没有一行"),
    "c.txt": (b"\n# nothing\n", "没有一行"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_file_that_is_no_list_of_fingerprints_is_said_to_be_what_it_is(place, capsys, name):
    data, word = LISTS[name]
    (place / name).write_bytes(data)
    assert main(["office", "init", "--office", "o.db", "--plan", "wanghua"]) == 0
    assert main(["office", "people", "set", "--office", "o.db", "王芳", "组长"]) == 0
    (place / "health.cer.pem").write_bytes(to_pem(health().certificate))
    capsys.readouterr()
    line = f"office register --office o.db health.cer.pem --fingerprints {name} --by 王芳"
    assert main(line.split()) == 1
    told = "".join(capsys.readouterr())
    assert f"“{name}”" in told
    assert word in told
    assert "指纹清单" in told
    assert "没有登记" not in told
    assert "马电池" not in told


def test_a_list_in_gbk_is_read(place, capsys):
    from desktop.services.office.registry.fingerprints import read_prints

    (place / "l.txt").write_bytes("# 卫健局\nhealth ".encode("gbk") + b"ab" * 32 + b"\nx y\n")
    found, problems = read_prints(place / "l.txt")
    assert ([one.unit for one in found], len(problems)) == (["health"], 1)


def test_a_request_for_a_certificate_is_named_in_one_sentence(place, capsys):
    (place / "csr.pem").write_bytes(PRIVATE.replace(b"PRIVATE KEY", b"CERTIFICATE REQUEST"))
    (place / "r1.asice").write_bytes(sound_package())
    _, told = answer(capsys, "verify r1.asice --trust FILE", "csr.pem")
    assert "“csr.pem”是证书申请（还没有签发成证书），不是证书。" in told
