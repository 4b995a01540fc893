"""What tells a list of owners from other workbooks, and its columns."""

from __future__ import annotations

FORMAT = "tianbao-owner-list/1"
META_SHEET = "_tianbao"
LIST_SHEET, UNIT_SHEET = "责任单位清单", "单位"
HEAD_ROW = 3
"""Number of the row with the heads. Follows from the two lines above it."""
KIND, PLACE, TITLE, LEAD, JOINT, FORM = "类别", "编号", "内容", "牵头单位", "参加单位", "报表"
HEADS = ((KIND, 11), (PLACE, 30), (TITLE, 44), (LEAD, 30), (JOINT, 64), (FORM, 26))
"""Head and width in characters; the widths are our own choice."""
READ = (KIND, PLACE, LEAD, JOINT)
"""Heads of the columns that are read."""
