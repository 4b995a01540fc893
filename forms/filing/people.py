"""The people who answer for the figures (统计法 24): their roles, as form, package and store use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Self

from forms.frozen import frozen


@frozen
class PeopleRole:
    """A role on the form, or another fact that is kept of a unit.

    Attributes:
        key: its name in documents and options.
        label: its name on paper and in the window (Chinese).
        is_required: whether 定稿 is not possible without it.
    """

    key: str
    label: str
    is_required: bool = True


ROLES = (
    PeopleRole("head", "单位负责人"),
    PeopleRole("statistician", "统计负责人"),
    PeopleRole("filler", "填表人"),
    PeopleRole("phone", "联系电话"),
)
"""The signature line, in its order; the fields of :class:`People`."""
REGISTERED = (
    *ROLES,
    PeopleRole("email", "电子邮箱", is_required=False),
    PeopleRole("credit_code", "统一社会信用代码", is_required=False),
)
"""The signature line and the other facts that a store keeps of its unit."""
LABELS = {role.key: role.label for role in REGISTERED}


@frozen
class People:
    """The text for each role; an empty one is a blank on paper, to be filled in by hand."""

    head: str = ""
    statistician: str = ""
    filler: str = ""
    phone: str = ""

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Self:
        """People from a mapping of keys to texts; other entries are ignored, missing ones are empty."""
        return cls(**{f.name: values[f.name] for f in fields(cls) if f.name in values})

    def by_role(self) -> Iterator[tuple[PeopleRole, str]]:
        """Each role of the signature line with its text."""
        return ((role, getattr(self, role.key)) for role in ROLES)

    def document(self) -> dict[str, str]:
        """Key and text of each role, as in packages and JSON answers."""
        return {role.key: text for role, text in self.by_role()}

    def missing(self) -> list[str]:
        """Chinese names of the required roles whose text is empty."""
        return [role.label for role, text in self.by_role() if role.is_required and not text.strip()]
