"""Set up this checkout and start something in it: ``python3 bootstrap.py demo|run|test|lint|bench|build``.

A developer, a tester or a CI job needs nothing but Python 3.11 and this file. It makes ``.venv`` in the
checkout, installs the pinned requirements with the machine's own pip configuration, looks for the system
libraries that Qt needs, and hands over. A second start finds matching stamps and needs no network.

Exit codes: 0 fine, 1 the answer is no, 2 usage, 3 the environment is not fit.

Only the standard library, and no syntax newer than Python 3.6, so that an old interpreter gets as far as
the sentence that tells which version is needed.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import io
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

FINE, ANSWER_IS_NO, USAGE, ENVIRONMENT = 0, 1, 2, 3

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is started with
    sys.stderr.write("需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed\n")
    sys.exit(ENVIRONMENT)

ROOT = Path(__file__).resolve().parent
ON_WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
INCOMPLETE = VENV / "tianbao-incomplete"

USAGE_TEXT = """\
usage: python3 bootstrap.py COMMAND [ARGUMENT ...]

  demo    演示，不需要显示器 / a whole year in one go, without a display
  run     打开程序，或执行一条命令 / open the window, or carry out one command
  test    测试 / pytest
  lint    检查代码 / ruff, mypy, import-linter
  bench   性能 / the benchmarks
  build   制作安装包 / the installable program

