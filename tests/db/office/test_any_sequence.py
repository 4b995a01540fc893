"""After any sequence of what a desk does, every received byte and figure is as it came."""

import os
import random
from datetime import date
from decimal import Decimal

import pytest

from db.errors import StoreMisuse
from db.office.records import CertificateRevocation, DecisionKind, PastValue
from forms.figures.breakdown import SeriesKey
from tests.db.office.samples import (
    arrival,
    certificate,
    letter,
    noted,
    other_plan,
    package,
    stated,
    take_in,
    wrong,
)
from tests.db.samples import NOW, later

STEPS = int(os.environ.get("TIANBAO_STEPS", "1000"))
"""For the file; a tenth of it on the server."""


class Desk:
    """Does one thing after another at random, and remembers what came."""

    def __init__(self, office, seed):
        self.office, self.chance = office, random.Random(seed)
        self.came, self.letters, self.asked, self.decided, self.step = {}, [], [], [], 0

    def do_something(self):
        self.step += 1
        deeds = (
            self.receive,
            self.again,
            self.judge,
            self.decide,
            self.write,
            self.register,
            self.settle,
            self.half,
        )
        self.chance.choice(deeds)()

    @property
    def by(self):
        return {"actor": self.chance.choice(["李娜", "王芳"]), "now": later(self.chance.randrange(10**6))}

    def receive(self):
        data = self.chance.randbytes(self.chance.randrange(1, 3000))
        values = [
            stated(row, f"{self.chance.randrange(10**9)}.25") for row in range(self.chance.randrange(5))
        ]
        unit = self.chance.choice(["health", "education"])
        one = package(data, unit=unit, revision=self.chance.randrange(1, 5), values=values)
        take_in(self.office, one, **self.by)
        self.came[one.package.digest] = one

    def again(self):
        if self.came:
            one = self.chance.choice(list(self.came.values()))
            wrong = package(one.data, unit="another", values=[stated(1, "1")], content=one.package.content)
            self.office.take_in([arrival(one.data)], [wrong], [one.data], **self.by)

    def judge(self):
        if self.came:
            one = self.chance.choice(list(self.came.values()))
            judged = type(one.judgement)(one.package.digest, self.step, {"step": self.step})
            self.office.judge_again(type(one)(one.package, b"other", (), judged), **self.by)

    def decide(self):
        kind, content = self.chance.choice(list(DecisionKind)), self.chance.choice(["", *self.came])
        self.decided.append(
            self.office.decide(kind, "health", 2025, content=content, reason=f"{self.step}", **self.by)
        )

    def write(self):
        self.letters.append(letter(len(self.letters) + 1))
        self.office.add_letter(self.letters[-1])
        self.asked.append(noted(len(self.asked) + 1))
        self.office.ask(self.asked[-1])

    def register(self):
        one = certificate(self.chance.randrange(5))
        self.office.register(one)
        told = {"reason": "遗失", "actor": "李娜", "at": NOW}
        since = later(self.chance.randrange(9))
        revocation = CertificateRevocation(fingerprint=one.fingerprint, since=since, **told)
        self.office.revoke(revocation)
        if self.chance.random() < 0.5:
            self.office.correct(wrong(revocation))

    def settle(self):
        value = Decimal(self.chance.randrange(9))
        self.office.import_past(
            [PastValue(2020, SeriesKey("births", "_T"), value, "年鉴")], reason="", **self.by
        )
        self.office.set_deadline(2025, "", date(2026, 3, self.chance.randrange(1, 30)), **self.by)
        self.office.set_officer("李娜", self.chance.choice(["", "组长", "监测员"]), **self.by)
        self.office.import_plan(other_plan(), **self.by)

    def half(self):
        def fail():
            with self.office.transaction():
                take_in(self.office, package(self.chance.randbytes(9)), **self.by)
                self.office.decide(DecisionKind.CHOOSE, "health", 2025, reason="x", **self.by)
                self.office.add_letter(letter(number=0))

        with pytest.raises(StoreMisuse):
            fail()

    def require_all_as_it_came(self):
        office = self.office
        assert {one.digest for one in office.packages()} == set(self.came)
        for digest, one in self.came.items():
            found = office.package(digest)
            assert (found.content, found.unit, found.revision) == (
                one.package.content,
                one.package.unit,
                one.package.revision,
            )
            assert office.file_bytes(digest) == one.data
            assert office.values(one.package.content) == one.values
        assert office.letters("health", 2025) == self.letters
        assert office.questions(2025) == self.asked
        assert [one.id for one in office.decisions()] == [one.id for one in self.decided]
        assert [one.reason for one in office.decisions()] == [one.reason for one in self.decided]
        verified = office.verify_log()
        assert verified.ok, verified


@pytest.mark.slow
@pytest.mark.parametrize(("name", "steps"), [("in_file", STEPS), ("on_server", STEPS // 10)])
def test_everything_is_as_it_came(request, name, steps):
    desk = Desk(request.getfixturevalue(name), 20261130)
    for _ in range(steps):
        desk.do_something()
    desk.require_all_as_it_came()
