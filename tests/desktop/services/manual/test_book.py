"""The manual on paper: everything of it, with pages and an outline, the same in every run."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.paper.typesetting import as_drawn
from desktop.services.manual.book import write_manual
from desktop.services.manual.chapters import CONTENTS, all_chapters
from forms.errors import UserInputError
from forms.findings import RULES

TITLES = [one.title for one in all_chapters() if one.name != CONTENTS]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("手册") / "手册.pdf"
    written = write_manual(path)
    return written, path.read_bytes()


def test_the_contents_name_every_chapter_with_its_page(book):
    written, data = book
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    assert (written.pages, written.chapters) == (len(pages), len(TITLES))
    listed = "\n".join(text for text in pages if text.startswith("使用手册 目录"))
    for title in TITLES:
        number = int(re.search(rf"^{re.escape(title)} (\d+)$", listed, re.MULTILINE)[1])
        assert pages[number - 1].startswith(f"使用手册 {title}\n")


def test_the_outline_has_every_chapter(book):
    _, data = book
    outline = PdfReader(BytesIO(data)).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == TITLES


def test_all_that_is_written_is_on_paper(book):
    _, data = book
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert [rule.code for rule in RULES if rule.code not in text] == []
    assert len(set(re.findall(r"\bE-[A-Z]+-\d{3}\b", text))) > 300
    written = set("".join(one.text for one in all_chapters())) - {"\n"}
    assert [character for character in sorted(written) if as_drawn(character) != character] == []


def test_it_is_the_same_in_every_run(book, tmp_path):
    write_manual(tmp_path / "又.pdf")
    assert (tmp_path / "又.pdf").read_bytes() == book[1]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(UserInputError) as refused:
        write_manual(tmp_path / "手册.docx")
    assert refused.value.code == "E-FILE-010"
    assert list(tmp_path.iterdir()) == []
