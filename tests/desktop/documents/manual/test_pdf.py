"""The manual on paper: nothing outside the page or over another text, and what belongs together stays so."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader

import resources
from desktop.documents.manual.markdown import Run, plain, read_markdown
from desktop.documents.manual.pdf import ManualBook, draw_manual
from desktop.documents.manual.pieces import BODY, LEFT, WIDTH, pieces_of
from desktop.documents.manual.rich_lines import draw_line, width_of, wrap_runs
from desktop.documents.paper.fonts import SANS, SANS_BOLD, SERIF
from desktop.documents.paper.typesetting import as_drawn
from tests.desktop.documents.drawn import pages

PICTURE = "pictures/light/entry.png"
LINE = "离开一格就已保存，可以随时关闭，下次打开接着填；也可以用 Ctrl+Z 撤销，每一步都写进变更记录。"
TABLE = "| 按键 | 作用 |\n|---|---|\n"


def book(*chapters, pictures=None):
    return ManualBook(
        title="使用手册",
        about=("县区妇女发展规划统计监测填报", "版本 1.0.0"),
        version="1.0.0",
        chapters=tuple(read_markdown(text) for text in chapters),
        pictures=pictures or {},
    )


def drawn(*chapters, **facts):
    data, count = draw_manual(book(*chapters, **facts))
    found = pages(data)
    assert len(found) == count
    return data, found


def texts(page):
    return [one.text for one in page.texts]


def pages_with(found, text):
    return [number for number, page in enumerate(found) if any(text in one for one in texts(page))]


@pytest.fixture(scope="module")
def picture():
    return resources.read_bytes(f"manual/{PICTURE}")


EVERY_KIND = (
    f"# 填报\n\n{LINE * 3}\n\n## 键盘\n\n- 第一条，**按回车**\n- {LINE * 2}\n3. 第三条，填 `-1`\n\n"
    f"```\ntianbao verify 报送包.asice --json\n\n  {'x' * 200}\n```\n\n"
    f"{TABLE}| 回车 | 下一格 |\n| F8 | {LINE} |\n"
)


def test_no_text_lies_outside_the_page_or_over_another(picture):
    chapter = f"{EVERY_KIND}\n![画面]({PICTURE})\n\n### 小题\n\n{LINE}"
    _, found = drawn(chapter, EVERY_KIND.replace("填报", "审核"), pictures={PICTURE: picture})
    for page in found:
        assert page.outside() == []
        assert page.collisions() == []


def test_every_word_is_on_paper_in_its_order():
    _, found = drawn(EVERY_KIND)
    flat = "".join("".join(texts(page)) for page in found[2:]).replace(" ", "")
    for block in read_markdown(EVERY_KIND):
        if hasattr(block, "runs"):
            assert plain(block.runs).replace(" ", "") in flat
    assert "x" * 200 in flat.replace("\n", "")


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    for before in range(25, 40):
        filling = "\n\n".join([LINE[:30]] * before)
        _, found = drawn(f"# 填报\n\n{filling}\n\n## 键盘\n\n第一句。\n\n{LINE}")
        (heading,) = pages_with(found[2:], "键盘")
        assert pages_with(found[2:], "第一句。") == [heading]


def test_a_table_has_its_head_on_every_page_and_no_row_is_cut_or_lost():
    rows = "".join(f"| 键 {number} | {LINE} |\n" for number in range(60))
    _, found = drawn(f"# 键盘\n\n{TABLE}{rows}")
    body = found[2:]
    assert len(body) > 1
    for page in body:
        assert texts(page).count("按键") == texts(page).count("作用") == 1
        assert page.collisions() == []
    names = [one for page in body for one in texts(page) if one.startswith("键 ")]
    assert names == [f"键 {number}" for number in range(60)]


def test_two_tables_one_below_the_other_have_a_head_each():
    _, found = drawn(f"# 键盘\n\n{TABLE}| 甲 | 一 |\n\n{TABLE.replace('按键', '鼠标')}| 乙 | 二 |\n")
    assert texts(found[2]).count("作用") == 2
    assert "鼠标" in texts(found[2])


def test_a_mark_in_a_table_leaves_its_words_room(picture):
    rows = f"| ![叉]({PICTURE})须改正 | 红叉 |\n| 无记号 | 空白 |\n"
    _, found = drawn(f"# 记号\n\n{TABLE}{rows}", pictures={PICTURE: picture})
    marked, plain_row = found[2].find("须改正"), found[2].find("无记号")
    assert marked.left > plain_row.left + 8
    _, without = drawn(f"# 记号\n\n{TABLE}{rows}")
    assert without[2].find("须改正"), "a picture that is not there takes nothing with it"


def test_a_picture_keeps_its_shape_and_stays_within_the_edges(picture):
    (piece,) = pieces_of(read_markdown(f"![画面]({PICTURE})"), {PICTURE: picture})
    wide, high = ImageReader(BytesIO(picture)).getSize()
    assert piece.height - 12 <= WIDTH * high / wide + 0.1
    assert not piece.is_tied


@pytest.mark.parametrize("size", [(300, 9000), (9000, 300), (1, 1)])
def test_a_picture_of_any_shape_fits_on_a_page_with_its_heading(size):
    data = BytesIO()
    Image.new("L", size).save(data, "PNG")
    (piece,) = pieces_of(read_markdown("![画面](a.png)"), {"a.png": data.getvalue()})
    assert 12 < piece.height < 640
    _, found = drawn("# 填报\n\n## 画面\n\n![画面](a.png)", pictures={"a.png": data.getvalue()})
    assert len(found) == 3


def test_what_is_to_be_typed_is_not_cut_off_however_long_it_is():
    lines = "\n".join(f"tianbao verify {number}.asice" for number in range(120))
    _, found = drawn(f"# 命令行\n\n前一句。\n\n```\n{lines}\n```\n\n后一句。")
    for page in found:
        assert page.outside() == []
        assert page.collisions() == []
    flat = [one for page in found[2:] for one in texts(page) if one.startswith("tianbao verify")]
    assert flat == lines.splitlines()


def test_the_contents_lead_to_the_pages_that_they_name():
    chapters = [f"# 第 {n} 章\n\n## 第 {n} 章的一节\n\n{LINE * 20}" for n in range(1, 31)]
    data, found = drawn(*chapters)
    contents = pages_with(found, "目录")
    assert contents == list(range(1, 1 + len(contents)))
    assert len(contents) > 1
    for n in range(1, 31):
        (page,) = (p for p in range(1 + len(contents), len(found)) if f"第 {n} 章的一节" in texts(found[p]))
        listed = [found[c] for c in contents if f"第 {n} 章的一节" in texts(found[c])]
        (line,) = (one for one in listed[0].texts if one.text == f"第 {n} 章的一节")
        numbers = [o.text for o in listed[0].texts if abs(o.bottom - line.bottom) < 4 and o.text.isdigit()]
        assert numbers == [str(page + 1)]
    reader = PdfReader(BytesIO(data))
    links = [a.get_object() for c in contents for a in reader.pages[c].get("/Annots", [])]
    assert len(links) == 60
    assert all(link["/F"] == 4 for link in links), "PDF/A: printed as it is shown"
    assert all(found[c].outside() == [] for c in contents)


@pytest.mark.parametrize(("sections", "listed"), [(15, 16), (16, 1), (300, 1)])
def test_of_a_chapter_with_very_many_parts_the_contents_have_its_title_alone(sections, listed):
    chapter = "# 代码\n\n" + "\n\n".join(f"## E-{n:03}\n\n说明。" for n in range(sections))
    data, found = drawn(chapter)
    assert sum(text.isdigit() for text in texts(found[1])) == listed
    outline = PdfReader(BytesIO(data)).outline
    assert [len(part) for part in outline if isinstance(part, list)] == [sections], "the outline has them all"


def test_every_page_after_the_cover_says_manual_chapter_and_number():
    _, found = drawn(f"# 填报\n\n{LINE * 120}", f"# 审核\n\n{LINE}")
    for number, page in enumerate(found[1:], start=2):
        assert f"第 {number} 页　共 {len(found)} 页" in texts(page)
        assert "使用手册" in texts(page)
    assert texts(found[-1]).count("审核") == 2, "in the running head, and as its heading"
    assert all("填报" in texts(page) for page in found[2:-1])
    assert "第 1 页" not in "".join(texts(found[0]))


def test_a_chapter_of_nothing_takes_a_page_and_breaks_nothing():
    _, found = drawn("# 填报\n\n一句。", "", "# 审核\n\n一句。")
    assert pages_with(found[2:], "审核")


# --- lines -------------------------------------------------------------------------------------------

RUNS = st.lists(
    st.builds(
        Run,
        text=st.text(st.sampled_from("填报审核，。（）“”《》 abcWm019.%－…—①"), max_size=30),
        is_bold=st.booleans(),
        is_code=st.booleans(),
        link=st.just(""),
        picture=st.just(""),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@given(runs=RUNS, width=st.floats(60, 500))
@settings(max_examples=60)
def test_lines_hold_every_letter_once_in_the_font_of_its_run(runs, width):
    lines = wrap_runs(runs, BODY, width)
    wanted = [
        (SANS if run.is_code else SANS_BOLD if run.is_bold else SERIF, letter)
        for run in runs
        for letter in as_drawn(run.text)
        if letter != " "
    ]
    told = [(font, letter) for line in lines for font, words in line for letter in words if letter != " "]
    assert told == wanted


@given(runs=RUNS, width=st.floats(60, 500))
@settings(max_examples=60)
def test_no_line_is_wider_than_its_room(runs, width):
    for line in wrap_runs(runs, BODY, width):
        assert width_of(line, BODY) <= width + 0.01 or len("".join(words for _, words in line)) == 1


class Recorder:
    """Takes what is drawn, as a pen does."""

    def __init__(self):
        self.drawn = []

    def line(self, words, style, x, y):
        self.drawn.append((words, style.font, x, y))


def test_a_line_is_drawn_part_behind_part():
    pen = Recorder()
    (line,) = wrap_runs((Run(text="按"), Run(text="回车", is_bold=True), Run(text="键")), BODY, WIDTH)
    end = draw_line(pen, line, BODY, LEFT, 100.0)
    assert [words for words, *_ in pen.drawn] == ["按", "回车", "键"]
    places = [x for *_, x, _ in pen.drawn]
    assert places == pytest.approx([LEFT, LEFT + BODY.size, LEFT + 3 * BODY.size])
    assert end == pytest.approx(LEFT + 4 * BODY.size)
