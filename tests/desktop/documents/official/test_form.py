from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from desktop.documents.official.form import render_official_pdf
from forms.canonical import check_code, format_check_code
from forms.filing.people import People
from tests.builders import form, item, plan
from tests.desktop.documents.builders import (
    DIGEST,
    FIGURES,
    FINDING,
    LOG_HEAD,
    assert_golden,
    content,
    draft,
    figures_of,
    page_texts,
)

PREFLIGHT_JARS = (
    "preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io", "javax.activation",
    "bcprov", "bcmail", "bcpkix", "bcutil", "jaxb-api",
)  # fmt: skip


@pytest.fixture(scope="module")
def final_pdf() -> bytes:
    return render_official_pdf(content())


def test_text_of_the_whole_form_is_as_reviewed(final_pdf: bytes) -> None:
    assert_golden("official_form.txt", "\n\f\n".join(page_texts(final_pdf)) + "\n")


def test_pages_are_cover_forms_and_explanations(final_pdf: bytes) -> None:
    texts = page_texts(final_pdf)
    assert len(texts) == 4
    assert all(f"第 {n} 页　共 4 页" in text for n, text in enumerate(texts, start=1))
    assert "目　录" in texts[0]
    assert "第八条" in texts[0]
    assert "第十一条" in texts[0]
    assert "审核情况说明" in texts[3]


def test_count_and_head_of_the_log_stand_once_on_the_last_page(final_pdf: bytes) -> None:
    *others, last = ["".join(text.split()) for text in page_texts(final_pdf)]
    assert f"定稿时变更记录共1234条，末条校验值{LOG_HEAD}" in last
    assert not any("变更记录共" in text for text in others)
    assert not any("变更记录共" in text for text in page_texts(render_official_pdf(draft())))


def test_the_same_content_gives_the_same_bytes(final_pdf: bytes) -> None:
    assert render_official_pdf(content()) == final_pdf


def test_the_same_content_gives_the_same_bytes_in_another_process(final_pdf: bytes) -> None:
    script = (
        "import sys, hashlib; from tests.desktop.documents.builders import content;"
        "from desktop.documents.official.form import render_official_pdf;"
        "print(hashlib.sha256(render_official_pdf(content())).hexdigest())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=True,
    )

    assert shown.stdout.strip() == hashlib.sha256(final_pdf).hexdigest()


def test_another_figure_gives_other_bytes(final_pdf: bytes) -> None:
    changed = figures_of(FIGURES | {"births": "2037"})
    assert render_official_pdf(content(changed)) != final_pdf


def test_every_page_carries_the_check_code_and_no_draft_mark(final_pdf: bytes) -> None:
    code = format_check_code(check_code(DIGEST))
    for text in page_texts(final_pdf):
        assert code in text
        assert "草" not in text


def test_every_page_of_a_draft_says_so_and_carries_no_code() -> None:
    code = format_check_code(check_code(DIGEST))
    for text in page_texts(render_official_pdf(draft())):
        assert "草稿 · 未定稿" in text
        assert "草　稿" in text
        assert "未公布数据" in text
        assert code not in text


def test_small_counts_are_marked_on_every_page() -> None:
    for text in page_texts(render_official_pdf(content(sensitive=True))):
        assert "可能识别到个人" in text


def test_a_correction_says_which_submission_it_is() -> None:
    assert "第 2 次报送（更正）" in page_texts(render_official_pdf(content(revision=2)))[0]


def test_rare_name_characters_can_be_searched(final_pdf: bytes) -> None:
    text = "".join(page_texts(final_pdf))
    for name in ("欧阳𬱖", "许㛃䶮", "韩𠅤"):
        assert name in text


def test_all_fonts_are_embedded_subsets(final_pdf: bytes) -> None:
    for name, descriptor in _fonts(final_pdf).items():
        assert name[7] == "+", name
        assert "/FontFile2" in descriptor, name


def _fonts(pdf: bytes) -> dict[str, DictionaryObject]:
    found = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            found[str(font["/BaseFont"])] = font["/FontDescriptor"]
    assert found
    return found


