"""定稿, export and verification against the bare libraries doing the same bytes."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from desktop.services.clock import local_now
from desktop.services.keys.key_files import certificate_path
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.printing import official_pdf, official_workbook
from desktop.services.unit.sample import explanation_for, import_sample_history, load_sample
from desktop.services.unit.year import YearDesk, open_year
from desktop.submission.verification import verify_container
from tests.benchmarks.bare_documents import bare_pdf, bare_workbook
from tests.benchmarks.timing import Measurement, in_turn, median_processor_seconds, median_seconds


def run() -> Iterator[Measurement]:
    """Measure documents, export and verification on the sample unit."""
    sample = load_sample()
    pack = load_bundled(sample.plan)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with create_desk(folder / "unit.db", pack, sample.unit) as desk:
            desk.name_people(**sample.people)
            import_sample_history(desk, sample)
            year = open_year(desk, sample.year)
            year.enter(sample.figures, sources=sample.sources)
            for finding in year.report.unexplained:
                year.explain(finding, explanation_for(sample, finding))
            yield from _documents(year)
            identity = create_key(desk, folder / "unit.p12", "correct horse battery")
            finalise(year)
            signed = median_seconds(lambda: export(year, identity, folder), 5)
            yield Measurement(
                what="export the frozen revision: sign, write, mail draft",
                ours=signed,
                bare=None,
                budget="",
                within=None,
            )
            made = export(year, identity, folder)
            yield from _verification(made.path, folder)


def _documents(year: YearDesk) -> Iterator[Measurement]:
    ours, theirs = in_turn(lambda: official_pdf(year), lambda: bare_pdf(year), 5)
    yield Measurement(
        what="official form as PDF/A", ours=ours, bare=theirs, budget="2.5x", within=ours <= 2.5 * theirs
    )
    ours, theirs = in_turn(lambda: official_workbook(year), lambda: bare_workbook(year), 5)
    yield Measurement(
        what="official form as xlsx", ours=ours, bare=theirs, budget="2.5x", within=ours <= 2.5 * theirs
    )


def _verification(package: Path, folder: Path) -> Iterator[Measurement]:
    data = package.read_bytes()
    certificate = certificate_path(folder / "unit.p12")
    packs = {"wanghua": load_bundled("wanghua")}
    expected = Premises(now=local_now(), trusted=[certificate.read_bytes()])
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(unpacked)

    def public_tools() -> None:
        with zipfile.ZipFile(package) as archive:
            for entry in archive.namelist():
                sha256(archive.read(entry)).hexdigest()
        subprocess.run(
            [
                *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any"),
                *("-in", "META-INF/signature.p7s", "-content", "META-INF/ASiCManifest.xml"),
                *("-CAfile", str(certificate), "-out", "verified"),
            ],
            cwd=unpacked,
            check=True,
            capture_output=True,
        )

    def bytes_only() -> None:
        assert verify_container(data, expected.trusted, now=expected.now).bottom_line == "ok"

    mine, theirs = in_turn(bytes_only, public_tools, 10)
    within = mine <= 1.5 * theirs
    yield Measurement(
        what="verify container, digests, signature and signer",
        ours=mine,
        bare=theirs,
        budget="1.5x",
        within=within,
    )

    def everything() -> None:
        found = verify_package(data, finder(packs.values()), expected).verification
        assert found.bottom_line == "ok", found.sentence

    whole = median_processor_seconds(everything, 10)
    yield Measurement(
        what="the same with every check and verdict repeated, processor time",
        ours=whole,
        bare=None,
        budget="",
        within=None,
    )
