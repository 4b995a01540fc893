"""Direction and control characters in a package that somebody signed: a fact with its place."""

import pytest

from desktop.submission.package import PayloadFile
from tests.desktop.services.unit.test_submission import (  # noqa: F401 - a fixture
    _edit_table,
    _resigned,
    states,
    verify,
)


def test_in_a_remark(final, identity, verify):  # noqa: F811
    def change(files):
        _edit_table(files, "data/findings.csv", "早孕期".encode(), "早\u202e孕期".encode())

    fact = verify(_resigned(final, identity, change)).fact("schema")
    assert (fact.state, fact.code) == ("bad", "E-VERIFY-019")
    assert "data/findings.csv 第" in fact.sentence
    assert "U+202E" in fact.sentence
    assert "\u202e" not in fact.sentence


@pytest.mark.parametrize("character", ["\u202e", "\u2067", "\ufffe"])
def test_in_a_name(final, identity, verify, character):  # noqa: F811
    name = final.people.head
    found = verify(_resigned(final, identity, lambda files: _rename(files, name, name + character)))
    assert found.fact("schema").code == "E-VERIFY-019"
    assert "submission.json people.head" in found.fact("schema").sentence


def _rename(files, old, new):
    """Change a name in the descriptor and make its digest fit again."""
    import json
    from decimal import Decimal

    from forms.canonical import canonical_json
    from forms.filing.content import content_of, submission_document

    submission = json.loads(files["submission.json"].data, parse_float=Decimal)
    content = content_of(submission)
    assert content["people"]["head"] == old
    content["people"]["head"] = new
    document = canonical_json(submission_document(content, submission["files"]))
    files["submission.json"] = PayloadFile("submission.json", "application/json", document)


def test_a_sound_package_has_none(final, identity, verify):  # noqa: F811
    assert states(verify(_resigned(final, identity, lambda files: None)))["schema"] == "ok"
