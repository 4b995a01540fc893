"""Small stores of the office, and packages, that its tests share."""

from datetime import UTC, date, datetime
from decimal import Decimal

from db.office.records import (
    Arrival,
    ArrivalOutcome,
    CertificatePurpose,
    Judgement,
    PastValue,
    ReceivedPackage,
    RegisterCorrection,
    RegisteredCertificate,
    Signer,
    StatedValue,
    TakenIn,
)
from db.office.sent_records import (
    NotedQuestion,
    StoredBase,
    StoredCollection,
    StoredLetter,
    StoredTask,
)
from db.office.store import create_office
from forms.canonical import canonical_json, digest_of
from forms.figures.breakdown import SeriesKey
from forms.letters.kind import OfficeLetter
from forms.letters.question import AskedQuestion, QuestionScope, question_id
from forms.letters.task import Named, TaskUnit, YearTask
from tests.db.samples import NOW, PLAN, later

BY = {"actor": "李娜", "now": NOW}
START = {
    "plan_bytes": PLAN,
    "plan_id": "wanghua",
    "plan_version": "1.0.0",
    "region": "210404",
    "actor": "李娜",
    "now": NOW,
}


def new_office(path):
    return create_office(path, **START)


def signer(number=1):
    return Signer(
        fingerprint=digest_of(f"key {number}".encode()),
        unit="health/210404",
        valid_from=datetime(2025, 1, 1, tzinfo=UTC),
        valid_until=datetime(2028, 1, 1, tzinfo=UTC),
        signed_at=NOW,
    )


def stated(number, value="1600.50", year=2025, **more):
    told = {"missing": "", "text": value or "", "note": "", "source": "年报"}
    return StatedValue(
        form="maternal-health",
        row=f"{number:02}",
        item="live-births",
        breakdown="_T",
        year=year,
        value=None if value is None else Decimal(value),
        **{**told, **more},
    )


VALUES = (stated(1), stated(2, "0", 2020, note="其中“女”"), stated(2, None, missing="not_collected"))


def package(data=b"package", *, unit="health", year=2025, revision=1, replaces=None, **more):
    """A package and everything that is stored with it; its content is that of its bytes and ``content``."""
    digest = digest_of(data)
    one = ReceivedPackage(
        digest=digest,
        content=more.pop("content", digest_of(b"content of " + data)),
        unit=unit,
        year=year,
        revision=revision,
        replaces=replaces,
        region="210404",
        plan_id="liuhe",
        plan_digest=digest_of(PLAN),
        signer=more.pop("signer", signer()),
        at=NOW,
    )
    values = more.pop("values", VALUES)
    judged = Judgement(digest, 7, more.pop("facts", {"container": {"status": "ok"}}))
    assert not more
    return TakenIn(one, data, values, judged)


def arrival(data=b"package", place="", outcome=ArrivalOutcome.KEPT, **more):
    file = digest_of(data) if outcome is ArrivalOutcome.KEPT else None
    told = {"name": "wdp-210404-health-2025-r1.asice", "size": len(data), "kind": "package"}
    return Arrival(
        digest=digest_of(data),
        place=place,
        outcome=outcome,
        **{**told, "file": file, **more},
    )


def take_in(office, *taken, **more):
    """Take in packages that were handed over one by one."""
    for one in taken:
        office.take_in([arrival(one.data)], [one], [], **{**BY, **more})


def certificate(number=1, **more):
    data = b"certificate %d" % number
    told = {"renews": None, "actor": "李娜", "at": NOW, "purpose": CertificatePurpose.SIGNING}
    return RegisteredCertificate(
        fingerprint=digest_of(data),
        data=data,
        unit="health",
        holder="区卫生健康局",
        valid_from=datetime(2025, 1, 1, tzinfo=UTC),
        valid_until=datetime(2028, 1, 1, tzinfo=UTC),
        **{**told, **more},
    )


def wrong(revocation, *, stands=False):
    """The entry by which a revocation is taken back, or put in force again."""
    return RegisterCorrection(
        fingerprint=revocation.fingerprint,
        since=revocation.since,
        unit="",
        stands=stands,
        reason="写错了",
        actor="李娜",
        at=NOW,
    )


def base(number=1, **more):
    """Base figures of 2025 with a number."""
    data, figures = more.pop("data", b"base %d" % number), more.pop("figures", b"table %d" % number)
    made = {
        "year": 2025,
        "number": number,
        "name": f"wdp-210404-base-2025-{number}.asice",
        "digest": digest_of(data),
        "data": data,
        "table_digest": digest_of(figures),
        "figures": figures,
        "actor": "李娜",
        "at": NOW,
    }
    return StoredBase(**{**made, **more})


def letter(number=1, kind=OfficeLetter.RECEIPT, **more):
    data = more.pop("data", b"letter %d" % number)
    return StoredLetter(
        unit="health",
        year=2025,
        number=number,
        kind=kind,
        name=f"wdp-210404-health-2025-{kind}-{number}.asice",
        content=digest_of(b"content"),
        digest=more.pop("digest", digest_of(data)),
        data=data,
        actor="李娜",
        at=later(number),
    )


def published(value, year=2020, code="births", source="年鉴"):
    """A figure of an earlier year that the office published."""
    return PastValue(year, SeriesKey(code, "_T"), Decimal(value), source)


TERMS = YearTask(
    plan=Named(version="1.0.0", digest=digest_of(PLAN), id="wanghua"),
    units=(
        TaskUnit(unit="health", deadline=date(2026, 3, 31), files=True),
        TaskUnit(unit="court", deadline=None, files=False),
    ),
    base=None,
    notice="请按时报送",
    waives_paper=True,
    signing=digest_of(b"certificate"),
    receiving=None,
    former=(),
)


def collection(number=1, **more):
    """A frozen year, of which one unit counts."""
    data = more.pop("data", f"frozen {number}".encode())
    return StoredCollection(
        year=2025,
        number=number,
        name=f"wdp-210404-collection-2025-{number}.asice",
        digest=more.pop("digest", digest_of(data)),
        state_digest="a" * 64,
        filings=more.pop("filings", {"health": "b" * 64}),
        data=data,
        actor="陈静",
        at=later(number),
    )


def task(number=1, **more):
    data = b"task %d" % number
    return StoredTask(
        year=2025,
        number=number,
        name=f"wdp-210404-task-2025-{number}.asice",
        digest=more.pop("digest", digest_of(data)),
        task=more.pop("task", TERMS),
        data=data,
        actor="李娜",
        at=later(number),
    )


def noted(number=1):
    question = AskedQuestion(
        id=question_id(2025, "health", number),
        scope=QuestionScope.FILING,
        cell="",
        other_cell="",
        code="",
        text="请核对",
        asked_by="李娜",
        asked_at=NOW.replace(microsecond=0),
        deadline=None,
    )
    return NotedQuestion(unit="health", year=2025, number=number, question=question)


def other_plan():
    return canonical_json({"id": "dalian", "version": "2.0.0", "title": "大连市妇女发展规划"})
