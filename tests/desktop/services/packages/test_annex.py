"""The early warnings as an annex of the official form, which a unit may leave out."""

from __future__ import annotations

import pytest

from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from tests.desktop.documents.builders import page_texts
from tests.packages.resigning import Opened

PDF = "forms/official-form.pdf"
HEAD = "附件　预警清单"


def exported(year, identity, folder, *, annex):
    finalise(year, annex=annex)
    return export(year, identity, folder).path.read_bytes()


def forms_fact(data, clock):
    known = Premises(now=clock(), allow_unregistered=True, print_again=True)
    return verify_package(data, finder([]), known).verification.fact("forms")


@pytest.mark.parametrize("annex", [True, False])
def test_either_choice_is_the_form_printed_again(filled, identity, tmp_path, clock, annex):
    assert filled.warnings
    data = exported(filled, identity, tmp_path, annex=annex)
    cover, *texts = page_texts(Opened(data).files[PDF].data)
    assert any(HEAD in text for text in texts) == (HEAD in cover) == annex
    assert forms_fact(data, clock).code == "TB-VERIFY-061"
