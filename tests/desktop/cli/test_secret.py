"""A passphrase file is read as any editor writes it, and never quoted."""

from argparse import Namespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cli.secret import _one_line, passphrase
from forms.errors import TianbaoError, UserInputError

WORDS = "只有我知道的话 1 "


def read(path, data):
    path.write_bytes(data)
    return passphrase(Namespace(passphrase_file=path))


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
        (b"", "gbk"),
    ],
)  # fmt: skip
def test_every_editor_writes_the_same_passphrase(tmp_path, mark, encoding, end):
    assert read(tmp_path / "w.txt", mark + (WORDS + end).encode(encoding)) == WORDS


@pytest.mark.parametrize(
    "data",
    [
        "secret words".encode("utf-16-le"), "secret".encode("utf-32"), b"secret\0", b"secret\nsecond line",
        b"\xff\xfesecret!", b"\xff\xfe\x00\xd8", bytes(range(256)), b"secret\x1b[2J", b"secret\xff",
        b"PK\x03\x04secret", "secret\u2028second".encode(), b"", b"\r\n", b"\xff\xfe", b"\xef\xbb\xbf\n",
    ],
)  # fmt: skip
def test_anything_else_is_refused_without_quoting_it(tmp_path, data):
    with pytest.raises(UserInputError) as caught:
        read(tmp_path / "w.txt", data)
    assert caught.value.code == "E-KEY-026"
    assert "secret" not in f"{caught.value!r}{caught.value.details}"
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "text", ["只有我知道的话", "望花区卫健局口令", "口令abc123", "secret words", "春眠不觉晓\r\n"]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_passphrase_in_utf_16_without_a_mark_is_not_taken_for_another_one(tmp_path, text, encoding):
    with pytest.raises(UserInputError, match="UTF-16") as caught:
        read(tmp_path / "w.txt", text.encode(encoding))
    assert caught.value.code == "E-KEY-026"
    assert text.strip() not in caught.value.message


@given(st.text(st.characters(codec="gb2312", exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_usual_characters_in_gbk_are_never_taken_for_utf_16(text):
    data = text.encode("gb2312")
    try:
        data.decode()
    except UnicodeDecodeError:
        assert _one_line(data) == data.decode("gb18030")


def test_a_huge_file_is_no_passphrase(tmp_path):
    with pytest.raises(TianbaoError) as caught:
        read(tmp_path / "w.txt", b"secret" * 10_000)
    assert caught.value.code == "E-FILE-005"


def typing(monkeypatch, text):
    monkeypatch.delenv("TIANBAO_PASSPHRASE", raising=False)
    monkeypatch.setattr("desktop.cli.secret._somebody_can_type", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: text)
    return Namespace(passphrase_file=None)


@pytest.mark.parametrize("text", ["secret\udcff", "\ud83d", "secret\udce5\udcad"])
@pytest.mark.parametrize("new", [False, True])
def test_what_a_console_in_another_encoding_gives_is_refused_without_quoting_it(monkeypatch, text, new):
    with pytest.raises(UserInputError) as caught:
        passphrase(typing(monkeypatch, text), new=new)
    assert caught.value.code == "E-KEY-028"
    assert "secret" not in f"{caught.value!r}{caught.value.details}"
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("text", ["secret\x1b[A", "secret\0", "secret\nsecond", "\x7f"])
def test_a_new_passphrase_has_no_characters_that_nobody_can_repeat(monkeypatch, text):
    with pytest.raises(UserInputError) as caught:
        passphrase(typing(monkeypatch, text), new=True)
    assert caught.value.code == "E-KEY-028"
    assert passphrase(typing(monkeypatch, text)) == text, "an older key may have it"


@given(st.binary(max_size=40))
def test_any_bytes_are_one_line_or_refused(data):
    try:
        text = _one_line(data)
    except UserInputError:
        return
    assert "\0" not in text
    assert len((text + ".").splitlines()) == 1
    text.encode()


@pytest.mark.parametrize("value", [b"secret\xff\xfe", b"\xbf\xda\xc1\xee secret", b"\xed\xa0\x80secret"])
def test_a_variable_that_is_no_text_is_refused_without_quoting_it(monkeypatch, value):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", value.decode("utf-8", "surrogateescape"))
    with pytest.raises(UserInputError, match="TIANBAO_PASSPHRASE 里的口令不是可读的文字") as caught:
        passphrase(Namespace(passphrase_file=None))
    assert caught.value.code == "E-KEY-027"
    assert "secret" not in caught.value.message
    assert caught.value.__suppress_context__
