"""`bootstrap.py` and `provision.py`: what they decide and answer. Nothing is installed here."""

import ast
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import bootstrap
import provision
from tests.meta.checkout import ROOT


@pytest.fixture
def checkout(tmp_path):
    """A copy of what bootstrap.py needs, under a path as people have it."""
    folder = tmp_path / "妇女 规划" / "tianbao"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("bootstrap.py", "provision.py"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def installed(checkout, monkeypatch):
    """The module with all its paths turned to the copy, and .venv there as if pip had just filled it."""
    folder = checkout / ".venv"
    interpreter = folder / provision.VENV_PYTHON.relative_to(provision.VENV)
    monkeypatch.setattr(provision, "ROOT", checkout)
    monkeypatch.setattr(provision, "VENV", folder)
    monkeypatch.setattr(provision, "VENV_PYTHON", interpreter)
    monkeypatch.setattr(provision, "INCOMPLETE", folder / "tianbao-incomplete")
    venv.create(folder, symlinks=os.name != "nt")
    with monkeypatch.context() as pip_works:
        pip_works.setattr(provision, "call", lambda *_: (0, ""))
        provision.install(["runtime", "dev"])
    return checkout


def start(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the copy as a program, from another folder, without a display."""
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("DISPLAY")}
    return subprocess.run(
        [sys.executable, str(checkout / "bootstrap.py"), *arguments],
        cwd=checkout.parent,
        env={**inherited, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# --- as a program


@pytest.mark.parametrize("arguments", [(), ("no-such-command",), ("--demo",)])
def test_a_wrong_command_is_a_usage_error(checkout, arguments):
    answer = start(checkout, *arguments)
    assert (answer.returncode, answer.stdout) == (bootstrap.USAGE, "")
    assert answer.stderr.startswith("usage:")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(checkout, option):
    answer = start(checkout, option)
    assert (answer.returncode, answer.stderr) == (bootstrap.FINE, "")
    assert all(f"\n  {command} " in answer.stdout for command in bootstrap.COMMANDS)


def test_help_reaches_a_pipe_that_knows_no_chinese(checkout):
    answer = start(checkout, "--help", PYTHONIOENCODING="cp1252")
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("safe", ["", "1"])
def test_what_lies_beside_it_is_found_also_where_python_does_not_look_there(checkout, safe):
    assert start(checkout, "--help", PYTHONSAFEPATH=safe).returncode == bootstrap.FINE


def test_build_says_that_it_is_not_there(checkout):
    answer = start(checkout, "build")
    assert answer.returncode == bootstrap.USAGE
    assert "build_spec" in answer.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_run_without_a_display_names_the_demo(checkout):
    answer = start(checkout, "run")
    assert answer.returncode == bootstrap.ENVIRONMENT
    assert len(answer.stderr.splitlines()) == 1
    assert "python3 bootstrap.py demo" in answer.stderr
    assert not (checkout / ".venv").exists()


def test_the_command_gets_its_arguments_and_its_exit_code_comes_back(installed, monkeypatch, tmp_path, capfd):
    """Where the caller stands lies another package of the same name, which must not be taken."""
    for folder, program in (
        (installed, "import os, sys; print(os.getenv('QT_QPA_PLATFORM'), ascii(sys.argv[1:])); sys.exit(7)"),
        (tmp_path, "raise SystemExit('the wrong one')"),
    ):
        (folder / "desktop").mkdir()
        (folder / "desktop" / "__init__.py").touch()
        (folder / "desktop" / "__main__.py").write_text(program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert bootstrap.start("demo", ["目录 一"]) == 7
    assert bootstrap.start("run", ["plans"]) == 7
    assert capfd.readouterr().out.splitlines() == [f"offscreen {['demo', '目录 一']!a}", "None ['plans']"]


# --- on its own


def test_an_old_python_can_read_the_file_up_to_the_sentence_for_it():
    ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_nothing_but_the_standard_library_is_imported():
    trees = [ast.parse((ROOT / name).read_text("utf-8")) for name in ("bootstrap.py", "provision.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names | {"provision"}


def test_the_stamp_changes_with_the_requirements_and_names_the_interpreter(tmp_path):
    file = tmp_path / "runtime.txt"
    file.write_bytes(b"one==1\n")
    before = provision.stamp(file)
    assert before.split()[-2] == hashlib.sha256(b"one==1\n").hexdigest()
    assert ".".join(map(str, sys.version_info[:3])) in before
    file.write_bytes(b"one==2\n")
    assert provision.stamp(file) != before


@pytest.mark.usefixtures("installed")
class TestEnvironment:
    """What is noticed about .venv, and what follows."""

    def test_a_complete_one_is_left_alone(self, monkeypatch):
        monkeypatch.setattr(provision, "call", lambda *_: pytest.fail("nothing has to be started"))
        provision.provide_requirements(["runtime", "dev"])

    @pytest.mark.parametrize("name", ["runtime", "dev"])
    def test_a_changed_requirements_file_is_noticed(self, name):
        with provision.requirements_file(name).open("a") as file:
            file.write("# changed\n")
        assert provision.outdated(["runtime", "dev"]) == [name]

    def test_an_interrupted_installation_is_noticed(self):
        provision.INCOMPLETE.touch()
        assert provision.outdated(["runtime", "dev"]) == ["runtime", "dev"]
        assert not provision.is_usable()

    def test_a_lost_interpreter_is_noticed(self):
        provision.VENV_PYTHON.unlink()
        assert provision.outdated(["runtime"]) == ["runtime"]
        assert not provision.is_usable()

    def test_one_without_pip_is_not_usable(self):
        assert not provision.is_usable()

    @pytest.mark.parametrize(("answer", "usable"), [(platform.python_version(), True), ("3.11.999", False)])
    def test_one_of_another_python_is_not_usable(self, monkeypatch, answer, usable):
        monkeypatch.setattr(provision, "call", lambda *_: (0, answer))
        assert provision.is_usable() is usable

    def test_what_the_requirements_name_no_more_is_removed(self, monkeypatch, capsys):
        """The rest is then installed again: packages of one family share files."""
        for name in (
            "pyside6_pdf-6.12.0",
            "PySide6_Essentials-6.11.3",
            "ruff-0.1",
            "pip-23.2",
            "Types.Old-1.0",
        ):
            (provision.site_packages() / f"{name}.dist-info").mkdir(parents=True, exist_ok=True)
        assert provision.dropped(["runtime", "dev"]) == ["pyside6-pdf", "types-old"]
        assert provision.dropped(["runtime"]) == ["pyside6-pdf", "ruff", "types-old"]
        steps = []
        monkeypatch.setattr(provision, "call", lambda step, _: steps.append([*map(str, step[3:])]) or (0, ""))
        provision.install(["runtime"])
        assert [step[0] for step in steps] == ["install", "uninstall", "install"]
        assert steps[1][2:] == ["pyside6-pdf", "types-old"]
        assert "pyside6-pdf types-old" in capsys.readouterr().err
        assert steps[2] == [*steps[0], "--force-reinstall"]
        assert [Path(option).stem for option in steps[0][-2:]] == ["dev", "runtime"]  # .venv holds both
        assert not provision.outdated(["runtime", "dev"])

    def test_one_that_an_older_bootstrap_made_is_looked_through_once(self):
        file = provision.stamp_file("runtime")
        file.write_text(file.read_text().rpartition(" ")[0])
        assert provision.outdated(["runtime", "dev"]) == ["runtime"]

    @pytest.mark.parametrize(("failing", "whole"), [("install", True), ("uninstall", False)])
    def test_packages_are_removed_only_once_the_new_ones_are_there(self, monkeypatch, failing, whole):
        (provision.site_packages() / "old-1.0.dist-info").mkdir()
        monkeypatch.setattr(provision, "call", lambda step, _: (int(step[3] == failing), "no network"))
        with pytest.raises(provision.SetupError, match="no network"):
            provision.install(["dev"])
        assert provision.INCOMPLETE.exists() is not whole

    @pytest.mark.parametrize(("code", "whole"), [(1, True), (-9, False)])
    def test_only_a_killed_pip_makes_it_suspect(self, monkeypatch, code, whole):
        """Without network, what was there before goes on working."""
        monkeypatch.setattr(provision, "call", lambda *_: (code, "what pip said"))
        with pytest.raises(provision.SetupError, match="what pip said"):
            provision.install(["dev"])
        assert provision.INCOMPLETE.exists() is not whole


@pytest.mark.skipif(os.name == "nt", reason="Windows brings its own libraries")
def test_only_libraries_that_cannot_be_loaded_are_missing():
    libraries = {"libc.so.6": "libc6", "libtianbao-none.so.1": "libtianbao"}
    assert provision.missing_packages(libraries) == ["libtianbao"]


@pytest.mark.parametrize("apt", ["/usr/bin/apt-get", None])
def test_who_may_not_install_gets_the_packages_named(monkeypatch, apt):
    monkeypatch.setattr(provision.shutil, "which", lambda _: apt)
    monkeypatch.setattr(provision.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(provision.SetupError, match="libgl1 libegl1") as raised:
        provision.install_packages(["libgl1", "libegl1"])
    assert ("sudo apt-get install" in str(raised.value)) == (apt is not None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
def test_tools_of_the_tests_are_installed_together_and_nothing_stops_without_them(monkeypatch, capsys):
    asked = []

    def refuse(packages):
        asked.append(packages)
        raise provision.SetupError("sudo apt-get install " + " ".join(packages))

    monkeypatch.setattr(provision, "install_packages", refuse)
    provision.provide_tools({"sh": ("dash",), "no-such-tool": ("a", "b"), "nor-this": ("c",)})
    assert asked == [["a", "b", "c"]]
    assert "sudo apt-get install a b c" in capsys.readouterr().err
    provision.provide_tools({"sh": ("dash",)})
    assert len(asked) == 1


@pytest.mark.parametrize("results", [[0], [100, 0, 0]])
def test_package_lists_are_fetched_only_when_needed(monkeypatch, results):
    started = []

    def call(arguments, _environment):
        started.append(arguments[1])
        return results[len(started) - 1], ""

    monkeypatch.setattr(provision, "call", call)
    monkeypatch.setattr(provision.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(provision.os, "geteuid", lambda: 0, raising=False)
    provision.install_packages(["libgl1"])
    assert started == ["install", "update", "install"][-len(results) :]


def test_what_leads_astray_is_taken_out_and_the_package_source_stays():
    given = {"PYTHONPATH": "x", "PIP_TARGET": "x", "PIP_USER": "1", "PIP_PROXY": "y", "HOME": "z"}
    cleaned = provision.clean_environment(given)
    assert not {"PYTHONPATH", "PIP_TARGET"} & cleaned.keys()
    assert (cleaned["PIP_USER"], cleaned["PIP_PROXY"], cleaned["HOME"]) == ("0", "y", "z")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    ("arguments", "environment", "lacks"),
    [
        ([], {}, True),
        (["--data-dir", "x"], {}, True),
        (["plans", "--json"], {}, False),
        (["--selftest"], {}, False),
        ([], {"DISPLAY": ":0"}, False),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ([], {"DISPLAY": ""}, True),
    ],
)
def test_a_display_is_needed_for_the_window_only(arguments, environment, lacks):
    assert bootstrap.lacks_display(arguments, environment) is lacks


@pytest.mark.parametrize(("code", "seen"), [(0, 0), (1, 1), (-15, 143)])
def test_an_exit_code_is_reported_as_a_shell_does(monkeypatch, code, seen):
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *_, **__: code)
    assert bootstrap.hand_over(["-V"]) == seen


@pytest.mark.parametrize(("pytest_code", "seen"), [(0, 0), (1, 1), (2, 1), (3, 3), (4, 2), (5, 2)])
def test_pytest_codes_become_ours(monkeypatch, pytest_code, seen):
    monkeypatch.setattr(bootstrap, "hand_over", lambda *_, **__: pytest_code)
    assert bootstrap.start("test", []) == seen


TWO = ["-n", "2", "--dist", "worksteal"]


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], TWO),
        (["tests/forms"], TWO),
        (["-q", "-x", "-m", "not slow", "tests/db", "tests/forms"], TWO),
        (["-k", "liuhe", "--durations=9", "--color=yes"], TWO),
        (["tests/meta/test_text.py"], []),
        (["tests/meta/test_text.py::test_one"], []),
        (["tests/forms", "--pdb"], []),
        (["tests/forms", "-s"], []),
        (["--capture=no"], []),
        (["-n", "3", "tests/forms"], []),
        (["-n0"], []),
        (["-p", "no:xdist"], []),
        (["--collect-only", "-q"], []),
    ],
)
def test_folders_use_all_processors_and_what_a_person_looks_into_stays_in_one(arguments, options):
    assert bootstrap.spread(arguments, 2, None) == options


@pytest.mark.parametrize(("free", "count"), [(None, "4"), (100_000, "4"), (5_000, "3"), (3_000, "2")])
def test_little_memory_makes_fewer_processes(free, count):
    assert bootstrap.spread([], 4, free)[1] == count


@pytest.mark.parametrize(("processors", "free"), [(1, None), (2, 2_999), (8, 0)])
def test_one_process_needs_no_other(processors, free):
    assert bootstrap.spread([], processors, free) == []


def test_free_memory_is_what_can_be_had_without_swapping(tmp_path):
    told = tmp_path / "meminfo"
    assert bootstrap.free_megabytes(told) is None
    told.write_text("MemTotal:  8000000 kB\nMemFree:  100000 kB\nMemAvailable:    4096000 kB\n", "ascii")
    assert bootstrap.free_megabytes(told) == 4000
    told.write_text("MemTotal:  8000000 kB\n", "ascii")
    assert bootstrap.free_megabytes(told) is None


def test_the_options_reach_pytest_before_those_of_the_person(monkeypatch):
    given = []
    monkeypatch.setattr(bootstrap, "spread", lambda *_: ["-n", "2"])
    monkeypatch.setattr(bootstrap, "hand_over", lambda arguments, **_: given.extend(arguments) or 0)
    assert bootstrap.start("test", ["tests/forms"]) == 0
    assert given == ["-m", "pytest", "-n", "2", "tests/forms"]
