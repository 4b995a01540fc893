"""Text with separated fields: encodings, and quotation marks that are not in pairs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.delimited import delimited_rows
from forms.codes.document import DocumentCode

HEAD = "代码,指标名称,2023\r\n"


def rows(text, encoding="utf-8"):
    return list(delimited_rows((HEAD + text).encode(encoding)))[1:]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('births,活产数,"12\r\ndeaths,死亡数,3\r\n', 2),
        ('births,活产数,12\r\n"deaths,死亡数,3\r\n', 3),
        ('births,"活产数,1\r\ndeaths,"死亡数",3\r\n', 2),
        ('births,"全县"活产数,"1\r\ndeaths,死亡数,3\r\n', 2),
        ('births,"活产\r\n数",1\r\ndeaths,"死亡数,3\r\n', 4),
        ('births,活产数,"', 2),
        ('births,活产数,"12\r\n' + "deaths,死亡数,3\r\n" * 20_000, 2),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_a_quotation_mark_without_counterpart_is_said_with_its_line(text, line, encoding):
    with pytest.raises(WorkbookRefused, match=f"从第 {line} 行起双引号不成对") as caught:
        rows(text, encoding)
    assert caught.value.code == DocumentCode.NOT_A_WORKBOOK


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('births,"活产\r\n数",1\r\n', ["births", "活产\r\n数", "1"]),
        ('births,"全县"活产数,1\r\n', ["births", "全县活产数", "1"]),
        ('births,12" 屏,1\r\n', ["births", '12" 屏', "1"]),
        ('births,"所谓""活产""",1\r\n', ["births", '所谓"活产"', "1"]),
        ('births,"",1\r\n', ["births", "", "1"]),
        ('births,活产数,"1"', ["births", "活产数", "1"]),
    ],
)
def test_marks_that_hide_no_row_are_no_fault(text, fields):
    assert rows(text) == [fields]


def test_more_odd_lines_than_a_table_has_are_not_read_one_by_one():
    with pytest.raises(WorkbookRefused, match="从第 3002 行起"):
        rows('"a" \r\n' * 300_000)


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 99, b"\xff\xfe\x00\xd8,", bytes(range(256)), b"\xff\xff,"]
)
def test_bytes_in_no_known_encoding_are_called_that(data):
    with pytest.raises(WorkbookRefused, match="文字编码也认不出"):
        list(delimited_rows(data))


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)


@given(st.lists(st.lists(FIELDS, min_size=1)))
def test_what_a_program_writes_is_read_back(table):
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(table)
    assert list(delimited_rows(("代码,x\r\n" + target.getvalue()).encode()))[1:] == table


@given(st.text(st.sampled_from('",a\n\r；代码')))
def test_any_marks_are_rows_or_refused(text):
    try:
        found = list(delimited_rows(text.encode()))
    except WorkbookRefused as error:
        assert "双引号不成对" in error.message  # noqa: PT017 - either way out is right
        return
    assert len(found) <= len(io.StringIO(text, newline="").readlines())
