"""The store of either desk: everything that does not depend on what is kept in it."""

from __future__ import annotations

from db.log.audit import AuditPart
from db.store.backup import BackupPart
from db.store.opening import OpenStore
from db.store.plans import PlanPart


class DeskStore(PlanPart, AuditPart, BackupPart, OpenStore):
    """An open store with its change log, its backups and versions of the plan."""
