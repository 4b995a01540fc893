"""The command behind ``python bootstrap.py build``: the program of this system, checked and summed up.

    python3 bootstrap.py build [--no-archive]          for the system it runs on, into dist/
    python3 bootstrap.py build --windows [--quick]     on Linux: the Windows program, under Wine
    python bootstrap.py build --try-installer          on a Windows for tests: install, upgrade, remove

Exit codes: 0 fine, 1 the built program is not in order, 2 usage, 3 environment.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build_spec import first_paint
from build_spec.finishing import (
    NotInOrder,
    compress,
    finish,
    make_installer,
    say,
    start_here,
    try_out,
    write_sums,
)
from build_spec.packing import ROOT, pack
from build_spec.papers import LicenceMissing
from build_spec.person import in_a_persons_folder
from build_spec.wine import ToolMissing
from desktop import __version__

FINE, NOT_IN_ORDER, USAGE, ENVIRONMENT = 0, 1, 2, 3
ON_WINDOWS = os.name == "nt"


def main(arguments: list[str]) -> int:
    """Build what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="bootstrap.py build", description="制作安装包")
    parser.add_argument("--windows", action="store_true", help="在 Linux 上用 Wine 制作并试用 Windows 程序")
    parser.add_argument("--quick", action="store_true", help="与 --windows 合用：不试安装、不试按键")
    parser.add_argument("--try-installer", action="store_true", help="在 Windows 上试装、升级、卸载")
    parser.add_argument("--no-archive", action="store_true", help="不打压缩包")
    options = parser.parse_args(arguments)
    try:
        if options.try_installer:
            try_installer_here()
        elif options.windows and not ON_WINDOWS:
            from build_spec import wine_lane

            wine_lane.run(quick=options.quick, archive=not options.no_archive)
        else:
            build_here(archive=not options.no_archive)
    except NotInOrder as reasons:
        print("\n".join(str(reason) for reason in reasons.args), file=sys.stderr)
        return NOT_IN_ORDER
    except (ToolMissing, LicenceMissing, OSError, RuntimeError, subprocess.SubprocessError) as reason:
        print(reason, file=sys.stderr)
        return ENVIRONMENT
    return FINE


def build_here(*, archive: bool) -> None:
    """Build for this system."""
    dist, work = ROOT / "dist", ROOT / "build" / "here"
    begun = time.monotonic()
    folder = pack(dist, work)
    say(f"packed in {time.monotonic() - begun:.0f} s")
    finish(folder, work, [path for path in sys.path if path], Path(sys.base_prefix))
    with tempfile.TemporaryDirectory() as home, in_a_persons_folder(folder, Path(home)) as place:
        try_out(place / ("tianbao-console.exe" if ON_WINDOWS else "tianbao"), start_here)
    if all(shutil.which(name) for name in first_paint.TOOLS):
        first_paint.measure(folder / "tianbao")
    if archive:
        machine = platform.machine().lower()
        made = [compress(folder, dist, f"{'windows' if ON_WINDOWS else 'linux'}-{machine}")]
        if ON_WINDOWS and shutil.which("makensis"):
            made.append(make_installer(folder, dist))
        write_sums(made, dist)


def try_installer_here() -> None:
    """Try the installer of the last build on this Windows."""
    from build_spec import installer_trial

    dist = ROOT / "dist"
    with tempfile.TemporaryDirectory() as work:
        older = installer_trial.make_older(dist / "tianbao", Path(work))
        installer_trial.run(older, dist / f"tianbao-{__version__}-setup.exe", dist / "tianbao")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
