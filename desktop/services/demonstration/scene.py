"""An invented county in the making: its keys, the files handed over, and what must be found of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from desktop.services.demonstration.expected import (
    SOUND,
    ExpectedCounty,
    ExpectedFile,
    ExpectedPackage,
    ExpectedYear,
    Reception,
    Said,
    SilencedWarning,
    State,
    When,
)
from desktop.services.demonstration.figures import FIRST, LAST
from desktop.services.demonstration.filing import (
    MARK,
    NOTICE,
    PAST,
    Filed,
    FilingUnit,
    Post,
    SteadyClock,
    given_keys,
)
from desktop.services.files import write_file
from desktop.services.keys.key_files import CERTIFICATE_SUFFIX
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX, Receiver, receiver_of
from desktop.services.plans.packs import PlanPack
from desktop.submission.encryption.envelope import create_receiving_key
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.identity import Identity, create_identity
from desktop.submission.keys.key_file import KeyPair, to_pkcs12
from desktop.submission.keys.self_signed import UnitSubject, create_pair
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.definitions import Indicator

PACKAGES, PLANTED, LATER = "packages", "packages/planted", "later"
"""Folders of what arrives: sound deliveries by year, what was planted by fault, and what comes afterwards."""
OFFICE = "office"
"""The code of the office in a certificate, in place of a unit's (contracts 9)."""
_BEGUN = datetime(2026, 1, 5, 1, tzinfo=UTC)
"""When keys are made. Chosen by us: the first working day after the program's release, 09:00 in Beijing."""
FILED = datetime(2026, 3, 9, 1, tzinfo=UTC)
"""When the units begin to file. Chosen by us: in the weeks in which units report."""


class Way(StrEnum):
    """How a package reaches the office."""

    PLAIN = "plain"
    SEALED = "sealed"
    MAIL = "mail"
    SEALED_MAIL = "sealed_mail"

    @property
    def kind(self) -> str:
        """What the file is."""
        return {Way.PLAIN: "package", Way.SEALED: "encrypted_package"}.get(self, "mail")

    @property
    def is_sealed(self) -> bool:
        """Whether what is sent is encrypted."""
        return self in (Way.SEALED, Way.SEALED_MAIL)


@frozen
class Paper:
    """A stamped paper form at the office.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        revision: that it prints.
        check_code: the 校验码 that it prints.
    """

    unit: str
    year: int
    revision: int
    check_code: str


def is_behind(number: int) -> bool:
    """Whether a unit falls short of its targets, by its place among the units: every fourth does."""
    return number % 4 == 3


