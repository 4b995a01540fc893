"""Media types of what a package holds beside its tables: the official form, and what may be attached."""

from __future__ import annotations

from typing import Final

PDF_TYPE: Final = "application/pdf"
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATTACHED_TYPES: Final = {
    ".pdf": PDF_TYPE,
    ".ofd": "application/ofd",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".xlsx": WORKBOOK_TYPE,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
"""What may be attached. Programs, macros and archives are refused by mail gateways and stay out."""
