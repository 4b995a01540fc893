"""The last line of a test run: what was not tried, and how to try it."""

from collections import Counter

_BY_APT = "sudo apt-get install "
_WAYS = {
    "nothing is built": "the built program: python3 bootstrap.py build, then test tests/frozen",
    "atheris": "inputs led by coverage: .venv/bin/python -m pip install atheris, on Linux with CPython 3.11",
    "NSIS": f"the installer: {_BY_APT}nsis",
    "compiler for Windows": f"stand-ins for Wine: {_BY_APT}gcc-mingw-w64-x86-64",
    "Preflight": f"PDF/A by Apache Preflight: {_BY_APT}default-jre-headless libpdfbox2-java",
    "poppler": f"PDF by poppler: {_BY_APT}poppler-utils",
    "PostgreSQL": f"several desks on one server: {_BY_APT}postgresql",
    "LibreOffice": f"workbooks in LibreOffice: {_BY_APT}libreoffice-calc",
    "Xvfb": f"the window on a screen: {_BY_APT}xvfb xdotool openbox",
    "is not installed": f"other people's tools: {_BY_APT}openssl unzip",
    "is not available here": "write protection by the system: as root on Linux, outside a container",
    "mount": "write protection by the system: as root on Linux, outside a container",
    "Windows": "what only Windows has: python bootstrap.py test there",
}
"""A word of the reason for which a test is skipped, and what would run it; the first that fits counts."""
_LONG = (
    "the full numbers: HYPOTHESIS_PROFILE=long before it, "
    "python3 bootstrap.py bench durability --long, bench receiving-kills --long, bench fuzz --long"
)


def not_tried(skipped):
    """One line.

    Args:
        skipped: pytest's reports of the tests that were skipped.
    """
    reasons = Counter(_way(_reason(report)) for report in skipped)
    told = [f"{count} x {way}" for way, count in reasons.most_common()]
    return "not tried: " + "; ".join([*told, _LONG])


def _reason(report):
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


def _way(reason):
    return next((way for word, way in _WAYS.items() if word in reason), reason.removeprefix("Skipped: "))
