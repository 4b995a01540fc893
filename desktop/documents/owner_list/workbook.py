"""The list as a workbook."""

from __future__ import annotations

from forms.plan.pack import Plan


def render_owner_list(plan: Plan, digest: str) -> bytes:
    """Bytes of the workbook; the same pack gives the same bytes.

    Args:
        plan: the plan.
        digest: of its pack, by which the list is recognised when it comes back.
    """
    from desktop.documents.owner_list.writer import build_owner_list

    return build_owner_list(plan, digest)
