"""Empty texts where a file is meant, and file names and codes with characters that turn a line."""

import json

import pytest

TURNING = "\u202e"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("init", "--store", "a.db", "--plan", "", "--unit", "health"), "没有写代号或文件名"),
        (("init", "--store", "", "--plan", "wanghua", "--unit", "health"), "没有写文件名"),
        (("plan", "show", " "), "没有写代号或文件名"),
        (("verify", ""), "没有写文件名"),
        (("verify", "a.asice", "--plan", ""), "没有写代号或文件名"),
        (("verify", "a.asice", "--trust", "health="), "没有写代号或文件名"),
        (("backup", "--store", "a.db", "-o", ""), "没有写文件名"),
        (("receive", ""), "没有写文件名"),
    ],
)
def test_an_empty_text_is_no_file_and_no_plan(tianbao, arguments, words):
    told = tianbao(*arguments, expect=2).stderr
    assert words in told
    assert "E-USAGE-001" in told


def test_a_file_that_we_make_has_a_name_that_reads_as_it_is(tianbao, store, tmp_path):
    made = ("--plan", "wanghua", "--unit", "health")
    for bad, number in ((TURNING, "U+202E"), ("\u200f", "U+200F"), ("\x1b", "U+001B"), ("\n", "U+000A")):
        for command in (
            ("init", *made, "--store", tmp_path / f"a{bad}b.db"),
            ("template", "--store", store, "--year", 2025, "-o", tmp_path / f"a{bad}b.xlsx"),
        ):
            told = tianbao(*command, expect=1).stderr
            assert "E-FILE-011" in told
            assert number in told
            assert bad not in told.rstrip("\n")
    assert not list(tmp_path.glob("a*b.*"))


def test_what_a_sentence_quotes_does_not_turn_it(tianbao, tmp_path):
    file = tmp_path / f"a{TURNING}b.txt"
    file.write_text("Dear Sir")
    init = ("init", "--store", tmp_path / "c.db", "--plan", "wanghua", "--unit", f"he{TURNING}alth")
    of_plan, wrong = ("plan", "show", f"x{TURNING}"), ("manual", "-o", "a.pdf", f"--x{TURNING}")
    for code, command in ((1, ("verify", file)), (1, init), (1, of_plan), (2, wrong)):
        done = tianbao(*command, expect=code)
        assert TURNING not in done.stdout + done.stderr
        assert "⟨U+202E⟩" in done.stdout + done.stderr
    done = tianbao("verify", file, "--json", expect=1)
    assert TURNING not in done.stdout
    json.loads(done.stdout)


def test_what_a_sentence_quotes_begins_no_line_of_the_answer(tianbao, store, tmp_path):
    """A file, a code or a cell whose name has line breaks, such as a file that somebody sent."""
    said = "✓ 验证通过。"
    name = f"x\n{said}\ny"
    (tmp_path / name).write_text("Dear Sir")
    for code, command in (
        (1, ("verify", tmp_path / name)),
        (1, ("fill", "--store", store, "--year", 2025, tmp_path / name)),
        (3, ("check", "--store", tmp_path / f"{name}.db", "--year", 2025)),
        (1, ("get", "--store", store, "--year", 2025, name)),
        (1, ("plan", "show", name)),
        (2, ("check", "--store", store, "--year", name)),
        (2, ("plans", f"--{name}")),
        (2, ("plans", tmp_path / name)),
        (1, ("set", "--store", store, "--year", 2025, "maternal-health/01/_T", name)),
    ):
        done = tianbao(*command, expect=code)
        told = done.stdout + done.stderr
        assert said in told
        assert not any(line.startswith(said) for line in told.splitlines()), command
        assert "argument" not in told
        assert "unrecognized" not in told
