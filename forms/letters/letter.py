"""What a letter says, as a record, and as the document ``letter.json``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.task import Named, YearTask, named_base, task_members, task_of

LETTER_SCHEMA = "tianbao/letter/1"
"""What ``letter.json`` calls itself."""


@frozen
class ReceiptOf:
    """What the office took in, and reckoned of it; there is no figure in it.

    Attributes:
        manifest_digest: SHA-256 of the signed manifest of the package.
        received_at: when it was taken in, aware.
        facts: state (``ok|bad|unknown``) of each fact, by name.
        cells: number of cells of the year.
        sum_code: check code of 16 characters, made of all values of the package (``forms.letters.sum_code``).
    """

    manifest_digest: str
    received_at: datetime
    facts: Mapping[str, str]
    cells: int
    sum_code: str


@frozen
class SentLetter:
    """A letter of the office.

    Attributes:
        kind: what it is.
        region: administrative division (GB/T 2260) of the office.
        office: the office's name.
        unit: code of the unit; empty for a task and for base figures.
        year: reporting year.
        number: its place among the letters of the unit's year, or of the tasks of the year; 1 and up.
        previous: digest of the letter before it; None for the first.
        content: content digest that it answers; None where it answers none.
        questions: ids of all questions that are open, in order.
        made_at: when it was signed, by the office's clock, aware.
        not_chosen: contents that were not chosen, where it is a choice.
        recalls: number of the letter that it takes back, where it is a recall; else None.
        receipt: what was taken in, where it is a receipt; else None.
        task: the task, where it is one; else None.
        base: the base figures, where it brings them; else None. Its version is the letter's number.
    """

    kind: OfficeLetter
    region: str
    office: str
    unit: str
    year: int
    number: int
    previous: str | None
    content: str | None
    questions: tuple[str, ...]
    made_at: datetime
    not_chosen: tuple[str, ...] = ()
    recalls: int | None = None
    receipt: ReceiptOf | None = None
    task: YearTask | None = None
    base: Named | None = None

    @property
    def title(self) -> str:
        """Its kind and number, by which people name it."""
        return f"{self.kind.label}第 {self.number} 号"

    @property
    def named_base(self) -> Named | None:
        """The base figures that it brings, by itself or as part of a task; None where it brings none."""
        return self.base if self.task is None else self.task.base

    @property
    def contents(self) -> frozenset[str]:
        """Digests of all contents that it speaks of."""
        return frozenset({*self.not_chosen, *(() if self.content is None else (self.content,))})


def letter_document(letter: SentLetter) -> dict[str, Any]:
    """A letter as the members of ``letter.json``; ``kind`` is to be written first."""
    document: dict[str, Any] = {
        "kind": letter.kind.value,
        "schema": LETTER_SCHEMA,
        "region_code": letter.region,
        "office": letter.office,
        "year": letter.year,
        "n": letter.number,
        "previous": letter.previous,
        "questions": list(letter.questions),
        "made_at": letter.made_at.isoformat(timespec="seconds"),
    }
    if letter.kind.is_to_one_unit:
        document |= {"unit": letter.unit, "content_digest": letter.content}
    if letter.not_chosen:
        document["not_chosen"] = list(letter.not_chosen)
    if letter.recalls is not None:
        document["recalls"] = letter.recalls
    if letter.receipt is not None:
        document["receipt"] = _receipt_members(letter.receipt)
    if letter.base is not None:
        document["base"] = {"version": letter.base.version, "digest": letter.base.digest}
    return document if letter.task is None else document | task_members(letter.task)


def _receipt_members(receipt: ReceiptOf) -> dict[str, Any]:
    return {
        "manifest_digest": receipt.manifest_digest,
        "received_at": receipt.received_at.isoformat(timespec="seconds"),
        "facts": dict(receipt.facts),
        "cells": receipt.cells,
        "sum_code": receipt.sum_code,
    }


def letter_of(document: Mapping[str, Any]) -> SentLetter:
    """The letter in a document that fits the published schema; further members are ignored.

    Raises:
        ValueError: its members do not belong together, as a Chinese clause.
    """
    kind = OfficeLetter(document["kind"])
    unit, content = document.get("unit"), document.get("content_digest")
    if kind.is_to_one_unit != bool(unit):
        raise ValueError("收件单位与文件的种类不符")
    if (kind is OfficeLetter.RECALL) != (document.get("recalls") is not None):
        raise ValueError("撤回的是哪一份没有写明，或不该写")
    if document.get("recalls") is not None and document["recalls"] >= document["n"]:
        raise ValueError("撤回的不是比它早的一份")
    if (kind is OfficeLetter.RECEIPT) != (document.get("receipt") is not None):
        raise ValueError("回执的内容没有写明，或不该写")
    if document["n"] == 1 and document["previous"] is not None:
        raise ValueError("编号与“前一份”的记载自相矛盾")
    base = named_base(document) if kind is OfficeLetter.BASE else None
    if kind is OfficeLetter.BASE and (base is None or base.version != str(document["n"])):
        raise ValueError("是哪一号基础数据没有写明，或与编号不符")
    questions = tuple(document["questions"])
    if len(set(questions)) != len(questions):
        raise ValueError("同一个问题编号出现了两次")
    if kind is OfficeLetter.ACCEPTANCE and questions:
        raise ValueError("还有没有了结的问题，不是验收")
    receipt = document.get("receipt")
    return SentLetter(
        kind=kind,
        region=document["region_code"],
        office=document["office"],
        unit=unit or "",
        year=document["year"],
        number=document["n"],
        previous=document["previous"],
        content=content,
        questions=questions,
        made_at=_moment(document["made_at"]),
        not_chosen=tuple(document.get("not_chosen", ())),
        recalls=document.get("recalls"),
        receipt=None if receipt is None else _receipt(receipt),
        task=task_of(document) if kind is OfficeLetter.TASK else None,
        base=base,
    )


def _receipt(members: Mapping[str, Any]) -> ReceiptOf:
    return ReceiptOf(
        manifest_digest=members["manifest_digest"],
        received_at=_moment(members["received_at"]),
        facts=dict(members["facts"]),
        cells=members["cells"],
        sum_code=members["sum_code"],
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("写明的时间不对") from error
    if moment.tzinfo is None:
        raise ValueError("写明的时间没有时区")
    return moment
