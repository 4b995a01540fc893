"""What stands on the sheet by which a unit registers its certificate with the office (证书登记表).

It shows the certificate's fingerprint for comparison and leaves room for signatures and the unit's
seal. The electronic signature proves origin and integrity; it is not the unit's seal, and the sheet
says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KeySheet:
    """What the sheet says.

    Attributes:
        plan_title: title of the plan.
        office: receiving statistics office.
        unit_name: the unit that signs.
        unit_code: its code in the plan, with the region code.
        fingerprint: SHA-256 of the certificate in groups.
        algorithm: name of the signature algorithm.
        valid_from: first day on which it may sign.
        valid_until: last day.
        certificate_name: name of the certificate file that goes with the sheet.
        printed: date of the sheet.
    """

    plan_title: str
    office: str
    unit_name: str
    unit_code: str
    fingerprint: str
    algorithm: str
    valid_from: date
    valid_until: date
    certificate_name: str
    printed: date
