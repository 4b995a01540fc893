"""Coverage-guided fuzzing of the parsers behind the doors: ``python -m tests.fuzz.guided PARSER SECONDS``.

Needs atheris, for which there is a wheel for CPython 3.11 on Linux. The run ends with its statistics, or at
the first input that is answered by anything but the parser's own error, takes 10 s, or takes 300 MB.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.plans import wanghua

Parser = Callable[[bytes], object]


def parsers() -> dict[str, tuple[Parser, list[bytes]]]:
    """Each parser, ready to swallow its own errors, with a sound input or two."""
    from desktop.documents.errors import WorkbookRefused
    from desktop.documents.history.table import read_history_table
    from desktop.submission.container import manifest
    from desktop.submission.container import reader as container_reader
    from desktop.submission.encryption import envelope_structure
    from desktop.submission.errors import SubmissionError
    from desktop.submission.keys import certificate
    from desktop.submission.keys.key_file import _require_key_file, to_pkcs12
    from desktop.submission.profile import tables
    from desktop.submission.signing import cms
    from forms.bounded_json import parse_json
    from forms.figures.quantity import parse_quantity
    from tests.desktop.submission.builders import PASSPHRASE, entries_of, health, sound_package

    plan, package = wanghua().plan, sound_package()
    entries = entries_of(package)
    table = b"a,b,c\r\n1,2,3\r\n"
    columns = ("a", "b", "c")
    return {
        "json": (_but(ValueError, parse_json), [b'{"a":[1,-2.5e3,"\\u4e2d",null,true]}']),
        "table": (_but(SubmissionError, lambda d: tables.read_table(d, columns)), [table]),
        "history": (
            _but(WorkbookRefused, lambda d: read_history_table(d, plan)),
            ["代码,分组,2020\r\nlive-births,_T,5\r\n".encode()],
        ),
        "figure": (
            lambda d: parse_quantity(d.decode("utf-8", "surrogateescape"), "%"),
            ["１,234.5％".encode()],
        ),
        "container": (container_reader.read, [package]),
        "manifest": (_but(SubmissionError, manifest.parse), [entries[manifest.MANIFEST_NAME]]),
        "signature": (lambda d: cms.verify(d, b"x"), [entries[manifest.SIGNATURE_NAME]]),
        "certificate": (
            _but(SubmissionError, certificate.load_certificate),
            [certificate.to_der(health().certificate)],
        ),
        "envelope": (_but(SubmissionError, envelope_structure.decode), []),
        "key": (_but(SubmissionError, _require_key_file), [to_pkcs12(health(), PASSPHRASE)]),
    }


def _but(fault: type[Exception], parse: Parser) -> Parser:
    def action(data: bytes) -> None:
        with contextlib.suppress(fault):
            parse(data)

    return action


def main(name: str, seconds: str) -> None:
    """Run one parser for some seconds."""
    import atheris

    with atheris.instrument_imports(include=["forms", "desktop"]):
        parse, seeds = parsers()[name]
    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-rss_limit_mb=300", "-timeout=10", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, "-max_len=20000", f"-artifact_prefix={corpus}/", str(corpus)], parse)
    atheris.Fuzz()


def _in_a_child() -> None:
    """Go on in a child, and end with its exit code.

    libFuzzer's limit looks at the highest memory of the process, and that number survives ``exec``: started
    by a test process of 2 GB, the first input would already be too much. A child begins anew.
    """
    child = os.fork()
    if child:
        sys.exit(abs(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))


if __name__ == "__main__":
    _in_a_child()
    main(sys.argv[1], sys.argv[2])
