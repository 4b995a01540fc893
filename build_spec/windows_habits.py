"""What a person expects of any program on Windows, tried with the built one in a Windows Python."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from build_spec.finishing import require, say, start_here, wait_for
from forms.codes.store import StoreCode

_PATIENCE_SECONDS = 90
_LOG = Path("tianbao", "log", "tianbao.log")
"""Inside a data folder."""


def look_at(folder: Path) -> None:
    """Try the program in a folder.

    Raises:
        NotInOrder: something is not as people expect it.
    """
    with tempfile.TemporaryDirectory(prefix="习惯 ") as place:
        _take_or_refuse_long_paths(folder, Path(place))
        _speak_utf8_into_a_pipe(folder)
        _keep_everything_in(Path(place), [str(folder / "tianbao.exe"), "--data-dir", place])
    _keep_everything_on_the_stick(folder)
    say("long path, UTF-8 in a pipe, --data-dir and portable mode, orderly end")


def _take_or_refuse_long_paths(folder: Path, place: Path) -> None:
    """Over 260 characters the system decides: the file works, or a sentence says why not; never a trace."""
    store = place.joinpath(*["很长的文件夹名称" * 5] * 7, "单位.db")
    arguments = ["init", "--store", str(store), "--plan", "wanghua", "--unit", "health"]
    code, _, errors = start_here(folder / "tianbao-console.exe", arguments)
    if code == 0:
        code, _, errors = start_here(
            folder / "tianbao-console.exe", ["log", "--store", str(store), "--verify"]
        )
        require(code == 0, f"path of {len(str(store))} characters, opened again: {code}, {errors}")
    else:
        require(StoreCode.PATH_TOO_LONG in errors, f"path of {len(str(store))} characters: {code}, {errors}")


def _speak_utf8_into_a_pipe(folder: Path) -> None:
    """Whatever the code page of the system is."""
    code, output, errors = start_here(folder / "tianbao-console.exe", ["plan", "show", "wanghua"])
    require(code == 0 and "望花区" in output, f"plan show: {code}, {output[:200]}{errors}")


def _keep_everything_on_the_stick(folder: Path) -> None:
    """A mark beside the program makes it keep everything there."""
    mark = folder / "tianbao-portable"
    mark.touch()
    try:
        _keep_everything_in(folder / "数据", [str(folder / "tianbao.exe")])
    finally:
        mark.unlink()
    shutil.rmtree(folder / "数据")


def _keep_everything_in(place: Path, command: list[str]) -> None:
    """Open the window, wait for its log, and close it as the cross in its corner does."""
    with subprocess.Popen(command) as program:
        wait_for((place / _LOG).exists, _PATIENCE_SECONDS, f"{command[-1]}: no log in the data folder")

        def has_ended() -> bool:
            subprocess.run(["taskkill", "/PID", str(program.pid)], capture_output=True, check=False)
            return program.poll() is not None

        try:
            wait_for(has_ended, _PATIENCE_SECONDS, f"{command[-1]}: does not close")
        finally:
            program.kill()
    require(program.returncode == 0, f"{command[-1]}: exit code {program.returncode}")
