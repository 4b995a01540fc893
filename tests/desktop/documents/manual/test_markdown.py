"""The Markdown of the manual is read as it is meant."""

from desktop.documents.manual.markdown import (
    Code,
    Heading,
    ListEntry,
    Paragraph,
    Picture,
    Run,
    TextTable,
    plain,
    read_markdown,
)


def run(text, **looks):
    return Run(text=text, **looks)


def test_blocks_are_told_apart():
    text = (
        "# 填报\n\n<!-- 生成 -->\n\n![画面](pictures/light/entry.png)\n第一行\n第二行 two\nthree\n"
        "- 一\n- 二\n  接着\n3. 三\n```\ntianbao  rules\n\n  x\n```\n"
        "| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n后面"
    )
    assert read_markdown(text) == (
        Heading(1, (run("填报"),)),
        Picture("pictures/light/entry.png", "画面"),
        Paragraph((run("第一行第二行 two three"),)),
        ListEntry(None, (run("一"),)),
        ListEntry(None, (run("二接着"),)),
        ListEntry(3, (run("三"),)),
        Code(("tianbao  rules", "", "  x")),
        TextTable(((run("甲"),), (run("乙"),)), (((run("1"),), (run("2", is_bold=True),)),)),
        Paragraph((run("后面"),)),
    )


def test_words_of_one_look_stand_together():
    [block] = read_markdown("见[规则](rules.md#TB-SUM-001)，按**回车**，填 `-1`，![叉](a.png) 号。")
    assert block.runs == (
        run("见"),
        run("规则", link="rules.md#TB-SUM-001"),
        run("，按"),
        run("回车", is_bold=True),
        run("，填 "),
        run("-1", is_code=True),
        run("，"),
        run("叉", picture="a.png"),
        run(" 号。"),
    )
    assert plain(block.runs) == "见规则，按回车，填 -1， 号。"


def test_what_is_no_mark_stays():
    [block] = read_markdown("3 * 4 ** 2，[不是链接]，`没有关")
    assert plain(block.runs) == "3 * 4 ** 2，[不是链接]，`没有关"
