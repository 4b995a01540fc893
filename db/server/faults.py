"""Errors of the server and of its driver, as errors of :mod:`db.errors`.

They are told by PostgreSQL's condition codes (https://www.postgresql.org/docs/15/errcodes-appendix.html).
Neither the driver's words nor the address of the server are passed on: the first may quote a row, and the
second a password.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, PendingRollbackError

from db.errors import DiskFault, StoreBusy, StoreExists, StoreReadOnly, StoreUnreachable, fault, misuse
from forms.codes.code import ErrorCode
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault, TianbaoError

_GONE = (
    StoreUnreachable,
    StoreCode.SERVER_GONE,
    (
        "连不上数据库“{name}”，或连接断了，这一步没有做完；以前保存的都在。"
        "请确认服务器在运行、网络通、用户名和数据库名没有错，再试一次。"
    ),
)
_BUSY = (
    StoreBusy,
    StoreCode.SERVER_BUSY,
    "数据库“{name}”正在保存别人的一步，等了一会儿还没有轮到，这一步没有做。请再试一次。",
)
_REFUSED = (
    StoreReadOnly,
    StoreCode.SERVER_REFUSED,
    "数据库“{name}”不让做这一步：没有权限，或不是本程序这个版本的数据库。请管理数据库的人核对用户名和数据库。",
)
_FAULT = (
    DiskFault,
    StoreCode.SERVER_FAULT,
    "数据库“{name}”的服务器报错（{state}），这一步没有保存；以前保存的都在。请把代码告诉管理数据库的人。",
)
_NO_DRIVER = (
    StoreUnreachable,
    StoreCode.SERVER_NO_DRIVER,
    "这台电脑上没有连接数据库“{name}”用的驱动程序（psycopg）。请让维护人员装上“server”这一项再试。",
)
_BY_STATE: dict[str, tuple[type[EnvironmentFault], ErrorCode, str]] = {
    "08": _GONE,
    "57P": _GONE,
    "53300": _GONE,  # too many connections
    "25P03": _GONE,  # the server ended a transaction that did nothing for too long
    "55P03": _BUSY,
    "40": _BUSY,
    "57014": _BUSY,
    "42501": _REFUSED,
    "25006": _REFUSED,
    "28": _REFUSED,
    "3D": _REFUSED,
    "3F": _REFUSED,
    "42P01": _REFUSED,
    "42703": _REFUSED,
}
"""By PostgreSQL's code of the condition or the beginning of it; the longest beginning counts."""
_MISUSED = ("22", "23", "25P02")
"""PostgreSQL's codes of a value or row that must not be, and of what is asked after an error."""
_EXISTS = ("42P07", "42723")
"""PostgreSQL's codes of a table or function that is there already."""


def refused(path: Path) -> EnvironmentFault:
    """The error for a database that is not a store of this version."""
    return _made(_REFUSED, path, "")


def no_driver(path: Path) -> EnvironmentFault:
    """The error where the optional driver is not there."""
    return _made(_NO_DRIVER, path, "")


def _made(found: tuple[type[EnvironmentFault], ErrorCode, str], path: Path, state: str) -> EnvironmentFault:
    kind, code, sentence = found
    return kind(code, sentence.format(name=path.name, state=state), path=path.name, state=state)


def translate(error: DBAPIError | PendingRollbackError, path: Path) -> TianbaoError:
    """The error of ours for one of the driver."""
    original = getattr(error, "orig", None)
    state = getattr(original, "sqlstate", None) or ""
    if state.startswith(_MISUSED):
        constraint = getattr(getattr(original, "diag", None), "constraint_name", None)
        return misuse(constraint or "refused by the database", state=state)
    if state in _EXISTS:
        return fault(StoreExists, path)
    known = next((_BY_STATE[state[:n]] for n in range(len(state), 1, -1) if state[:n] in _BY_STATE), None)
    if known is not None:
        return _made(known, path, state)
    is_lost = getattr(error, "connection_invalidated", False) or isinstance(error, PendingRollbackError)
    if is_lost or (not state and isinstance(error, OperationalError | InterfaceError)):
        return _made(_GONE, path, state)
    if not state:
        return misuse("refused by the driver", driver=type(original).__name__)  # a value that no column takes
    return _made(_FAULT, path, state)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Translate errors that a block raises about a database; others pass unchanged."""
    try:
        yield
    except (DBAPIError, PendingRollbackError) as error:
        # Without what caused it: PostgreSQL's detail quotes the row.
        raise translate(error, path) from None
