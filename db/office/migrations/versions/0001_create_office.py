# ruff: noqa: E501 - statements exactly as SQLite keeps them
"""Create the office's store.

Frozen from the first release that has it on: then it never changes. It imports nothing of the program.
"""

from alembic import op

revision = "0001"
down_revision = None
SCHEMA_DIGEST = "f56990f88475f6ca6d0b2b317755331d8bdd331a62deb202975779fefa00689c"

TABLES = (
    """
    CREATE TABLE certificate (
        fingerprint TEXT NOT NULL,
        data BLOB NOT NULL,
        unit TEXT NOT NULL,
        holder TEXT NOT NULL,
        purpose TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_until TEXT NOT NULL,
        renews TEXT,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_certificate PRIMARY KEY (fingerprint),
        CONSTRAINT ck_certificate_fingerprint CHECK (length(fingerprint) = 64),
        CONSTRAINT ck_certificate_purpose CHECK (purpose IN ('signing', 'receiving')),
        CONSTRAINT fk_certificate_renews_certificate FOREIGN KEY(renews) REFERENCES certificate (fingerprint)
    )
     STRICT
    """,
    "CREATE INDEX ix_certificate_unit ON certificate (unit)",
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
    CREATE TABLE deadline (
        year INTEGER NOT NULL,
        unit TEXT NOT NULL,
        day TEXT NOT NULL,
        CONSTRAINT pk_deadline PRIMARY KEY (year, unit),
        CONSTRAINT ck_deadline_year CHECK (year BETWEEN 1949 AND 2999)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE decision (
        id INTEGER NOT NULL,
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        kind TEXT NOT NULL,
        content TEXT NOT NULL,
        subject TEXT NOT NULL,
        answer TEXT NOT NULL,
        reason TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_decision PRIMARY KEY (id),
        CONSTRAINT ck_decision_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_decision_kind CHECK (kind IN ('excuse', 'call', 'bridge', 'choose', 'accept', 'reopen', 'paper', 'arrival', 'history', 'definition', 'base', 'aside', 'undo', 'withdraw_question', 'ask_again', 'close_question', 'remind', 'ask_which'))
    )
     STRICT
    """,
    "CREATE INDEX ix_decision_unit_year ON decision (unit, year)",
    """
    CREATE TABLE letter (
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        digest TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        questions TEXT NOT NULL,
        recalls INTEGER,
        CONSTRAINT pk_letter PRIMARY KEY (unit, year, number),
        CONSTRAINT ck_letter_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_letter_kind CHECK (kind IN ('receipt', 'return', 'recall', 'choice', 'acceptance', 'reopening', 'warning', 'task', 'base')),
        CONSTRAINT ck_letter_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_letter_number CHECK (number >= 1)
    )
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
    CREATE TABLE officer (
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        CONSTRAINT pk_officer PRIMARY KEY (name)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE past_value (
        year INTEGER NOT NULL,
        code TEXT NOT NULL,
        breakdown TEXT NOT NULL,
        number INTEGER NOT NULL,
        value TEXT NOT NULL,
        source TEXT NOT NULL,
        CONSTRAINT pk_past_value PRIMARY KEY (year, code, breakdown, number),
        CONSTRAINT ck_past_value_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_past_value_number CHECK (number >= 1)
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
    CREATE TABLE received_file (
        digest TEXT NOT NULL,
        data BLOB NOT NULL,
        size INTEGER NOT NULL,
        CONSTRAINT pk_received_file PRIMARY KEY (digest),
        CONSTRAINT ck_received_file_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_received_file_size CHECK (size >= 0)
    )
     STRICT
    """,
    """
    CREATE TABLE received_value (
        content TEXT NOT NULL,
        form TEXT NOT NULL,
        "row" TEXT NOT NULL,
        breakdown TEXT NOT NULL,
        year INTEGER NOT NULL,
        item TEXT NOT NULL,
        value TEXT,
        missing TEXT NOT NULL,
        text TEXT NOT NULL,
        note TEXT NOT NULL,
        source TEXT NOT NULL,
        CONSTRAINT pk_received_value PRIMARY KEY (content, form, "row", breakdown, year, item),
        CONSTRAINT ck_received_value_content CHECK (length(content) = 64)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE question (
        id TEXT NOT NULL,
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        scope TEXT NOT NULL,
        cell TEXT NOT NULL,
        other_cell TEXT NOT NULL,
        code TEXT NOT NULL,
        text TEXT NOT NULL,
        deadline TEXT,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_question PRIMARY KEY (id),
        CONSTRAINT ck_question_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_question_scope CHECK (scope IN ('cell', 'finding', 'pair', 'attachment', 'filing')),
        CONSTRAINT ck_question_number CHECK (number >= 1),
        CONSTRAINT uq_question_unit_year_number UNIQUE (unit, year, number)
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
    CREATE TABLE arrival (
        digest TEXT NOT NULL,
        place TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        kind TEXT NOT NULL,
        outcome TEXT NOT NULL,
        code TEXT NOT NULL,
        file TEXT,
        mailed_at TEXT,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_arrival PRIMARY KEY (digest, place),
        CONSTRAINT ck_arrival_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_arrival_outcome CHECK (outcome IN ('kept', 'opened', 'refused')),
        CONSTRAINT fk_arrival_file_received_file FOREIGN KEY(file) REFERENCES received_file (digest)
    )
     WITHOUT ROWID,
     STRICT
    """,
    "CREATE INDEX ix_arrival_file ON arrival (file)",
    """
    CREATE TABLE received_package (
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        replaces TEXT,
        region TEXT NOT NULL,
        plan_id TEXT NOT NULL,
        plan_digest TEXT NOT NULL,
        signer TEXT NOT NULL,
        signer_unit TEXT NOT NULL,
        signer_from TEXT,
        signer_until TEXT,
        signed_at TEXT,
        values_digest TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_received_package PRIMARY KEY (digest),
        CONSTRAINT ck_received_package_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_received_package_content CHECK (length(content) = 64),
        CONSTRAINT fk_received_package_digest_received_file FOREIGN KEY(digest) REFERENCES received_file (digest)
    )
     STRICT
    """,
    "CREATE INDEX ix_received_package_signer ON received_package (signer)",
    "CREATE INDEX ix_received_package_unit_year ON received_package (unit, year)",
    """
    CREATE TABLE revocation (
        fingerprint TEXT NOT NULL,
        since TEXT NOT NULL,
        reason TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_revocation PRIMARY KEY (fingerprint, since),
        CONSTRAINT fk_revocation_fingerprint_certificate FOREIGN KEY(fingerprint) REFERENCES certificate (fingerprint)
    )
     STRICT
    """,
    """
    CREATE TABLE judgement (
        id INTEGER NOT NULL,
        package TEXT NOT NULL,
        engine INTEGER NOT NULL,
        facts TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_judgement PRIMARY KEY (id),
        CONSTRAINT fk_judgement_package_received_package FOREIGN KEY(package) REFERENCES received_package (digest)
    )
     STRICT
    """,
    "CREATE INDEX ix_judgement_package ON judgement (package)",
    """
    CREATE TABLE register_correction (
        id INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        since TEXT,
        unit TEXT NOT NULL,
        stands INTEGER NOT NULL,
        reason TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_register_correction PRIMARY KEY (id),
        CONSTRAINT ck_register_correction_stands CHECK (stands IN (0, 1)),
        CONSTRAINT fk_register_correction_fingerprint_certificate FOREIGN KEY(fingerprint) REFERENCES certificate (fingerprint)
    )
     STRICT
    """,
    "CREATE INDEX ix_register_correction_fingerprint ON register_correction (fingerprint)",
    """
    CREATE TABLE base_pack (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        data BLOB NOT NULL,
        table_digest TEXT NOT NULL,
        figures BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_base_pack PRIMARY KEY (year, number),
        CONSTRAINT ck_base_pack_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_base_pack_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_base_pack_table_digest CHECK (length(table_digest) = 64),
        CONSTRAINT ck_base_pack_number CHECK (number >= 1)
    )
     STRICT
    """,
    """
    CREATE TABLE collection (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        state_digest TEXT NOT NULL,
        filings TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_collection PRIMARY KEY (year, number),
        CONSTRAINT ck_collection_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_collection_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_collection_state_digest CHECK (length(state_digest) = 64),
        CONSTRAINT ck_collection_number CHECK (number >= 1)
    )
     STRICT
    """,
    """
    CREATE TABLE task (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        terms TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_task PRIMARY KEY (year, number),
        CONSTRAINT ck_task_year CHECK (year BETWEEN 1949 AND 2999),
        CONSTRAINT ck_task_digest CHECK (length(digest) = 64),
        CONSTRAINT ck_task_number CHECK (number >= 1)
    )
     STRICT
    """,
    """
    CREATE TABLE plan_file (
        digest TEXT NOT NULL,
        file_digest TEXT NOT NULL,
        data BLOB NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_plan_file PRIMARY KEY (digest),
        CONSTRAINT ck_plan_file_file_digest CHECK (length(file_digest) = 64),
        CONSTRAINT fk_plan_file_digest_plan_version FOREIGN KEY(digest) REFERENCES plan_version (digest)
    )
     STRICT
    """,
)
APPEND_ONLY = {
    "base_pack": (
        ("year", "number"),
        ("rowid",),
    ),
    "certificate": (
        ("fingerprint",),
        ("rowid",),
    ),
    "change_log": (("seq",),),
    "decision": (("id",),),
    "letter": (
        ("unit", "year", "number"),
        ("rowid",),
    ),
    "past_value": (("year", "code", "breakdown", "number"),),
    "plan_version": (
        ("digest",),
        ("rowid",),
    ),
    "question": (
        ("id",),
        ("rowid",),
        ("unit", "year", "number"),
    ),
    "received_file": (
        ("digest",),
        ("rowid",),
    ),
    "received_value": (("content", "form", "row", "breakdown", "year", "item"),),
    "collection": (
        ("year", "number"),
        ("rowid",),
    ),
    "task": (
        ("year", "number"),
        ("rowid",),
    ),
    "arrival": (("digest", "place"),),
    "plan_file": (
        ("digest",),
        ("rowid",),
    ),
    "received_package": (
        ("digest",),
        ("rowid",),
    ),
    "register_correction": (("id",),),
    "revocation": (
        ("fingerprint", "since"),
        ("rowid",),
    ),
    "judgement": (("id",),),
}
"""Each key of the tables whose rows are never changed, removed or replaced."""


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
    for table, keys in APPEND_ONLY.items():
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{name} = NEW.{name}' for name in key)})"  # noqa: S608
            for key in keys
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER tr_{table}_no_replace BEFORE INSERT ON {table} WHEN {same} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
