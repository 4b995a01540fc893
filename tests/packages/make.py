"""Make the kept packages of the present program: ``python -m tests.packages.make 1``. Once per engine."""

import gzip
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.unit.records import HistoryValue
from desktop.services.keys.key_files import certificate_path
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.evidence import attach
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.sample import explanation_for, import_sample_history, load_sample
from desktop.services.unit.year import open_year
from forms.reporting.earlier import DefinitionChange, known_history
from tests.conformance.cases import FIRST, YEAR, Case, figures, series

START = datetime(2026, 3, 26, 14, 2, 31, tzinfo=UTC)
PASSPHRASE = "correct horse 电池 staple"
CHECKED = "已与台账和上年报表核对，数字属实"


class Clock:
    """One second further each time it is asked."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def make(folder):
    """Write two packages, their certificates, and the store from which the second was exported."""
    with tempfile.TemporaryDirectory() as work:
        _whole_sample(Path(work), folder)
        make_second_revision(Path(work), folder)
        store = (Path(work) / "education.db").read_bytes()
    (folder / "liuhe-education.db.gz").write_bytes(gzip.compress(store, mtime=0))


def _whole_sample(work, folder):
    """Every figure of the sample, with its explanations."""
    sample = load_sample()
    with create_desk(work / "health.db", load_bundled(sample.plan), sample.unit, Clock()) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        year.enter(sample.figures)
        _say_origins(year)
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(sample, finding))
        finalise(year)
        _export(year, work / "health.p12", folder)


def make_second_revision(work, folder):
    """A second revision with a reason for a blank, notes, sources, an attachment and a changed definition."""
    case = Case("liuhe", "education")
    with create_desk(work / "education.db", load_bundled(case.plan), case.unit, Clock()) as desk:
        desk.name_people(head="王芳", statistician="李敏", filler="赵静", phone="0435-7200000")
        _import_history(desk, case)
        year = open_year(desk, YEAR)
        typed = {key: texts[YEAR - FIRST] for key, texts in series(case).items() if texts[-1] != "~"}
        year.enter(typed)
        _say_origins(year)
        _explain(year)
        finalise(year)
        withdraw(year, "更正一项并补充台账")
        kept = list(typed)
        desk.record_definition_change(DefinitionChange(kept[0].code, 2024, "统计口径改为学年"))
        year = open_year(desk, YEAR)
        year.enter({kept[-1]: "未收集"})
        year.annotate(kept[-1], note="调查表尚未收齐，下年补报", source="")
        year.annotate(kept[0], note="按学年统计", source="《2025年教育事业统计台账》第3页, “甲”表")
        proof = work / "台账 第3页.csv"
        proof.write_text("编造的台账\r\n演示数据\r\n", encoding="utf-8", newline="")
        attach(year, kept[0], proof)
        _explain(year)
        finalise(year)
        return _export(year, work / "education.p12", folder)


def _say_origins(year):
    """Where given and surveyed figures come from, without which nothing is frozen."""
    for finding in year.report.blocking:
        if finding.code.startswith("TB-ORIGIN"):
            year.annotate(year.entry_cell(finding.cells[0]).key, source="编造的来源：统计台账，2025 年")


def _import_history(desk, case):
    plan = load_bundled(case.plan).plan
    own = known_history(plan)
    rows = [
        HistoryValue(past, key, value)
        for past, values in figures(case).history.items()
        for key, value in values.items()
        if own.get(past, {}).get(key) != value
    ]
    desk.store.import_history(rows, source="演示数据", actor=desk.actor, now=desk.clock())


def _explain(year):
    for finding in year.report.unexplained:
        year.explain(finding, CHECKED)


def _export(year, key_path, folder):
    identity = create_key(year.desk, key_path, PASSPHRASE)
    made = export(year, identity, folder)
    made.mail_path.unlink()
    certificate = made.path.with_suffix(".cer.pem")
    certificate.write_bytes(certificate_path(key_path).read_bytes())
    return made.path


if __name__ == "__main__":
    target = Path(__file__).with_name(f"engine-{sys.argv[1]}")
    target.mkdir()
    make(target)
