# ruff: noqa: E501 - statements exactly as SQLite keeps them
"""Keep every letter and all base figures of the office, whom the unit trusts as the office, and answers.

Frozen: it never changes and imports nothing of the program.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
SCHEMA_DIGEST = "1a9376c40363ee3a623d100459aa5a5cfa761d26a8554cd9d037f1a9e34f433d"

REBUILT = (
    (
        "report_year",
        "year, state, revision, deadline, reason, actor, at",
        """
    CREATE TABLE new_report_year (
        year INTEGER NOT NULL,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL,
        deadline TEXT,
        reason TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_report_year PRIMARY KEY (year),
        CONSTRAINT ck_report_year_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_report_year_state CHECK (state IN ('empty', 'draft', 'ready', 'final', 'exported', 'delivered', 'returned', 'accepted', 'withdrawn', 'superseded')),
        CONSTRAINT ck_report_year_revision CHECK (revision >= 0)
    )
     STRICT
    """,
    ),
    (
        "slip",
        "digest, year, revision, kind, data, actor, at",
        """
    CREATE TABLE new_slip (
        digest TEXT NOT NULL,
        year INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        number INTEGER,
        applied INTEGER,
        CONSTRAINT pk_slip PRIMARY KEY (digest),
        CONSTRAINT ck_slip_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_slip_kind CHECK (kind IN ('receipt', 'return', 'recall', 'choice', 'acceptance', 'reopening', 'warning', 'task', 'base')),
        CONSTRAINT fk_slip_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    ),
)
NEW = (
    "CREATE INDEX ix_slip_year ON slip (year)",
    """
    CREATE TABLE trusted_office (
        fingerprint TEXT NOT NULL,
        data BLOB NOT NULL,
        since TEXT NOT NULL,
        distrusted TEXT,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_trusted_office PRIMARY KEY (fingerprint),
        CONSTRAINT ck_trusted_office_fingerprint CHECK (length(fingerprint) = 64)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE answer (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (id),
        CONSTRAINT fk_answer_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    "CREATE INDEX ix_answer_year ON answer (year)",
    """
    CREATE TABLE given_base (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        digest TEXT NOT NULL,
        figures BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_given_base PRIMARY KEY (year, number),
        CONSTRAINT ck_given_base_number CHECK (number >= 1),
        CONSTRAINT ck_given_base_digest CHECK (length(digest) = 64),
        CONSTRAINT fk_given_base_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
)
APPEND_ONLY = ("slip", "answer", "given_base")


def upgrade() -> None:
    """Rebuild the tables whose constraints name more than before, and make the new ones."""
    connection = op.get_bind()
    for name, columns, statement in REBUILT:
        connection.exec_driver_sql(statement)
        copy = f"INSERT INTO new_{name} ({columns}) SELECT {columns} FROM {name}"  # noqa: S608 - names above
        connection.exec_driver_sql(copy)
        connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql(f"ALTER TABLE new_{name} RENAME TO {name}")
    for statement in NEW:
        connection.exec_driver_sql(statement)
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER tr_{table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
