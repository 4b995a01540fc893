"""What this checkout needs of the machine: Debian's packages, and ``.venv`` with the pinned requirements.

``bootstrap.py`` asks for it before each command. ``.venv`` is made in the checkout, the requirements are
installed with the machine's own pip configuration, and the system libraries that Qt needs are looked for. A
second start finds matching stamps and needs no network. Only the standard library.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ON_WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
INCOMPLETE = VENV / "tianbao-incomplete"

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
