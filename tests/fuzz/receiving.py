"""Fuzzed files that the office takes in for good: nothing counts but what its unit signed, as it is.

The office has registered who signed the package of the scene, and nobody else. Every input is handed over by
the command, with storing. An answer is wrong where it takes anything but that very package, or refuses
without code, sentence and step; after each round of files the store itself is looked at.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from desktop.services.office.desk import OfficeDesk, open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.package import PayloadFile, build
from forms.canonical import digest_of
from forms.errors import TianbaoError
from tests.desktop.services.stated_values import held, stated
from tests.desktop.submission.builders import NOW, entries_of, health, pack
from tests.desktop.submission.receivers import office
from tests.fuzz.driving import SOUND, Cost, bring, mutated
from tests.fuzz.mails import archive, mail
from tests.fuzz.scene import sound

DOOR = "receiving"
_ROUND = 200
"""Files a store takes; a new one then, so that the store stays small."""
_FOLDER = 20
"""Files that are handed over at once, and timed together: most of a command's time is its own."""
_TOLD = 1_000
"""Files from which on it is told how far it is."""
_KINDS = ("bytes", "file", "stranger", "sealed stranger", "envelope", "mail", "archive", "sealed bytes")


def take_in(scene: Path, folder: Path, count: int) -> Cost:
    """Hand so many fuzzed files over, the sound one before them, and look at what became of the store."""
    genuine = sound(scene, DOOR)
    cost, inputs = Cost(), fuzzed(scene, count)
    while some := list(islice(inputs, _ROUND)):
        shutil.copyfile(scene / "knowing.db", scene / "taking.db")
        folders = [
            (f"from {first}", dict(some[first : first + _FOLDER])) for first in range(0, len(some), _FOLDER)
        ]
        brought = [(SOUND, genuine), *folders]
        part = bring(DOOR, brought, scene, folder / "inputs", lambda told: wrong(told, genuine))
        part.inputs = len(some) + 1
        cost.join(part)
        cost.faults += wrong_in_store(scene / "taking.db", genuine)
        shutil.rmtree(folder)
        if cost.inputs >= _TOLD:
            print(f"{cost.inputs} of {count}: {len(cost.faults)} faults", file=sys.stderr, flush=True)
    if not cost.taken[1]:
        cost.faults.append("nothing was taken, the sound one neither")
    return cost


def fuzzed(scene: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each; kinds in turn."""
    genuine = sound(scene, DOOR)
    envelope = encrypt(genuine, [office().certificate])
    chance = random.Random(count)
    of_mail = mail(("a.asice.cms", envelope), ("b.asice", genuine))
    of_archive = archive(("a.asice", genuine), ("b.asice.cms", envelope))
    for number in range(count):
        kind = _KINDS[number % len(_KINDS)]
        if kind == "bytes":
            data = _once(genuine, number)
        elif kind == "file":
            data = pack(_one_changed(entries_of(genuine), chance, number))
        elif kind == "stranger":
            data = _signed_by_a_stranger(genuine, chance, number)
        elif kind == "sealed stranger":
            data = encrypt(_signed_by_a_stranger(genuine, chance, number), [office().certificate])
        elif kind == "envelope":
            data = _once(envelope, number)
        elif kind == "mail":
            data = _once(of_mail, number)
        elif kind == "archive":
            data = _once(of_archive, number)
        else:
            data = encrypt(_once(genuine, number), [office().certificate])
        yield f"{kind} {number}", data


def _once(data: bytes, seed: int) -> bytes:
    ((_, changed),) = mutated(data, 1, seed)
    return changed


def _one_changed(entries: dict[str, bytes], chance: random.Random, seed: int) -> dict[str, bytes]:
    """The same entries, one of them changed; the form, which is most of the bytes, as seldom as any other."""
    name = chance.choice(list(entries))
    return {**entries, name: _once(entries[name], seed)}


def _signed_by_a_stranger(genuine: bytes, chance: random.Random, seed: int) -> bytes:
    """A package that fits together, by a key that nobody registered; half of them with a file changed."""
    entries = entries_of(genuine)
    files = {name: data for name, data in entries.items() if not name.startswith(("META", "mime"))}
    if chance.random() < 0.5:
        files = _one_changed(files, chance, seed)
    payload = [PayloadFile(name, "application/octet-stream", data) for name, data in files.items()]
    return build(payload, health(), NOW)


def wrong(told: str, genuine: bytes) -> str:
    """What is wrong with an answer of ``receive --json``; empty where nothing is."""
    digest = digest_of(genuine)
    for file in json.loads(told).get("files", ()):
        packages = file["packages"]
        if file["outcome"] == "taken" and {one["digest"] for one in packages} != {digest}:
            return "taken, and is not what the unit signed"
        for one in packages:
            facts = {fact["fact"]: fact for fact in one["facts"]}
            is_genuine = (facts["signature"]["state"], facts["signer"]["state"]) == ("ok", "ok")
            if is_genuine is not (one["digest"] == digest):
                return "called genuine, and is not" if is_genuine else "the sound one is not called genuine"
        if not packages and not all(file[name] for name in ("code", "sentence", "step")):
            return "nothing read of it, and no code, sentence or step"
    return ""


def wrong_in_store(path: Path, genuine: bytes) -> Iterator[str]:
    """What is wrong with a store that was handed the sound package first, and then anything."""
    digest = digest_of(genuine)
    try:
        with open_office_desk(path) as desk:
            if not desk.store.verify_log().ok:
                yield "the log does not agree"
            for package in desk.store.packages():
                if digest_of(desk.store.file_bytes(package.digest)) != package.digest:
                    yield f"{package.digest}: other bytes than came"
            yield from _wrong_in_years(desk, digest, genuine)
    except TianbaoError as error:
        yield f"the store does not open: {error.code}"
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the store is unsound"


def _wrong_in_years(desk: OfficeDesk, digest: str, genuine: bytes) -> Iterator[str]:
    counting = {
        one.digest: one.content
        for year in {package.year for package in desk.store.packages()}
        for unit_year in map(ledger_of(desk, year).unit_year, ledger_of(desk, year).units)
        for one in unit_year.admitted
    }
    if set(counting) != {digest}:
        yield f"what counts is not the sound package alone: {sorted(counting)}"
    elif sorted(held(desk, counting[digest]), key=str) != sorted(stated(genuine), key=str):
        yield "the figures of the sound package are others"
