"""Hidden marks by which the reader recognises sheets, rows and columns; shared by writer and reader."""

from __future__ import annotations

from forms.reporting.layout import SURVEYED

FORMAT = "tianbao-entry-workbook/1"
META_SHEET = "_tianbao"
HELP_SHEET = "填报说明"
FORM_MARK = "tianbao-form:"
"""In the corner of a form's sheet, followed by the form code: its row names the columns, its column
the rows."""
ROW_MARK = "row:"
"""Followed by ``<form>/<row>``."""
COLUMN_MARK = "col:"
"""Followed by the breakdown of a value column."""
CODE_COLUMN = "code"
NAME_COLUMN = "name"
LAST_YEAR_COLUMN = "last"
SOURCE_COLUMN = "source"
"""Where a given or surveyed figure comes from; on forms with such rows alone."""
SOURCE_FACT = "source"
"""In the hidden sheet, before the address of a row's first cell and the place of its source."""
LAST_YEAR_FACT = "last:"
"""In the hidden sheet, followed by ``<form>/<row>``: last year's figure as written."""
DERIVED_TEXT = "自动计算"
CLOSED_TEXT = "—"
SURVEYED_TEXT = f"{SURVEYED}：有调查的年份才填"
SOURCE_HEAD = "数据来源（填了数必填）"
UNIT_HEAD, TARGET_HEAD, MEANING_HEAD = "计量单位", "规划目标", "口径与来源"
"""Heads of the columns that explain a row and have no mark."""