class Scene:
    """An invented county in the making."""

    def __init__(self, folder: Path, pack: PlanPack, bundled: PlanPack, passphrase: str) -> None:
        """Make the office's keys.

        Args:
            folder: the county's folder.
            pack: the plan as the county confirmed it.
            bundled: the plan as it came with the program.
            passphrase: of every key file.
        """
        self.folder = folder
        self.pack, self.bundled = pack, bundled
        self.expectation = ExpectedCounty()
        self._passphrase = passphrase
        self._papers: dict[tuple[str, int], Paper] = {}
        self._fingerprints: list[str] = []
        self._delivered: list[Filed] = []
        self._past: dict[SeriesKey, list[Decimal]] = {}
        self._given: dict[SeriesKey, Decimal] = {}
        self._rates: dict[SeriesKey, list[Decimal]] = {}
        self._withheld: set[SeriesKey] = set()
        subject = UnitSubject(pack.plan.office, OFFICE, pack.plan.region_code, MARK)
        signing = Identity.of(create_pair(subject, _BEGUN, "digital_signature"))
        receiving = create_receiving_key(subject, _BEGUN)
        self.office = signing
        self._keep_key(signing, OFFICE)
        self._keep_key(receiving, f"{OFFICE}-receiving")
        self.receiver: Receiver = receiver_of(receiving.certificate)

    def post(self, unit: str, number: int) -> Post:
        """What a unit needs to file, its key among it; the certificate is registered.

        Args:
            unit: code of the unit.
            number: its place among the units.
        """
        identity = self.key_for(unit)
        self.register(identity, unit)
        self._keep_key(identity, unit, beside=False)
        clock = SteadyClock(FILED + timedelta(hours=number))
        return Post(
            pack=self.pack,
            unit=unit,
            identity=identity,
            receiver=self.receiver,
            clock=clock,
            behind=is_behind(number),
        )

    def key_for(self, unit: str, pack: PlanPack | None = None) -> Identity:
        """A new signing key for a unit, which nobody has registered."""
        plan = (pack or self.pack).plan
        name = plan.unit_by_code[unit].official_name
        return create_identity(UnitSubject(name, unit, plan.region_code, MARK), _BEGUN)

    def register(self, pair: KeyPair, unit: str, suffix: str = "", *, on_sheet: bool = True) -> None:
        """Put a certificate where the office registers it.

        Args:
            pair: the key.
            unit: code of the unit.
            suffix: of the file name, where the unit has others.
            on_sheet: whether its fingerprint stands on a stamped sheet; else it must not be registered.
        """
        path = f"certificates/{unit}{suffix}{CERTIFICATE_SUFFIX}"
        self.put(path, to_pem(pair.certificate))
        self.expectation.certificates.append(
            {"path": path, "unit": unit, "fingerprint": pair.fingerprint, "registers": on_sheet}
        )
        if on_sheet:
            self._fingerprints.append(f"{unit} {pair.fingerprint}\n")

    def put(self, path: str, data: bytes) -> None:
        """Write a file into the county's folder."""
        write_file(self.folder / path, data)

    # --- deliveries ----------------------------------------------------------------------------------

    def deliver(self, filed: Filed, way: Way = Way.PLAIN) -> None:
        """Hand over a sound package, as the only one of its unit's year."""
        path = f"{PACKAGES}/{filed.year}/{filed.name}"
        file = ExpectedFile(path=path, kind=way.kind, packages=(self.package(filed),))
        self._write(filed, way, file)
        self.end(filed, State.RECEIVED)
        self.paper(filed)
        self._delivered = [*self._delivered[-1:], filed]

    @property
    def one_before(self) -> Filed:
        """The sound delivery before the last one; the last one itself where there was no other."""
        return self._delivered[0]

    def plant(  # noqa: PLR0913 - what is planted has these facts and no other
        self,
        fault: str,
        filed: Filed,
        package: ExpectedPackage | None,
        *,
        name: str = "",
        way: Way = Way.PLAIN,
        outcome: Reception = Reception.TAKEN,
        when: When = When.TAKEN_IN,
    ) -> None:
        """Hand over a package in which or with which something was planted.

        Args:
            fault: its name, which is that of its folder.
            filed: the package.
            package: what must be found of it.
            name: file name where it is not its own; may begin with a folder.
            way: how it comes.
            outcome: what becomes of the file.
            when: what must have happened before it is handed over; then it lies in ``later``.
        """
        folder = PLANTED if when is When.TAKEN_IN else LATER
        path = f"{folder}/{fault}/{name or filed.name}"
        packages = () if package is None else (package,)
        file = ExpectedFile(
            path=path, kind=way.kind, outcome=outcome, packages=packages, fault=fault, when=when
        )
        self._write(filed, way, file)

    def _write(self, filed: Filed, way: Way, file: ExpectedFile) -> None:
        """Write a package in the way in which it comes; the path gets its ending."""
        if way is Way.SEALED:
            path, data = f"{file.path}{ENCRYPTED_SUFFIX}", filed.sealed
        elif way is Way.PLAIN:
            path, data = file.path, filed.data
        else:
            path, data = f"{file.path.removesuffix('.asice')}.eml", filed.mail
        self.put(path, data)
        self.expectation.add(replace(file, path=path))

    def put_file(  # noqa: PLR0913 - a file that is none of ours has these facts and no other
        self,
        fault: str,
        name: str,
        data: bytes,
        kind: str,
        *,
        refusal: str = "",
        outcome: Reception = Reception.REFUSED,
        packages: Sequence[ExpectedPackage] = (),
    ) -> None:
        """Hand over any file."""
        path = f"{PLANTED}/{fault}/{name}"
        self.put(path, data)
        self.expectation.add(
            ExpectedFile(
                path=path,
                kind=kind,
                outcome=outcome,
                packages=tuple(packages),
                fault=fault,
                refusal=refusal,
            )
        )

    def package(
        self, filed: Filed, said: tuple[Said, ...] = SOUND, silenced: Sequence[SilencedWarning] = ()
    ) -> ExpectedPackage:
        """What must be found of a package."""
        return ExpectedPackage(
            unit=filed.unit,
            year=filed.year,
            revision=filed.revision,
            content_digest=filed.content_digest,
            check_code=filed.check_code,
            said=said,
            silenced=tuple(silenced),
        )

    def end(self, filed: Filed, state: State, fault: str = "", candidates: Sequence[Filed] = ()) -> None:
        """Say how the unit's year ends; the package is the current one where the year is received."""
        is_current = state is State.RECEIVED
        self.expectation.end(
            ExpectedYear(
                unit=filed.unit,
                year=filed.year,
                state=state,
                content_digest=filed.content_digest if is_current else None,
                revision=filed.revision if is_current else None,
                fault=fault,
                candidates=tuple(sorted(one.content_digest for one in candidates)),
            )
        )

    def paper(self, filed: Filed) -> None:
        """Note that the stamped paper of a package came; of a year's papers the last one counts."""
        self._papers[filed.unit, filed.year] = Paper(filed.unit, filed.year, filed.revision, filed.check_code)

    def keep_store(self, unit: FilingUnit, name: str = "") -> None:
        """Keep a unit's data file, which is still open, as ``stores/<unit>.db``."""
        self.put(f"stores/{name or unit.desk.unit.code}.db", unit.path.read_bytes())

    def note_past(self, unit: FilingUnit) -> None:
        """Note a unit's figures of the years before the plan, which the office published itself."""
        for key, values in unit.figures.items():
            self._past.setdefault(key, [values[year - FIRST] for year in PAST])

    def publish_rate(self, indicator: Indicator, values: list[Decimal], *, instead_of: SeriesKey) -> None:
        """Let the office have published a rate of the years before the plan, and not the counts above it."""
        self._rates[SeriesKey(indicator.code)] = values
        self._withheld.add(instead_of)

    def note_given(self, filing: FilingUnit) -> None:
        """Remember what the statistics office gives to a unit in the last year."""
        for key in given_keys(self.pack.plan, filing.post.unit):
            self._given.setdefault(key, filing.figures[key][LAST - FIRST])

    # --- lists ---------------------------------------------------------------------------------------

    def write_lists(self) -> None:
        """Write the passphrase, the fingerprints and the codes of the papers."""
        self.put("passphrase.txt", f"{self._passphrase}\n".encode())
        self.put("fingerprints.txt", "".join(sorted(self._fingerprints)).encode())
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(("unit", "year", "revision", "校验码", "备注"))
        for paper in sorted(self._papers.values(), key=lambda one: (one.unit, one.year)):
            writer.writerow((paper.unit, paper.year, paper.revision, paper.check_code, MARK))
        self.put("papers.csv", text.getvalue().encode())
        self.put("history.csv", self._history())
        self.put("base.csv", self._base())

    def _base(self) -> bytes:
        """What the statistics office gives its units for the last year, as a table for ``office base``."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(("代码", "指标名称", "分组", "计量单位", LAST, "来源", "性质"))
        for key, value in sorted(self._given.items()):
            item = self.pack.plan.item_by_code[key.code]
            source = f"{MARK}：编造的人口和住户统计"
            row = (key.code, item.name, key.breakdown, item.unit, canonical_decimal(value), source, "正式数")
            writer.writerow(row)
        return text.getvalue().encode()

    def _history(self) -> bytes:
        """The series of earlier years as a table for ``office history``."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow((NOTICE,))  # above its head a table may have a title
        writer.writerow(("代码", "指标名称", "分组", "计量单位", *PAST))
        plan = self.pack.plan
        published = {key: values for key, values in self._past.items() if key not in self._withheld}
        for key, values in sorted({**published, **self._rates}.items()):
            one = plan.item_by_code.get(key.code) or plan.indicator_by_code[key.code]
            writer.writerow((key.code, one.name, key.breakdown, one.unit, *map(canonical_decimal, values)))
        return text.getvalue().encode()

    def _keep_key(self, pair: KeyPair, name: str, *, beside: bool = True) -> None:
        self.put(f"keys/{name}.p12", to_pkcs12(pair, self._passphrase))
        if beside:
            self.put(f"keys/{name}{CERTIFICATE_SUFFIX}", to_pem(pair.certificate))
