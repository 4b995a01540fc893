"""RFC 4180 tables and the data package descriptor."""

import csv
import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.errors import TableError
from desktop.submission.profile import datapackage
from desktop.submission.profile.datapackage import TABLES, describe, encode
from desktop.submission.profile.tables import MAX_FIELD, MAX_LINES, MAX_TABLE_BYTES, read_table, write_table
from forms.codes.package import PackageCode

COLUMNS = ("a", "b", "c")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
rows = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, texts)), max_size=5)


@given(rows)
def test_round_trip(table: list[dict[str, str]]) -> None:
    data = write_table(COLUMNS, table)
    assert read_table(data, COLUMNS) == table
    assert list(csv.DictReader(io.StringIO(data.decode(), newline=""))) == table


def test_the_bytes_are_rfc_4180() -> None:
    table = [{"a": "1.5", "b": "", "c": 'x,"y"\r\nz'}, {"a": "活产数", "b": "\t", "c": " p "}]
    assert write_table(COLUMNS, table) == ('a,b,c\r\n1.5,,"x,""y""\r\nz"\r\n活产数,\t, p \r\n'.encode())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1.5", "@x", "\tx", '=HYPERLINK("x")', "'x"])
def test_text_that_looks_like_a_formula_is_kept_as_it_is(text: str) -> None:
    data = write_table(COLUMNS, [{"a": text, "b": "", "c": ""}])
    assert read_table(data, COLUMNS)[0]["a"] == text
    assert next(csv.reader(io.StringIO(data.decode().splitlines()[1])))[0] == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\r\n",
        b"a,c,b\r\n",
        b"a,b,c\n",
        b"a,b,c",
        b"\xef\xbb\xbfa,b,c\r\n",
        b"a,b,c\r\n1,2\r\n",
        b"a,b,c\r\n1,2,3,4\r\n",
        b'a,b,c\r\n"1",2,3\r\n',
        b'a,b,c\r\n"1,2,3\r\n',
        b'a,b,c\r\n"1"x,2,3\r\n',
        b"a,b,c\r\n1,2,3\n",
        b"a,b,c\r\n\r\n1,2,3\r\n",
        b"a,b,c\r\n\xff,2,3\r\n",
        b"a,b,c\r\n1,\0,3\r\n",
        "a,b,c\r\n1,2,3\r\n".encode("utf-16"),
    ],
)
def test_any_other_writing_is_refused(data: bytes) -> None:
    with pytest.raises(TableError) as caught:
        read_table(data, COLUMNS)
    assert caught.value.code == PackageCode.TABLE_REFUSED


@pytest.mark.parametrize(
    "row",
    [
        {"a": "", "b": ""},
        {"a": "", "b": "", "c": "", "d": ""},
        {"a": "\ud800", "b": "", "c": ""},
        {"a": "\0", "b": "", "c": ""},
        {"a": "x" * (MAX_FIELD + 1), "b": "", "c": ""},
    ],
)
def test_a_row_that_cannot_be_stored_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(TableError):
        write_table(COLUMNS, [row])


EMPTY = dict.fromkeys(COLUMNS, "")


def test_lines_end_at_their_bound() -> None:
    most = [EMPTY] * (MAX_LINES - 1)
    assert read_table(write_table(COLUMNS, most), COLUMNS) == most
    data = b"a,b,c\r\n" + b",,\r\n" * MAX_LINES
    for refuse in (lambda: write_table(COLUMNS, [*most, EMPTY]), lambda: read_table(data, COLUMNS)):
        with pytest.raises(TableError, match=str(MAX_LINES)):
            refuse()


def test_bytes_end_at_their_bound() -> None:
    row = {"a": "x" * MAX_FIELD, "b": "", "c": ""}
    most = [row] * (MAX_TABLE_BYTES // (MAX_FIELD + 4) - 1)
    assert read_table(write_table(COLUMNS, most), COLUMNS) == most
    with pytest.raises(TableError, match="MB"):
        write_table(COLUMNS, [*most, row, row])


@pytest.mark.parametrize(
    "body", [b"\r\n" * 19_000, b"\r" * 7_000_000, b"," * 7_000_000, b'"' * 7_000_001, b'"\r' * 3_000_000]
)
def test_a_row_that_is_wrong_ends_the_reading(body: bytes) -> None:
    with pytest.raises(TableError):
        read_table(b"a,b,c\r\n" + body, COLUMNS)


@given(st.binary(max_size=200))
def test_hostile_tables_raise_our_error_only(data: bytes) -> None:
    for whole in (data, b"a,b,c\r\n" + data):
        try:
            assert write_table(COLUMNS, read_table(whole, COLUMNS)) == whole
        except TableError:
            continue


def test_the_columns_are_those_of_the_contract() -> None:
    assert {table.path: ",".join(table.columns) for table in TABLES} == {
        "data/observations.csv": (
            "form,row,item,breakdown,year,value,unit,missing,text,note,source,entered_by,entered_at"
        ),
        "data/indicators.csv": "indicator,breakdown,year,value,unit,numerator,denominator",
        "data/findings.csv": (
            "code,level,enforcement,cells,result,message,explanation,explained_by,explained_at,digest"
        ),
        "data/verdicts.csv": (
            "indicator,section,domain,item,op,target,unit,target_year,tier,year,actual,outcome,outlook,"
            "ratio,reliability,interval_low,interval_high,volatile,method,chance,reach_low,reach_mid,reach_high"
        ),
    }


def described(tables: dict[str, bytes]) -> dict:
    return json.loads(encode(describe("wdp-1", "标题", "2026-01-31T08:09:10Z", tables)))


def test_the_descriptor_fits_the_files() -> None:
    tables = {table.name: write_table(table.columns, []) for table in TABLES}
    document = described(tables)
    assert document["profile"] == "tabular-data-package"
    for table, resource in zip(TABLES, document["resources"], strict=True):
        data = tables[table.name]
        assert resource["path"] == table.path
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        assert [f["name"] for f in resource["schema"]["fields"]] == list(table.columns)
        assert resource["schema"]["missingValues"] == [""]
        assert set(table.required) | set(table.primary_key) <= set(table.columns)


def test_figures_are_numbers_and_years_are_years() -> None:
    types = {(table.name, field): kind for table in TABLES for field, kind in table.fields.items()}
    assert types["observations", "value"] == "number"
    assert types["observations", "year"] == types["verdicts", "target_year"] == "year"
    assert types["observations", "entered_at"] == "datetime"
    assert types["verdicts", "volatile"] == "boolean"
    assert set(types.values()) == {"string", "number", "year", "datetime", "boolean"}


def test_only_tables_of_the_contract_are_described() -> None:
    assert described({"verdicts": b""})["resources"][0]["name"] == "verdicts"
    with pytest.raises(TableError):
        describe("x", "x", "x", {"other": b""})


def test_the_descriptor_is_deterministic_and_readable() -> None:
    one = encode(describe("wdp-1", "标题", "2026", {"findings": b"", "verdicts": b"x"}))
    two = encode(describe("wdp-1", "标题", "2026", {"verdicts": b"x", "findings": b""}))
    assert one == two
    assert "标题".encode() in one
    assert one.endswith(b"}\n")


@pytest.mark.parametrize("value", [1.5, float("nan"), {"x": [0.1]}, b"x", object()])
def test_inexact_or_foreign_values_are_refused(value: object) -> None:
    with pytest.raises(TableError):
        encode({"x": value})
    assert datapackage.encode({"x": 1, "y": ["1.5", None, True]})
