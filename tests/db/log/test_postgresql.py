"""What describes a store serves PostgreSQL as well: its tables are made there, and its log is proved there.

The log is tried on a server of its own where PostgreSQL is installed (:mod:`tests.db.postgresql`), by the
command ``psql``: the statements are those of SQLAlchemy Core, without a driver.
"""

import csv
import io
import subprocess

import pytest
from sqlalchemy import Integer, Select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from db.description import addition, stored, wording
from db.log.chain import Chain, begin_log
from db.log.proof import prove
from db.unit.kind import UNIT_STORE
from db.unit.tables import HISTORY_VALUE, PERSON
from tests.db.postgresql import AS_OTHER, running_server
from tests.db.samples import TABLES

DIALECT = postgresql.dialect()
AT, NULL = "2026-01-15T08:30:05.123456Z", "\\N"


def schema():
    """Statements that make all tables of a unit's store in PostgreSQL."""
    for table in TABLES:
        yield str(CreateTable(table).compile(dialect=DIALECT))
        yield from (str(CreateIndex(index).compile(dialect=DIALECT)) for index in table.indexes)


def test_every_table_can_be_said_in_postgresql():
    said = "\n".join(schema())
    for only_sqlite in ("STRICT", "ROWID", "BLOB", "DATETIME", "NUMERIC", "FLOAT"):
        assert only_sqlite not in said
    assert said.count("CREATE TABLE") == len(TABLES)


class Psql:
    """Executes Core statements by the command ``psql``."""

    def __init__(self, folder):
        self._command = [
            *AS_OTHER,
            *("psql", "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-P", f"null={NULL}"),
            *("-h", str(folder), "-d", "postgres"),
        ]

    def say(self, text):
        run = subprocess.run(self._command, input=text, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def execute(self, statement, parameters=None):
        values = parameters or {}
        compiled = statement.params(**values) if isinstance(statement, Select) else statement
        if statement.is_insert:
            compiled = statement.values(**values)
        elif statement.is_update:
            compiled = statement.values(**{k: v for k, v in values.items() if k in statement.table.c})
        options = {"literal_binds": True, "render_postcompile": True}
        text = str(compiled.compile(dialect=DIALECT, compile_kwargs=options))
        return Rows(statement, self.say(text + ";"))


class Rows(list):
    """Rows that psql printed, read by the types of the columns that were asked for."""

    def __init__(self, statement, text):
        columns = list(statement.selected_columns) if isinstance(statement, Select) else []
        for row in csv.reader(io.StringIO(text)):
            self.append(tuple(self._read(*pair) for pair in zip(columns, row, strict=True)))

    def _read(self, column, text):
        if text == NULL:
            return None
        return int(text) if isinstance(column.type, Integer) else text

    def fetchone(self):
        return self[0] if self else None

    def fetchall(self):
        return list(self)


@pytest.fixture
def server():
    with running_server() as folder:
        yield Psql(folder)


def log_row(session, chain, table, row):
    session.execute(addition(table), row)
    for (year, subject), new in wording(table).facts(row):
        chain.append("import", subject, at=AT, actor="王芳", year=year, new=new)


@pytest.mark.slow
def test_a_log_is_written_and_proved_on_a_postgresql_server(server):
    server.say(";\n".join([*schema(), ""]))
    begin_log(server)
    chain = Chain(server)
    log_row(server, chain, PERSON, {"role": "head", "value": "张局长's"})
    figure = {"year": 2020, "code": "births", "breakdown": "_T", "value": "1600.50", "source": "年报"}
    log_row(server, chain, HISTORY_VALUE, figure)
    chain.finish()
    found = prove(server, UNIT_STORE)
    assert (found.ok, found.entries) == (True, 2), found
    server.execute(update(stored(PERSON)), {"value": "李"})
    found = prove(server, UNIT_STORE)
    assert (found.ok, found.subjects) == (False, ("people:head",))
