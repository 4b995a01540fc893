"""Certificate and handover sheets: their facts, and where they stand on the page."""

import unicodedata
from dataclasses import fields, replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.documents.paper.font_cover import BLANK
from desktop.documents.sheets.handed_over import OF_OFFICE, OF_UNIT, HandedYear, HandoverSheet
from desktop.documents.sheets.handover_sheet import render_handover_sheet
from desktop.documents.sheets.key_sheet import PUBLICATION, REGISTRATION, KeySheet, SecondCertificate
from desktop.documents.sheets.pdf_key_sheet import draw_key_sheet
from forms.canonical import grouped_head
from tests.desktop.documents.builders import page_texts
from tests.desktop.documents.drawn import pages

SENT = HandedYear(
    year=2025, state="已报送", revision=2, check_code="ABCD-EFGH-JKMN-PQRS", changed="2026-04-03 12:00"
)
HANDOVER = HandoverSheet(
    words=OF_UNIT,
    plan="望花区妇女发展规划（2021-2030年）　规划数据包 2026.1",
    unit_name="望花区卫生健康局",
    region_code="210404",
    store_name="望花区卫生健康局.db",
    store_folder="D:\\统计\\妇女规划",
    copy_name="备份\\望花区卫生健康局 交接.db",
    copy_digest="AB12 CD34 " * 4 + "\n" + "EF56 0789 " * 4,
    last_change="2026-04-03 12:00　韩𠅤",
    log_length=1234,
    log_head=grouped_head("0123456789abcdef" * 4),
    backups="备份 文件夹，共 12 个；每个都经程序打开检查过",
    certificate="health.cer.pem（密钥文件 health.p12，有效期至 2029-01-01）",
    fingerprint="9A8B 7C6D " * 8,
    people=[("单位负责人", "欧阳𬱖"), ("统计负责人", "许㛃䶮"), ("填表人", "韩𠅤"), ("联系电话", "")],
    years=[
        SENT,
        HandedYear(year=2026, state="填报中", revision=0, check_code="", changed="2026-05-01 08:30"),
    ],
    printed=date(2026, 5, 2),
)
KEY = KeySheet(
    words=REGISTRATION,
    plan_title="望花区妇女发展规划（2021-2030年）",
    office="望花区统计局",
    unit_name="望花区卫生健康局",
    region_code="210404",
    fingerprint="9A8B 7C6D 5E4F 3021 " * 2 + "\n" + "0123 4567 89AB CDEF " * 2,
    algorithm="ECDSA P-256 + SHA-256",
    valid_from=date(2026, 1, 1),
    valid_until=date(2029, 1, 1),
    certificate_name="health.cer.pem",
    printed=date(2026, 5, 2),
)
LONG = "鄂温克族自治旗住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）" * 4
MANY = [replace(SENT, year=2021 + n, revision=3) for n in range(15)]
HANDED = {
    "usual": HANDOVER,
    "new": replace(HANDOVER, years=(), people=(), certificate="", fingerprint=""),
    "long path": replace(HANDOVER, store_folder="C:\\Users\\" + "妇女发展规划\\" * 40),
    "deepest path": replace(HANDOVER, store_folder="/" + "a" * 4095),
    "many years": replace(HANDOVER, years=MANY),
    "forty years": replace(HANDOVER, years=MANY * 3, unit_name=LONG),
    "long names": replace(
        HANDOVER, plan=LONG, unit_name=LONG, people=[(r, "王" * 200) for r, _ in HANDOVER.people]
    ),
}
KEYS = {
    "registration": KEY,
    "publication": replace(KEY, words=PUBLICATION),
    "replacement": replace(KEY, replaced=KEY.fingerprint),
    "replacement of an unknown one": replace(KEY, replaced="", unit_name=LONG[:72], office=LONG[:72]),
    "long names": replace(
        KEY, plan_title=LONG, office=LONG[:72], unit_name=LONG[:72], certificate_name="a" * 90 + ".cer.pem"
    ),
}
SHEETS = {
    **{f"handover {name}": (render_handover_sheet, sheet) for name, sheet in HANDED.items()},
    **{f"key {name}": (draw_key_sheet, sheet) for name, sheet in KEYS.items()},
}


@pytest.fixture(scope="module", params=SHEETS, ids=list(SHEETS))
def drawn(request):
    draw, sheet = SHEETS[request.param]
    return draw, sheet, draw(sheet)


def flat(pdf):
    return "".join("".join(page_texts(pdf)).split())


def test_nothing_lies_over_anything_else_or_beyond_the_page(drawn):
    for page in pages(drawn[2]):
        assert page.collisions() == []
        assert page.outside() == []
        assert page.height / page.width == pytest.approx(297 / 210, abs=0.001)


def test_the_same_sheet_is_the_same_file_and_another_is_not(drawn):
    draw, sheet, pdf = drawn
    assert draw(sheet) == pdf
    assert draw(replace(sheet, printed=date(2026, 5, 3))) != pdf


def test_all_that_a_sheet_says_can_be_read(drawn):
    _, sheet, pdf = drawn
    text = flat(pdf)
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if field.name == "office" and isinstance(sheet, KeySheet) and sheet.words.receivers:
            value = sheet.words.receivers  # the office publishes it, and is named as its owner
        if isinstance(value, str | date | int):
            assert "".join(str(value).split()) in text, field.name
    for role, name in getattr(sheet, "people", ()):
        assert name in text
        assert not name or role in text
    for year in getattr(sheet, "years", ()):
        assert f"{year.year}{year.state}" in text


