"""Which page belongs to which place of the office's window; each is made when first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.models.office.place import OfficePlace
from desktop.views.office.choice.choice_page import ChoicePage
from desktop.views.office.intake.intake_page import IntakePage
from desktop.views.office.page import OfficeFrame, OfficePage
from desktop.views.office.register.certificates_page import CertificatesPage
from desktop.views.office.review.review_page import UnitReviewPage

PAGES: Final[Mapping[OfficePlace, Callable[[OfficeFrame], OfficePage]]] = {
    OfficePlace.INTAKE: IntakePage,
    OfficePlace.REVIEW: UnitReviewPage,
    OfficePlace.CHOICE: ChoicePage,
    OfficePlace.CERTIFICATES: CertificatesPage,
}
"""Every page that there is."""