def test_no_seal_is_ever_drawn(final_pdf: bytes) -> None:
    for page in PdfReader(BytesIO(final_pdf)).pages:
        kinds = {form["/Subtype"] for form in page["/Resources"].get("/XObject", {}).values()}
        assert kinds <= {"/Form"}
        drawing = page.get_contents().get_data()
        assert b" rg" not in drawing, "nothing on the form is coloured"
        assert b" RG" not in drawing


def test_blanks_stand_where_the_pack_has_no_document_number(final_pdf: bytes) -> None:
    _, first, second, _ = page_texts(final_pdf)
    assert first.count("（由统计局填写）") == 4
    assert "由统计局填写" not in second
    assert "测统字〔2025〕3 号" in second


def test_the_head_of_the_table_is_repeated_on_each_page() -> None:
    items = [item(f"count-{n}", f"第{n}项指标") for n in range(60)]
    long = plan(items=items, forms=[form([i["code"] for i in items], title="长表")])
    texts = page_texts(render_official_pdf(content(figures_of({}, {}, long), findings=[])))
    assert len(texts) == 4
    assert all("指标名称" in text and "甲" in text for text in texts[1:])
    assert all("（续表）" in text for text in texts[2:])
    assert "单位负责人" in texts[-1]
    assert all(f"第{n}项指标" in "".join(texts) for n in range(60))


def test_nothing_is_lost_however_long_a_clerk_writes() -> None:
    words = "".join(f"第{n}句说明。" for n in range(900))
    findings = [replace(FINDING, explanation=words)]
    figures = figures_of(notes={"births": words})
    texts = page_texts(render_official_pdf(content(figures, findings=findings)))
    flat = "".join("".join(texts).split())
    assert flat.count("第899句说明") == 2
    assert flat.count("第450句说") == 2


def test_a_unit_without_figures_people_or_findings_still_prints() -> None:
    empty = draft(figures_of({}, {}), people=People(), report_date=None, findings=[], verdicts={}, notes={})
    assert len(page_texts(render_official_pdf(empty))) == 3


def test_the_document_says_who_and_what_it_is(final_pdf: bytes) -> None:
    reader = PdfReader(BytesIO(final_pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "测试区妇女发展规划（2021—2030年）监测统计年报表 2025 年 第 1 次报送"
    assert reader.metadata.author == "测试区卫生健康局"
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title["x-default"] == reader.metadata.title
    assert [entry.title for entry in reader.outline] == [
        "封面",
        "孕产妇健康",
        "防治知识知晓情况",
        "审核情况说明",
    ]


@pytest.mark.parametrize("make", [content, draft])
def test_apache_preflight_accepts_it_as_pdfa(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in PREFLIGHT_JARS]
    absent = [jar.name for jar in jars if not jar.exists()]
    if shutil.which("java") is None or absent:
        pytest.skip(f"Apache Preflight is not installed (libpdfbox2-java, Java): missing {absent or 'java'}")
    target = tmp_path / "form.pdf"
    target.write_bytes(render_official_pdf(make()))
    command = [
        "java",
        "-cp",
        ":".join(map(str, jars)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        str(target),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in shown.stdout, shown.stdout + shown.stderr


def test_poppler_finds_the_same_words_and_only_embedded_fonts(final_pdf: bytes, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None or shutil.which("pdffonts") is None:
        pytest.skip("poppler-utils is not installed")
    target = tmp_path / "form.pdf"
    target.write_bytes(final_pdf)
    text = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", target, "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    assert "欧阳𬱖" in text
    fonts = subprocess.run(["pdffonts", target], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), fonts


def test_many_columns_with_long_figures_stay_apart() -> None:
    columns = ["_T", "SEX=F", "SEX=M", "SEX=_U", "RES=U", "RES=R", "AGE=0-14", "AGE=15-49"]
    wide = plan(items=[item("a", "指标", breakdown=columns[1:])], forms=[form(["a"], columns=columns)])
    typed = {"a" if c == "_T" else f"a/{c}": str(123456789 + n) for n, c in enumerate(columns)}
    text = page_texts(render_official_pdf(content(figures_of(typed, {}, wide), findings=[])))[1]
    for n in range(len(columns)):
        assert f"123,456,{789 + n}" in text.split()
