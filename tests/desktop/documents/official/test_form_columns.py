from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.form_columns import TablePart, form_parts
from desktop.documents.official.pdf_form import form_pages
from desktop.documents.official.pdf_page import BODY
from desktop.documents.official.printed import PrintedCell, PrintedForm, PrintedPerson, PrintedRow
from desktop.documents.paper.fonts import text_width
from desktop.documents.paper.landscape import TYPE_WIDTH
from desktop.documents.paper.ruled_table import SMALLEST
from tests.builders import form, item, plan
from tests.desktop.documents.builders import content, figures_of, page_texts

DISTRICTS = (
    "合计", "城市", "农村", "中山区", "西岗区", "沙河口区", "甘井子区",
    "旅顺口区", "金州区", "普兰店区", "长海县", "瓦房店市", "庄河市",
)  # fmt: skip
PEOPLE = [PrintedPerson("填表人", "")]


def printed(figure: str, columns: tuple[str, ...] = DISTRICTS, verdict: str = "") -> PrintedForm:
    cell = PrintedCell(figure, Decimal(0))
    names = ("活产数", "孕产妇死亡率城乡差距（近五年合计）")
    rows = tuple(
        PrintedRow(
            code=f"0{n}",
            name=name,
            depth=0,
            unit="1/10万",
            cells=(cell,) * len(columns),
            last_year=cell,
            target=("2030年 ≤8",),
            verdict=verdict,
            remark="见说明",
        )
        for n, name in enumerate(names, start=1)
    )
    return PrintedForm(
        code="f",
        title="孕产妇健康",
        series="年报表",
        head=(("表号", ""),),
        unit_name="大连市",
        period="2025年",
        columns=columns,
        rows=rows,
        notes=("说明。",),
        table_no="",
    )


def value_columns(part: TablePart, count: int = len(DISTRICTS)) -> list[int]:
    return [i - 3 for i in part.fields if 3 <= i < 3 + count]


@pytest.mark.parametrize("figure", ["", "13", "6.5", "12,345", "1,234,567", "858,333.3", "123,456,789.12"])
def test_figures_and_names_of_districts_stay_legible_and_within_their_columns(figure: str) -> None:
    for part in form_parts(printed(figure)):
        table = part.table
        assert table.width == pytest.approx(TYPE_WIDTH)
        assert table.head_style.size >= SMALLEST
        for row in printed(figure).rows:
            for column, cell in zip(table.columns, table.set_row(part.texts(row), BODY).cells, strict=True):
                assert cell.style.size >= SMALLEST
                room = column.width - 2 * table.padding_x
                assert not column.is_figure or text_width(cell.lines[0], BODY.font, cell.style.size) <= room


def test_thirteen_columns_of_short_figures_fit_one_table() -> None:
    (part,) = form_parts(printed("6.5"))
    assert part.fields == tuple(range(3 + len(DISTRICTS) + 4))


def test_long_figures_share_out_the_districts_over_two_tables_with_names_and_codes_in_both() -> None:
    parts = form_parts(printed("1,234,567"))
    assert len(parts) == 2
    assert [c for part in parts for c in value_columns(part)] == list(range(len(DISTRICTS)))
    for part in parts:
        heads = [cell.text.replace("\n", "") for cell in part.table.head]
        assert heads[:3] == ["指标名称", "计量单位", "代码"]
    assert [cell.text for cell in parts[1].table.head if cell.top == 0][-4:] == [
        "上年", "规划目标", "评价", "备注",
    ]  # fmt: skip


def test_the_second_table_is_called_a_continuation_and_bears_the_closing() -> None:
    columns = ["_T", "SEX=F", "SEX=M", "RES=U", "RES=R", *(f"AGE={n}-{n + 4}" for n in range(0, 50, 5))]
    wide = plan(items=[item("a", "指标", breakdown=columns[1:])], forms=[form(["a"], columns=columns)])
    typed = {"a" if c == "_T" else f"a/{c}": str(1234567 + n) for n, c in enumerate(columns)}
    texts = page_texts(render_official_pdf(content(figures_of(typed, {}, wide), findings=[])))
    assert len(texts) == 3
    assert "（续表）" not in texts[1]
    assert "（续表）" in texts[2]
    assert "单位负责人" not in texts[1]
    assert "单位负责人" in texts[2]
    for n in range(len(columns)):
        assert f"1,234,{567 + n}" in " ".join(texts[1:]).split()


def test_only_the_first_page_of_a_shared_out_form_is_in_the_outline() -> None:
    pages = form_pages(printed("1,234,567"), 2025, PEOPLE)
    assert [page.outline for page in pages] == ["孕产妇健康", ""]


def test_few_columns_keep_their_roomy_table() -> None:
    (part,) = form_parts(printed("1,234,567", DISTRICTS[:3]))
    assert part.table.padding_x == 5.0
    assert len({column.width for column in part.table.columns[3:6]}) == 1


def test_a_figure_longer_than_any_column_still_prints() -> None:
    (part,) = form_parts(printed("1" * 60, ("合计",)))
    assert part.table.width > 0


def test_a_long_verdict_breaks_between_its_two_facts() -> None:
    known = printed("13", DISTRICTS[:3], "进行中·走势待定")
    (part,) = form_parts(known)
    cell = part.table.set_row(part.texts(known.rows[0]), BODY).cells[-2]
    assert cell.lines == ("进行中·", "走势待定")
    away = replace(known.rows[0], verdict="背离目标（比 2023 年）")
    assert part.table.set_row(part.texts(away), BODY).cells[-2].lines == ("背离目标", "比 2023 年")
    short = replace(known.rows[0], verdict="达标 · 数少")
    assert part.texts(short)[-2] == "达标 · 数少"