def test_the_file_says_whose_sheet_it_is_and_embeds_its_fonts(drawn):
    _, sheet, pdf = drawn
    reader = PdfReader(BytesIO(pdf))
    assert sheet.unit_name in reader.metadata.title
    assert reader.metadata.author == sheet.unit_name
    assert reader.metadata.creation_date.date() == sheet.printed
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize(("name", "count"), [("usual", 1), ("new", 1), ("long path", 1), ("many years", 2)])
def test_a_handover_sheet_is_one_page_where_that_is_enough(name, count):
    texts = page_texts(render_handover_sheet(HANDED[name]))
    assert len(texts) == count
    assert all("（续）" in text for text in texts[1:])
    assert "（续）" not in texts[0]


@pytest.mark.parametrize("sheet", HANDED.values(), ids=list(HANDED))
def test_the_three_signatures_stand_together_on_the_last_page(sheet):
    *others, last = page_texts(render_handover_sheet(sheet))
    for role in ("移交人（签字）", "接收人（签字）", "监交人（签字）"):
        assert role in last
        assert not any(role in text for text in others)
    assert last.count("日期：") == 3


def test_years_stand_in_their_columns():
    (page,) = pages(render_handover_sheet(HANDOVER))
    for head, texts in {
        "年度": ("2025", "2026"),
        "状态": ("已报送", "填报中"),
        "版次": ("第 2 版",),
        "纸质表校验码": ("ABCD-EFGH-JKMN-PQRS",),
        "最近变动": ("2026-04-03 12:00", "2026-05-01 08:30"),
    }.items():
        for text in texts:
            assert page.find(text).left == pytest.approx(page.find(head).left, abs=1.5)
    assert page.find("2025").bottom > page.find("2026").top


def test_what_is_not_there_yet_is_said():
    text = flat(render_handover_sheet(HANDED["new"]))
    for said in ("还没有填报过任何年度", "还没有建立密钥", "证书指纹—", "责任人员还没有填写"):
        assert said in text


def test_the_sheet_never_has_room_for_a_passphrase():
    text = flat(render_handover_sheet(HANDOVER))
    assert "口令当面口述或密封移交，不写在本单上" in text
    assert text.count("口令") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"last_change": "2026-01-01　李𠮷"},
        {"store_name": "李𠮷.db"},
        {"store_folder": "D:\\李𠮷"},
        {"people": [("填表人", "李𠮷")]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_characters_that_no_font_draws_are_named_wherever_they_stand(change):
    text = flat(render_handover_sheet(replace(HANDOVER, **change)))
    assert f"李{BLANK}" in text
    assert f"（空线“{BLANK}”处请手写：U+20BB7）" in text


@pytest.mark.parametrize("words", [REGISTRATION, PUBLICATION], ids=["registration", "publication"])
def test_the_declaration_and_the_lines_to_be_filled_in_are_whole(words):
    pdf = draw_key_sheet(replace(KEY, words=words))
    text = flat(pdf)
    for part in (
        words.title,
        words.algorithm,
        words.declaration,
        words.comparison,
        words.compared,
        *words.signed,
    ):
        assert "".join(part.split()) in text
    assert "（单位公章）" in text
    assert "2026-01-01至2029-01-01" in text
    (page,) = pages(pdf)
    assert page.find("单位名称").left == pytest.approx(page.find("制表日期").left, abs=1)


def test_the_two_kinds_of_sheet_are_not_taken_for_each_other():
    registered, published = flat(draw_key_sheet(KEY)), flat(draw_key_sheet(replace(KEY, words=PUBLICATION)))
    assert "不能代替纸质报表上的签字和盖章" in registered
    assert "不能代替纸质报表" not in published
    assert "加密算法" in published
    assert "加密算法" not in registered


def test_a_fingerprint_is_printed_in_its_groups_and_lines():
    (page,) = pages(draw_key_sheet(KEY))
    upper, lower = (one for one in page.texts if len(one.text.split()) == 8)
    assert upper.text.split() == KEY.fingerprint.split("\n")[0].split()
    assert lower.text.split() == KEY.fingerprint.split("\n")[1].split()
    assert upper.bottom > lower.top
    assert upper.left == pytest.approx(lower.left, abs=1)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120), st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_folder_and_people_are_called_the_sheet_is_drawn(folder, name, unit):
    pdf = render_handover_sheet(
        replace(HANDOVER, store_folder=folder, people=[("填表人", name)], unit_name=unit)
    )
    text = unicodedata.normalize("NFKC", flat(pdf))
    assert "移交人" in text
    assert all(not page.outside() for page in pages(pdf))


@pytest.mark.parametrize(("days", "said"), [(1, True), (0, False), (40, False)])
def test_a_validity_that_begins_the_day_before_the_sheet_says_why(days, said):
    text = flat(draw_key_sheet(replace(KEY, printed=KEY.valid_from + timedelta(days=days))))
    assert ("给电脑时钟留出余地" in text) == said


@pytest.mark.parametrize("replaced", [None, "", KEY.fingerprint])
def test_both_certificates_of_a_unit_stand_on_one_page(replaced):
    second = SecondCertificate(
        name="来件.cer.pem", fingerprint=KEY.fingerprint[::-1], valid_until=date(2036, 1, 1)
    )
    (page,) = pages(draw_key_sheet(replace(KEY, second=second, replaced=replaced)))
    (text,) = page_texts(draw_key_sheet(replace(KEY, second=second, replaced=replaced)))
    assert "收件证书指纹" in text
    assert "登记人（签字）" in text
    assert min(text.bottom for text in page.texts) > 20


@pytest.mark.parametrize("words", [OF_UNIT, OF_OFFICE])
def test_a_handover_names_places_of_the_window_and_no_command(words):
    assert not [step for step in words.steps if "tianbao" in step or "--" in step]
    assert len(words.steps) == 5
