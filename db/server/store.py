"""A store on a PostgreSQL server: made, opened, verified.

Several desks may write, one at a time: whoever writes holds a lock of the whole store until the commit, so
that the change log stays one chain. Who reads sees one state and waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, closing, suppress
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self, TypeVar

from sqlalchemy import Connection, Engine, create_engine, func, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from db.errors import StoreCorrupt, fault, misuse, too_new
from db.file.schema import SCHEMA_REVISION
from db.file.session import Queries
from db.log.chain import begin_log
from db.log.kind import LoggedKind
from db.log.proof import prove
from db.log.records import LogHead, LogVerification
from db.log.transactions import Transactions
from db.log.work import Change, Work
from db.server.faults import no_driver, refused, translated
from db.server.postgresql_only import guards, schema_statements, working_triggers
from db.server.session import ServerSession, StreamingSession
from db.store.opening import Fill, write_first_rows
from db.translation import decoding
from forms.errors import EnvironmentFault

DRIVER = "postgresql+psycopg"
_WAIT_MILLISECONDS = 5000
"""How long a desk waits for another one's commit before StoreBusy is raised: as for a file
(:data:`db.file.engine.BUSY_MILLISECONDS`), the default of sqlite3."""
_IDLE_MILLISECONDS = 60_000
"""After which the server ends a transaction that does nothing: a desk whose computer sleeps must not keep the
others from writing. Chosen far above a transaction's milliseconds."""
_CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer. Chosen by us."""


class ServerStore(Transactions):
    """An open store on a server.

    Attributes:
        KIND: what kind of store it is.
    """

    KIND: ClassVar[LoggedKind]

    def __init__(self, engine: Engine, path: Path) -> None:
        super().__init__(path)
        self._engine = engine
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; may be called twice."""
        with self._thread_lock:
            self._closed = True
            self._engine.dispose()

    def verify_log(self, noted: Iterable[LogHead] = ()) -> LogVerification:
        """Verify that the log is whole, that the tables hold what it says, and that their guards are there.

        Args:
            noted: heads that were noted elsewhere.

        Returns:
            What was found; damage is a result and not an error.
        """
        self._require_open()
        with (
            translated(self.path),
            _reading(self._engine) as connection,
            closing(StreamingSession(connection)) as session,
        ):
            missing = _missing_guards(session, self.KIND)
            if missing:
                sentence = f"数据库的保护措施被改动过（缺少触发器{'、'.join(sorted(missing))}）。"
                return LogVerification(ok=False, entries=0, first_bad_seq=None, sentence=sentence)
            try:
                with decoding(self.path):
                    return prove(session, self.KIND, noted)
            except EnvironmentFault as error:
                return LogVerification(ok=False, entries=0, first_bad_seq=None, sentence=error.message)

    def _translated(self) -> AbstractContextManager[None]:
        """Override."""
        return translated(self.path)

    def _begin_reading(self) -> Queries:
        """Override."""
        self._connection = _reading(self._engine)
        return ServerSession(self._connection)

    def _end_reading(self) -> None:
        """Override."""
        self._let_go()

    def _begin(self) -> Work:
        """Override."""
        self._connection = self._engine.connect()
        try:
            _wait_for_turn(self._connection, self.KIND)
            return Work(ServerSession(self._connection), self.path)
        except BaseException:
            self._let_go()
            raise

    def _commit(self, work: Work) -> None:
        """Override."""
        assert self._connection is not None
        work.log.finish()
        self._connection.commit()
        self._let_go()

    def _take_back(self) -> None:
        """Override."""
        self._let_go()

    def _let_go(self) -> None:
        """Give the connection back; what was not committed is undone, by the server where it is broken."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):
                connection.close()


def _reading(engine: Engine) -> Connection:
    """A connection whose statements all see one state, and may not write."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _wait_for_turn(connection: Connection, kind: LoggedKind) -> None:
    """Begin a transaction that alone may write until it ends.

    It reads what was committed by now and not what was when it began: the end of the log is read after the
    waiting.
    """
    connection.execute(select(func.set_config("lock_timeout", str(_WAIT_MILLISECONDS), True)))
    connection.execute(select(func.pg_advisory_xact_lock(kind.schema.application)))


def _missing_guards(session: Queries, kind: LoggedKind) -> set[str]:
    return guards(kind.schema.metadata) - {row[0] for row in session.execute(working_triggers()).fetchall()}


S = TypeVar("S", bound=ServerStore)


def make_on_server(  # noqa: PLR0913 - a store is made once, with everything it needs
    url: str,
    store: type[S],
    facts: Mapping[str, str],
    fill: Fill,
    *,
    actor: str,
    now: datetime,
    desks: Iterable[str] = (),
) -> S:
    """Make a new store in an empty database and open it.

    Args:
        url: ``postgresql+psycopg://...``, of the role that is to own the tables.
        store: what kind of store it becomes.
        facts: what it states of itself, by name, beside its random id and the time at which it was made.
        fill: adds its first rows.
        actor: person at the keyboard.
        now: the present, with time zone.
        desks: roles that work with the store, and to which no right is given to change what was received.

    Raises:
        StoreExists: the database has these tables; nothing is changed.
        EnvironmentFault: the server cannot be reached, or refuses.
    """
    engine, path = _engine(url)
    kind, change = store.KIND, Change("create", actor, now)
    try:
        with translated(path), engine.begin() as connection:
            _wait_for_turn(connection, kind)
            for statement in schema_statements(kind.schema.metadata, desks):
                connection.exec_driver_sql(statement)
            session = ServerSession(connection)
            session.execute(insert(SCHEMA_REVISION), {"version_num": kind.schema.head})
            begin_log(session)
            write_first_rows(Work(session, path), kind, facts, fill, change)
    finally:
        engine.dispose()
    return open_on_server(url, store)


def open_on_server(url: str, store: type[S]) -> S:
    """Open a store on a server.

    Args:
        url: ``postgresql+psycopg://...``.
        store: what kind of store it is.

    Raises:
        StoreTooNew: it is of a newer program.
        StoreCorrupt: it notes no end of its log.
        EnvironmentFault: the server cannot be reached, or the database is not a store of this version.
    """
    engine, path = _engine(url)
    try:
        with translated(path), _reading(engine) as connection:
            _require_current(ServerSession(connection), path, store.KIND)
    except BaseException:
        engine.dispose()
        raise
    return store(engine, path)


def _require_current(session: ServerSession, path: Path, kind: LoggedKind) -> None:
    tables = set(inspect(session.connection).get_table_names())
    if not tables >= kind.schema.metadata.tables.keys():
        raise refused(path)
    found = session.value(select(SCHEMA_REVISION.c.version_num))
    if found is None:
        raise fault(StoreCorrupt, path)
    if str(found) > kind.schema.head:
        raise too_new(path, str(found), kind.schema.head)
    if str(found) != kind.schema.head or _missing_guards(session, kind):
        raise refused(path)


def _engine(url: str) -> tuple[Engine, Path]:
    """The connections to a database, of which one is kept, and its name."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise misuse("address of a database") from None
    if address.drivername != DRIVER:
        raise misuse("address of a database", driver=address.drivername)
    path = Path(address.database or "")
    options = f"-c idle_in_transaction_session_timeout={_IDLE_MILLISECONDS}"
    try:
        engine = create_engine(
            address,
            pool_size=1,
            pool_pre_ping=True,  # the server may have ended the connection since it was used last
            hide_parameters=True,  # figures are never part of an error's words
            connect_args={"connect_timeout": _CONNECT_SECONDS, "options": options},
        )
    except ImportError as error:
        raise no_driver(path) from error
    return engine, path