Arguments are passed on. The exit code is 0 fine, 1 the answer is no, 2 usage, 3 environment."""

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

# Ends each stamp: that .venv holds nothing else, which older stamps do not say.
STAMPED = "exact"

# What .venv may hold beside the requirements: what it was made with, and this project itself.
FOUNDATION = {"pip", "setuptools", "wheel", "tianbao"}

# Variables that lead Python away from .venv, or pip to another place or selection than the one asked for.
# Where packages come from (index, proxy, certificates) stays the machine's business.
MISLEADING_VARIABLES = {
    *("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON"),
    *("PIP_REQUIREMENT", "PIP_CONSTRAINT", "PIP_NO_DEPS", "PIP_NO_BINARY", "PIP_DRY_RUN"),
}

# The content of a .pth file that makes `.venv/bin/python -m desktop` work from any folder. It finds the
# checkout beside .venv at run time: right also after a move, and free of encodings.
PATH_LINE = "import os, sys; sys.path.append(os.path.dirname(sys.prefix))\n"


class SetupError(Exception):
    """The machine lacks something that cannot be added from here; the text says what to do.

    Every function that provides, makes or installs something may raise it.
    """


def say(text: str) -> None:
    """Tell the person in front of the screen; standard output belongs to the command that is started."""
    print(text, file=sys.stderr, flush=True)


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return a copy of the environment in which .venv means .venv."""
    kept = {name: value for name, value in environment.items() if name.upper() not in MISLEADING_VARIABLES}
    return {**kept, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def call(arguments: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a step quietly; return its exit code and the last lines it said, which name the reason."""
    finished = subprocess.run(
        [str(argument) for argument in arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return finished.returncode, "\n".join(finished.stdout.decode(errors="replace").splitlines()[-15:])


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of those shared libraries that the dynamic linker cannot load."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages."""
    if shutil.which("apt-get") is None:
        raise SetupError("缺少系统组件，请先安装 / please install, by any name: " + " ".join(packages))
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    shown = " ".join(command)
    if os.geteuid() != 0:
        raise SetupError(f"缺少系统组件，请先执行 / packages are missing, please run:\n  sudo {shown}")
    say("安装系统组件 / installing system packages: " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    code, output = call(command, environment)
    if code != 0:  # most often because this machine has no package lists yet, or old ones
        call(["apt-get", "update"], environment)
        code, output = call(command, environment)
    if code != 0:
        raise SetupError(output + f"\n安装失败 / this failed: {shown}")


def provide_libraries(libraries: Mapping[str, str]) -> None:
    """See to it that Qt can be loaded; outside Linux its wheels bring all they need."""
    packages = missing_packages(libraries) if sys.platform.startswith("linux") else []
    if packages:
        install_packages(packages)
        packages = missing_packages(libraries)
        if packages:
            raise SetupError("安装后仍无法载入 / installed, but still not loadable: " + " ".join(packages))


def provide_tools(tools: Mapping[str, Sequence[str]]) -> None:
    """Install the programs that tests use, where that can be done; nothing fails without them."""
    packages = [package for tool, names in tools.items() if shutil.which(tool) is None for package in names]
    if not packages or not sys.platform.startswith("linux"):
        return
    try:
        install_packages(packages)
    except SetupError as reason:
        say(f"{reason}\n缺少的部分跳过不测 / the tests that need them are skipped")


def requirements_file(name: str) -> Path:
    """Return the pinned requirements of that name."""
    return ROOT / "requirements" / f"{name}.txt"


def stamp_file(name: str) -> Path:
    """Return the file that says which requirements of that name .venv holds."""
    return VENV / f"tianbao-{name}.stamp"


def stamp(requirements: Path) -> str:
    """Return what the stamp has to say when these requirements are installed for this interpreter."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    made_for = f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}"
    return f"{made_for} {digest} {STAMPED}"


def outdated(names: Sequence[str]) -> list[str]:
    """Return those requirements that .venv does not hold in their present form."""
    if INCOMPLETE.exists() or not VENV_PYTHON.exists():
        return list(names)
    return [
        name
        for name in names
        if not stamp_file(name).exists()
        or stamp_file(name).read_text(encoding="utf-8") != stamp(requirements_file(name))
    ]


def site_packages() -> Path:
    """Return the folder of .venv into which pip installs."""
    library = "Lib" if ON_WINDOWS else "lib/python{}.{}".format(*sys.version_info)
    return VENV / library / "site-packages"


def held(names: Sequence[str]) -> list[str]:
    """Return these requirements and those that .venv holds already, also in an earlier form."""
    stamped = (path.stem.partition("-")[2] for path in VENV.glob(stamp_file("*").name))
    return sorted({*names, *(name for name in stamped if requirements_file(name).exists())})


def dropped(names: Sequence[str]) -> list[str]:
    """Return the packages in .venv that none of these requirements names."""
    texts = [requirements_file(name).read_text(encoding="utf-8") for name in names]
    wanted = FOUNDATION.union(*(re.findall(r"^([\w.-]+)==", text, re.MULTILINE) for text in texts))
    found = (path.stem.rpartition("-")[0] for path in site_packages().glob("*.dist-info"))
    return sorted({re.sub(r"[-_.]+", "-", name).lower() for name in found} - wanted)


def is_usable() -> bool:
    """Whether .venv is whole, works, and belongs to the interpreter that runs this file."""
    if INCOMPLETE.exists() or not VENV_PYTHON.exists():
        return False
    question = "import pip, platform; print(platform.python_version())"
    return call([VENV_PYTHON, "-c", question], clean_environment(os.environ)) == (
        0,
        platform.python_version(),
    )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait while a first one is still installing into the same .venv."""
    with (ROOT / ".venv.lock").open("a+b") as lock:  # closing it releases the lock, also when killed
        if sys.platform == "win32":
            import msvcrt

            locked = False
            while not locked:  # one attempt gives up after ten seconds, an installation takes longer
                with contextlib.suppress(OSError):
                    lock.seek(0)
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    locked = True
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Make .venv anew, without packages, marked as incomplete."""
    if not importlib.util.find_spec("ensurepip"):  # Debian keeps it in a package of its own
        install_packages(["python{}.{}-venv".format(*sys.version_info)])
    say("创建运行环境 / creating .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    INCOMPLETE.touch()
    code, output = call([sys.executable, "-m", "venv", VENV], clean_environment(os.environ))
    if code != 0:
        raise SetupError(output)


def install(names: Sequence[str]) -> None:
    """Install requirements into .venv: exactly the pinned and hashed wheels, and stamp them."""
    names = held(names)
    say("安装依赖，约一分钟 / installing requirements, about a minute: " + " ".join(names))
    INCOMPLETE.touch()
    pip: list[str | Path] = [VENV_PYTHON, "-m", "pip"]
    fetch = [*pip, "install", "--require-hashes", "--only-binary=:all:"]
    fetch += [f"--requirement={requirements_file(name)}" for name in names]
    extra = dropped(names)
    if extra:
        say("并删除不再需要的 / and removing what is required no more: " + " ".join(extra))
    # Installed anew once some are removed: packages share files, and those of PySide6 a folder.
    removal = [[*pip, "uninstall", "--yes", *extra], [*fetch, "--force-reinstall"]] if extra else []
    steps = [fetch, *removal]
    for step in steps:
        code, output = call(step, clean_environment(os.environ))
        if code > 0 and step is fetch:  # pip gave up in an orderly way; one that was killed leaves half
            INCOMPLETE.unlink()
        if code != 0:
            raise SetupError(output + "\n依赖安装失败 / pip could not install the requirements")
    (site_packages() / "tianbao.pth").write_text(PATH_LINE, encoding="ascii")
    for name in names:
        stamp_file(name).write_text(stamp(requirements_file(name)), encoding="utf-8")
    INCOMPLETE.unlink()


def provide_requirements(names: Sequence[str]) -> None:
    """See to it that .venv holds these requirements, at once when it already does."""
    if not outdated(names):
        return
    with one_at_a_time():
        if not is_usable():
            make_venv()
        missing = outdated(names)  # asked again: another start may have done it while we waited
        if missing:
            install(missing)


def lacks_display(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether ``run`` with these arguments would open the window where there is no screen to show it."""
    answers_here = arguments and (not arguments[0].startswith("-") or arguments[0] in ANSWERED_HERE)
    has_screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return sys.platform.startswith("linux") and not answers_here and not has_screen


def hand_over(arguments: Sequence[str], *, headless: bool = True, folder: Path | None = None) -> int:
    """Run the interpreter of .venv and return its exit code as a shell reports it."""
    environment = clean_environment(os.environ)
    if headless:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    if headless and ON_WINDOWS:  # where this platform of Qt looks for fonts nowhere else
        environment["QT_QPA_FONTDIR"] = str(ROOT / "resources" / "fonts")
    code = subprocess.call([str(VENV_PYTHON), *arguments], env=environment, cwd=folder)
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
        say(f"--- {name}")
        if hand_over(arguments, folder=ROOT) != FINE:
            failed.append(name)
    say("未通过 / failed: " + ", ".join(failed) if failed else "全部通过 / all passed")
    return ANSWER_IS_NO if failed else FINE


def start(command: str, arguments: Sequence[str]) -> int:
    """Carry out a command for which everything is provided, and return its exit code."""
    if command == "lint":
        return lint()
    if command == "test":
        several = spread(arguments, processors(), free_megabytes())
        code = hand_over(["-m", "pytest", *several, *arguments], folder=ROOT)
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
        say(USAGE_TEXT)
        return USAGE
    if command == "build" and not (ROOT / "build_spec" / "build.py").exists():
        say("安装包的制作脚本尚未就绪 / build_spec/build.py is not there yet")
        return USAGE
    if command == "run" and lacks_display(rest, os.environ):
        say("没有显示器，可以运行演示 / there is no display here, but this works: python3 bootstrap.py demo")
        return ENVIRONMENT
    requirements, libraries = COMMANDS[command]
    try:
        provide_libraries(libraries)
        provide_requirements(requirements)
        if command == "test":
            provide_tools(TOOLS)
        return start(command, rest)
    except (SetupError, OSError) as reason:
        say(str(reason))
        return ENVIRONMENT
    except KeyboardInterrupt:
        say("已中断 / interrupted")
        return ANSWER_IS_NO


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe of a Windows that knows no Chinese
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
