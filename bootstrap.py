"""Set up this checkout and start something in it: ``python3 bootstrap.py demo|run|test|lint|bench|build``.

A developer, a tester or a CI job needs nothing but Python 3.11 and this checkout. What the machine and
``.venv`` lack is provided first (``provision.py`` beside this file), then the command is started there.

Exit codes: 0 fine, 1 the answer is no, 2 usage, 3 the environment is not fit.

Only the standard library, and no syntax newer than Python 3.6, so that an old interpreter gets as far as
the sentence that tells which version is needed.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

FINE, ANSWER_IS_NO, USAGE, ENVIRONMENT = 0, 1, 2, 3

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is started with
    sys.stderr.write("需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed\n")
    sys.exit(ENVIRONMENT)

if str(Path(__file__).resolve().parent) not in sys.path:  # with -P or PYTHONSAFEPATH Python leaves it out
    sys.path.insert(0, str(Path(__file__).resolve().parent))
import provision  # noqa: E402 - an older Python could not read it

USAGE_TEXT = """\
usage: python3 bootstrap.py COMMAND [ARGUMENT ...]

  demo    演示，不需要显示器 / a whole year in one go, without a display
  run     打开程序，或执行一条命令 / open the window, or carry out one command
  test    测试 / pytest
  lint    检查代码 / ruff, mypy, import-linter
  bench   性能 / the benchmarks
  build   制作安装包 / the installable program

Arguments are passed on. The exit code is 0 fine, 1 the answer is no, 2 usage, 3 environment."""

NO_DISPLAY = "没有显示器，可以运行演示 / there is no display here, but this works: python3 bootstrap.py demo"

# Shared library -> the Debian package that brings it. Found by starting Qt in a minimal system and adding
# what was missing; Qt's own wheels bring everything else.
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
ON_SCREEN = {
    **OFFSCREEN,
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}

# Programs of other people by which tests check ours -> the Debian packages that bring them. Without one its
# tests are skipped, and the last line of the run names it.
TOOLS = {
    "openssl": ("openssl",),
    "unzip": ("unzip",),
    "pdftotext": ("poppler-utils",),
    "fc-list": ("fontconfig",),
    "Xvfb": ("xvfb",),
    "xdotool": ("xdotool",),
    "openbox": ("openbox",),
    "java": ("default-jre-headless", "libpdfbox2-java"),
}

# What a command needs: requirements files, system libraries.
COMMANDS: dict[str, tuple[list[str], dict[str, str]]] = {
    "demo": (["runtime"], OFFSCREEN),
    "run": (["runtime"], ON_SCREEN),
    "test": (["runtime", "dev"], OFFSCREEN),
    "lint": (["runtime", "dev"], {}),
    "bench": (["runtime", "dev"], OFFSCREEN),
    "build": (["runtime", "dev"], ON_SCREEN),  # they are packed together with the program
}

# Options that are answered on the terminal; commands are too, everything else opens the window.
ANSWERED_HERE = {"-h", "--help", "--selftest", "--version"}

# import-linter cannot be started with -m, and the scripts in .venv do not survive a move of the checkout.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main()"
LINTERS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", LINT_IMPORTS),
}

# pytest's exit codes for: interrupted (also by a test file that cannot be imported), internal error, usage,
# no test selected.
PYTEST_CODES = {2: ANSWER_IS_NO, 3: ENVIRONMENT, 4: USAGE, 5: USAGE}

# Arguments with which a person looks into a run, which then stays in one process.
WATCHING = ("-s", "--capture", "--pdb", "--trace", "--collect-only", "-n", "--numprocesses", "-p")

# Megabytes that a process of the whole suite takes at its peak, with what its tests start; measured.
PER_PROCESS = 1_500


def lacks_display(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether ``run`` with these arguments would open the window where there is no screen to show it."""
    answers_here = arguments and (not arguments[0].startswith("-") or arguments[0] in ANSWERED_HERE)
    has_screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return sys.platform.startswith("linux") and not answers_here and not has_screen


