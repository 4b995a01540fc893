"""Records that cannot be changed, and are cheap to define.

``@dataclass(frozen=True)`` writes and compiles six methods for each class, 0.7 ms, and the window needs a
hundred records before it can show a cell. Of a record made here ``__init__`` alone is compiled, and that when
somebody asks for it; the other methods are the same functions for all records and find the fields' names in
the class. It stays a dataclass otherwise: ``fields``, ``replace``, ``asdict`` and ``match`` take it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """Make a record of a class with annotated fields; a ``__repr__`` or ``__hash__`` of its own stays."""
    dataclass(init=False, repr=False, eq=False)(cls)
    listed = fields(cls)  # type: ignore[arg-type]
    own = set(vars(cls))
    methods = {
        "_shown_fields": tuple(f.name for f in listed if f.repr),
        "_compared_values": attrgetter(*[f.name for f in listed if f.compare] or ["__class__"]),
        "__init__": _Initialiser(cls, listed),
        "__eq__": _equal,
        "__hash__": _hash,
        "__repr__": _text,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name in methods.keys() - own:
        setattr(cls, name, methods[name])
    return cls


class _Initialiser:
    """Stands for the ``__init__`` of a record until somebody asks for it; half wait for a later page."""

    def __init__(self, cls: type, listed: Iterable[Field[Any]]) -> None:
        self._of = cls
        self._listed = listed

    def __get__(self, record: object, cls: type) -> Any:
        """Compile it and put it into the class, whoever asks: a call, ``inspect.signature``, a subclass."""
        made = _initialiser(self._of, self._listed)
        setattr(self._of, "__init__", made)  # noqa: B010 - mypy takes the other spelling for an override
        return made.__get__(record, cls)


def _initialiser(cls: type, listed: Iterable[Field[Any]]) -> Any:
    """An ``__init__`` with the parameters and defaults of the fields."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    parameters, values = ["self"], []
    for f in listed:
        value = f.name
        if f.default_factory is not MISSING:
            known[f"_new_{f.name}"] = f.default_factory
            value = f"_new_{f.name}()"
            if f.init:
                value = f"{value} if {f.name} is _missing else {f.name}"
                parameters.append(f"{f.name}=_missing")
        elif f.default is not MISSING:
            known[f"_default_{f.name}"] = f.default
            parameters.append(f"{f.name}=_default_{f.name}")
        else:
            parameters.append(f.name)
        values.append(f"{f.name!r}: {value}")
    # All fields in one step: a call of object.__setattr__ for each would take twice the time.
    body = f" _set(self, '__dict__', {{{', '.join(values)}}})"
    if hasattr(cls, "__post_init__"):
        body += "\n self.__post_init__()"
    source = f"def __init__({', '.join(parameters)}):\n{body}"
    exec(source, known)  # noqa: S102 - as dataclasses does: from names that are identifiers of our own
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = self._compared_values
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(self._compared_values(self))


def _text(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown_fields)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{self.__class__.__qualname__}.{name} cannot be changed")
