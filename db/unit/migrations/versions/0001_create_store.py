# ruff: noqa: E501 - statements exactly as SQLite keeps them
"""Create the store.

Frozen: this is what the first release made. It never changes and imports nothing of the program.
"""

from alembic import op

revision = "0001"
down_revision = None
SCHEMA_DIGEST = "ff698c9902d05971969488dc13f1082ac221016fb38f85c335ade660c2346b46"

TABLES = (
    """
    CREATE TABLE blob (
        digest TEXT NOT NULL,
        data BLOB NOT NULL,
        CONSTRAINT pk_blob PRIMARY KEY (digest),
        CONSTRAINT ck_blob_digest CHECK (length(digest) = 64)
    )
     STRICT
    """,
    """
    CREATE TABLE change_log (
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        year INTEGER,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        old TEXT,
        new TEXT,
        reason TEXT NOT NULL,
        hash TEXT NOT NULL,
        CONSTRAINT pk_change_log PRIMARY KEY (seq),
        CONSTRAINT ck_change_log_hash CHECK (length(hash) = 64)
    )
     STRICT
    """,
    "CREATE INDEX ix_change_log_year_subject ON change_log (year, subject)",
    """
    CREATE TABLE definition_change (
        code TEXT NOT NULL,
        year INTEGER NOT NULL,
        note TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_definition_change PRIMARY KEY (code, year),
        CONSTRAINT ck_definition_change_year CHECK (year BETWEEN 1949 AND 2999)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE history_value (
        year INTEGER NOT NULL,
        code TEXT NOT NULL,
        breakdown TEXT NOT NULL,
        value TEXT NOT NULL,
        source TEXT NOT NULL,
        CONSTRAINT pk_history_value PRIMARY KEY (year, code, breakdown),
        CONSTRAINT ck_history_value_year CHECK (year BETWEEN 1949 AND 2999)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE log_state (
        id INTEGER NOT NULL,
        entries INTEGER NOT NULL,
        head TEXT NOT NULL,
        CONSTRAINT pk_log_state PRIMARY KEY (id),
        CONSTRAINT ck_log_state_single CHECK (id = 1),
        CONSTRAINT ck_log_state_head CHECK (length(head) = 64)
    )
     STRICT
    """,
    """
    CREATE TABLE person (
        role TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_person PRIMARY KEY (role)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE plan_version (
        digest TEXT NOT NULL,
        plan_id TEXT NOT NULL,
        version TEXT NOT NULL,
        document BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_plan_version PRIMARY KEY (digest),
        CONSTRAINT ck_plan_version_digest CHECK (length(digest) = 64)
    )
     STRICT
    """,
    """
    CREATE TABLE report_year (
        year INTEGER NOT NULL,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL,
        deadline TEXT,
        reason TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_report_year PRIMARY KEY (year),
        CONSTRAINT ck_report_year_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_report_year_state CHECK (state IN ('empty', 'draft', 'ready', 'final', 'exported', 'delivered', 'returned', 'accepted', 'withdrawn')),
        CONSTRAINT ck_report_year_revision CHECK (revision >= 0)
    )
     STRICT
    """,
    """
    CREATE TABLE setting (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_setting PRIMARY KEY (name)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE store_meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_store_meta PRIMARY KEY (name)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE attachment (
        year INTEGER NOT NULL,
        code TEXT NOT NULL,
        breakdown TEXT NOT NULL,
        digest TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_attachment PRIMARY KEY (year, code, breakdown, digest),
        CONSTRAINT ck_attachment_size CHECK (size >= 0),
        CONSTRAINT fk_attachment_year_report_year FOREIGN KEY(year) REFERENCES report_year (year),
        CONSTRAINT fk_attachment_digest_blob FOREIGN KEY(digest) REFERENCES blob (digest)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE explanation (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        code TEXT NOT NULL,
        cells TEXT NOT NULL,
        values_digest TEXT NOT NULL,
        text TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_explanation PRIMARY KEY (id),
        CONSTRAINT ck_explanation_values_digest CHECK (length(values_digest) = 64),
        CONSTRAINT fk_explanation_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    "CREATE INDEX ix_explanation_year ON explanation (year)",
    """
    CREATE TABLE observation (
        year INTEGER NOT NULL,
        code TEXT NOT NULL,
        breakdown TEXT NOT NULL,
        text TEXT NOT NULL,
        value TEXT,
        missing TEXT,
        problem TEXT,
        message TEXT NOT NULL,
        note TEXT NOT NULL,
        source TEXT NOT NULL,
        entered_by TEXT NOT NULL,
        entered_at TEXT,
        CONSTRAINT pk_observation PRIMARY KEY (year, code, breakdown),
        CONSTRAINT ck_observation_missing CHECK (missing IN ('not_conducted', 'not_collected', 'not_applicable')),
        CONSTRAINT ck_observation_one_reading CHECK ((value IS NOT NULL) + (missing IS NOT NULL) + (problem IS NOT NULL) <= 1),
        CONSTRAINT fk_observation_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE package (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_package PRIMARY KEY (id),
        CONSTRAINT ck_package_digest CHECK (length(digest) = 64),
        CONSTRAINT fk_package_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    "CREATE INDEX ix_package_year ON package (year)",
    """
    CREATE TABLE revision (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        content BLOB NOT NULL,
        content_digest TEXT NOT NULL,
        plan_digest TEXT NOT NULL,
        people TEXT NOT NULL,
        log_entries INTEGER NOT NULL,
        log_head TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_revision PRIMARY KEY (year, number),
        CONSTRAINT ck_revision_number CHECK (number >= 1),
        CONSTRAINT ck_revision_content_digest CHECK (length(content_digest) = 64),
        CONSTRAINT fk_revision_year_report_year FOREIGN KEY(year) REFERENCES report_year (year),
        CONSTRAINT fk_revision_plan_digest_plan_version FOREIGN KEY(plan_digest) REFERENCES plan_version (digest)
    )
     STRICT
    """,
    """
    CREATE TABLE slip (
        digest TEXT NOT NULL,
        year INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_slip PRIMARY KEY (digest),
        CONSTRAINT ck_slip_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_slip_kind CHECK (kind IN ('receipt', 'return')),
        CONSTRAINT fk_slip_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    "CREATE INDEX ix_slip_year ON slip (year)",
    """
    CREATE TABLE undo_step (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        undone INTEGER NOT NULL,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        changes TEXT NOT NULL,
        digest TEXT NOT NULL,
        CONSTRAINT pk_undo_step PRIMARY KEY (id),
        CONSTRAINT ck_undo_step_undone CHECK (undone IN (0, 1)),
        CONSTRAINT ck_undo_step_digest CHECK (length(digest) = 64),
        CONSTRAINT fk_undo_step_year_report_year FOREIGN KEY(year) REFERENCES report_year (year)
    )
     STRICT
    """,
    "CREATE INDEX ix_undo_step_year_undone_id ON undo_step (year, undone, id)",
    """
    CREATE TABLE revision_document (
        year INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        digest TEXT NOT NULL,
        data BLOB NOT NULL,
        CONSTRAINT pk_revision_document PRIMARY KEY (year, revision, position),
        CONSTRAINT ck_revision_document_digest CHECK (length(digest) = 64),
        CONSTRAINT fk_revision_document_year_revision_revision FOREIGN KEY(year, revision) REFERENCES revision (year, number)
    )
     STRICT
    """,
)
APPEND_ONLY = (
    "plan_version",
    "change_log",
    "explanation",
    "blob",
    "revision",
    "revision_document",
    "package",
    "slip",
)


def upgrade() -> None:
    """Make all tables and indices, and the triggers that protect what is never changed."""
    connection = op.get_bind()
    for statement in TABLES:
        connection.exec_driver_sql(statement)
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER tr_{table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