def hand_over(arguments: Sequence[str], *, headless: bool = True, folder: Path | None = None) -> int:
    """Run the interpreter of .venv and return its exit code as a shell reports it."""
    environment = provision.clean_environment(os.environ)
    if headless:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    if headless and provision.ON_WINDOWS:  # where this platform of Qt looks for fonts nowhere else
        environment["QT_QPA_FONTDIR"] = str(provision.ROOT / "resources" / "fonts")
    code = subprocess.call([str(provision.VENV_PYTHON), *arguments], env=environment, cwd=folder)
    return 128 - code if code < 0 else code


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def free_megabytes(told: Path = Path("/proc/meminfo")) -> int | None:
    """Return how much memory is free, None where the system does not tell it in a file."""
    if not told.exists():
        return None
    found = re.search(r"^MemAvailable: +(\d+) kB", told.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) // 1024 if found else None


def spread(arguments: Sequence[str], processes: int, free: int | None) -> list[str]:
    """Return the options by which pytest runs these tests in several processes.

    None for files and single tests, so that prints and the debugger reach the person who chose them.

    Args:
        arguments: those of the person.
        processes: how many there may be.
        free: memory in megabytes, None where it is not known.
    """
    if any(argument.startswith(WATCHING) or ".py" in argument for argument in arguments):
        return []
    count = processes if free is None else min(processes, free // PER_PROCESS)
    # Each takes a run of neighbouring tests, so that fixtures of a module are made once, and takes over half
    # of what another has left when it has finished.
    return ["-n", str(count), "--dist", "worksteal"] if count > 1 else []


def lint() -> int:
    """Run every linter, also after one has failed, so that one run tells everything."""
    failed = []
    for name, arguments in LINTERS.items():
        provision.say(f"--- {name}")
        if hand_over(arguments, folder=provision.ROOT) != FINE:
            failed.append(name)
    provision.say("未通过 / failed: " + ", ".join(failed) if failed else "全部通过 / all passed")
    return ANSWER_IS_NO if failed else FINE


def start(command: str, arguments: Sequence[str]) -> int:
    """Carry out a command for which everything is provided, and return its exit code."""
    if command == "lint":
        return lint()
    if command == "test":
        several = spread(arguments, processors(), free_megabytes())
        code = hand_over(["-m", "pytest", *several, *arguments], folder=provision.ROOT)
        return PYTEST_CODES.get(code, code)
    module = {"bench": "tests.benchmarks", "build": "build_spec.build"}.get(command, "desktop")
    more = ["demo", *arguments] if command == "demo" else arguments
    # -P: a folder named `forms` or `db` where the caller stands must not be taken for ours.
    return hand_over(["-P", "-m", module, *more], headless=command != "run")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and return the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in {"-h", "--help"}:
        print(USAGE_TEXT)
        return FINE
    if command not in COMMANDS:
        provision.say(USAGE_TEXT)
        return USAGE
    if command == "build" and not (provision.ROOT / "build_spec" / "build.py").exists():
        provision.say("安装包的制作脚本尚未就绪 / build_spec/build.py is not there yet")
        return USAGE
    if command == "run" and lacks_display(rest, os.environ):
        provision.say(
            "没有显示器，可以运行演示 / there is no display here, but this works: python3 bootstrap.py demo"
        )
        return ENVIRONMENT
    requirements, libraries = COMMANDS[command]
    try:
        provision.provide_libraries(libraries)
        provision.provide_requirements(requirements)
        if command == "test":
            provision.provide_tools(TOOLS)
        return start(command, rest)
    except (provision.SetupError, OSError) as reason:
        provision.say(str(reason))
        return ENVIRONMENT
    except KeyboardInterrupt:
        provision.say("已中断 / interrupted")
        return ANSWER_IS_NO


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe of a Windows that knows no Chinese
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
