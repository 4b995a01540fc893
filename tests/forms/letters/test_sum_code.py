"""The sum check code, as ``resources/specification/letters.md`` defines it."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import check_code
from forms.letters.sum_code import StatedFigure, figure_sum


def figure(place, value, missing=""):
    form, row, item, breakdown, year = place
    return StatedFigure(
        form=form, row=row, item=item, breakdown=breakdown, year=year, value=value, missing=missing
    )


ROWS = (
    figure(("b", "01", "y", "_T", 2025), Decimal("0.10")),
    figure(("a", "02", "x", "_T", 2024), Decimal("1E+3")),
    figure(("a", "01", "z", "SEX=F", 2025), None, "not_conducted"),
)


def test_it_is_what_the_specification_says():
    text = (
        '{"cells":2,"rows":[["a","01","z","SEX=F",2025,null,"not_conducted"],'
        '["a","02","x","_T",2024,1000,""],["b","01","y","_T",2025,0.1,""]],'
        '"schema":"tianbao/sum/1","sum":1000.1}'
    )
    assert json.loads(text)["cells"] == 2
    found = figure_sum(ROWS, 2025)
    assert (found.cells, found.code) == (2, check_code(hashlib.sha256(text.encode()).hexdigest()))


@given(st.permutations(ROWS))
def test_the_order_does_not_matter(rows):
    assert figure_sum(rows, 2025) == figure_sum(ROWS, 2025)


def test_nothing_is_rounded_and_every_member_counts():
    huge = Decimal("9" * 40 + ".01")
    changed = [
        (replace(ROWS[0], value=value), *ROWS[1:])
        for value in (huge, huge + Decimal("0.01"), Decimal("0.1000000000000000000001"), None)
    ]
    changed += [
        (replace(ROWS[0], **{name: value}), *ROWS[1:])
        for name, value in (
            ("form", "c"), ("row", "02"), ("item", "w"), ("breakdown", "RES=U"), ("year", 2023),
            ("missing", "not_collected"),
        )
    ]  # fmt: skip
    codes = {figure_sum(rows, 2025).code for rows in [ROWS, *changed]}
    assert len(codes) == 1 + len(changed)
    assert figure_sum([], 2025).cells == 0
