"""Of a package whose plan nobody has here, each field is still judged by the type of its column."""

import pytest

from desktop.services.packages.verification import Premises, verify_package
from desktop.submission.keys.certificate import to_der
from tests.packages.resigning import SIGNED
from tests.packages.test_nonsense import OLD, spoiled

TYPED = [
    ("observations", "year"),
    ("observations", "value"),
    ("indicators", "year"),
    ("indicators", "value"),
    ("findings", "code"),
    ("findings", "digest"),
    ("verdicts", "target"),
    ("verdicts", "volatile"),
]


def schema_fact(opened, data):
    expected = Premises(now=SIGNED, trusted=[to_der(opened.identity.certificate)])
    return verify_package(data, lambda *_: None, expected).verification.fact("schema")


@pytest.mark.parametrize("text", ["乱填", "1e3", "-0", "x" * 400])
@pytest.mark.parametrize(("table", "column"), TYPED)
def test_a_field_of_another_type_is_bad_without_the_plan(table, column, text):
    opened, data = spoiled(OLD, table, column, text, filled=True)
    assert data is not None
    fact = schema_fact(opened, data)
    assert fact.state == "bad"
    assert column in fact.sentence
