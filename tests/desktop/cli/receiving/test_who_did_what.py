"""Whatever an officer does is in the log: who, when, about what and why."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.services.office.desk import open_office_desk
from tests.desktop.cli.receiving.commands import of, run

WHO, WHY = "王芳", "问过单位，有来函"


class Watched:
    """An office at which every deed is looked up in the log."""

    def __init__(self, office):
        self.office = office

    def log(self):
        with open_office_desk(self.office) as desk:
            assert desk.store.verify_log().ok
            return desk.store.log_entries()

    def do(self, *words, why="", expect=0):
        """Do it; what was added is by who did it, of now, and one row has the reason."""
        began, before = datetime.now(UTC) - timedelta(seconds=1), self.log()
        named = ("--reason", why) if why else ()
        answer = run(*words, *named, "--by", WHO, "--json", expect=expect)
        after = self.log()
        added = after[len(before) :]
        assert after[: len(before)] == before
        assert added, words
        assert {one.actor for one in added} == {WHO}
        assert all(began <= one.at <= datetime.now(UTC) for one in added)
        assert all(one.subject and one.kind for one in added)
        assert not why or why in {one.reason for one in added} or any(why in (one.new or "") for one in added)
        return answer


@pytest.fixture
def watched(office):
    return Watched(office)


def test_every_deed_is_in_the_log(watched, office, county, planted, signing, tmp_path):
    sent, year = (*signing, "-o", tmp_path / "发出"), ("--office", office, "--year", 2025)
    do, show = watched.do, lambda unit: run("show", *of(office, unit), "--json")
    do("receive", "--office", office, county / "later/late-change")
    do("office", "history", "--office", office, county / "history.csv")
    do("office", "base", *year, county / "base.csv", *signing, "-o", tmp_path / "base.asice")
    do("office", "deadline", *year, "2026-04-30")
    do("office", "key", "import", county / "keys/office.p12", "--office", office, *signing[2:])
    do("office", "task", *year, "-o", tmp_path / "t", *signing[2:])
    chosen = show("human-resources")["fork"]["candidates"][0]["content_digest"]
    do("choose", *of(office, "human-resources"), "--chosen", chosen, *sent, why=WHY)
    do("decide", *of(office, "statistics"), "--fact", "revision", "--as", "counts", why=WHY)
    do("decide", *of(office, "science-association"), "--fact", "paper", "--as", "waived", why=WHY)
    ask = ("question", "add", *of(office, "science-association"), "--filing", "--text", "请核对")
    do(*ask)
    do("return", *of(office, "science-association"), *sent)
    do("return", *of(office, "science-association"), "--recall", *sent)
    id_ = do(*ask)["question"]
    do("question", "withdraw", *of(office, "science-association"), "--question", id_, why=WHY)
    do("receipt", *of(office, "science-association"), *sent)
    do("accept", *of(office, "science-association"), *sent)
    do("reopen", *of(office, "science-association"), *sent, why=WHY)
    excused = next(row["unit"] for row in run("board", *year, "--json")["rows"] if row["state"] == "expected")
    do("excuse", *of(office, excused), why=WHY)
    do("excuse", *of(office, excused), "--undo", why=WHY)
    told = ("office", "revoke", "--office", office, "--unit", "education", "--since", "2026-03-20")
    do(*told, why=WHY)
    do("office", "people", "set", WHO, "组长", "--office", office)


def test_what_is_put_right_afterwards_is_in_the_log_as_well(watched, office, county, signing, tmp_path):
    sent, year = (*signing, "-o", tmp_path / "发出"), ("--office", office, "--year", 2025)
    do, forked = watched.do, of(office, "human-resources")
    candidates = run("show", *forked, "--json")["fork"]["candidates"]
    chosen, other = (one["content_digest"] for one in candidates)
    do("choose", *forked, "--chosen", chosen, *sent, why=WHY)
    do("choose", *forked, "--chosen", other, "--again", *sent, why="改选另一份：纸质表是这一份的")
    waived = ("decide", *of(office, "science-association"), "--fact", "paper", "--as", "waived")
    number = do(*waived, why=WHY)["number"]
    do("decide", *of(office, "science-association"), "--undo", number, why="办错了单位")
    which = ("--office", office, "--unit", "education")
    do("office", "revoke", *which, "--since", "2026-03-20", why="密钥文件丢失，已报告")
    do("office", "correct", "revocation", *which, why="密钥找到了，没有外流")
    listed = run("office", "register", "--office", office, "--json")["certificates"]
    print_ = next(one["fingerprint"] for one in listed if one["unit"] == "education")
    do(
        "office",
        "correct",
        "certificate",
        "--office",
        office,
        "--fingerprint",
        print_,
        why="登记表不是这个单位的",
    )
    pack = json.loads((county / "plan.json").read_text(encoding="utf-8"))
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({**pack, "version": "2099.1"}, ensure_ascii=False), encoding="utf-8")
    do("office", "plan", newer, "--office", office)
    assert any("2099.1" in one.reason for one in watched.log())
    late = next(row["unit"] for row in run("board", *year, "--json")["rows"] if row["state"] == "expected")
    do("remind", *year, "--sent", "--unit", late)
    assert any(late in one.subject or late in (one.new or "") for one in watched.log()[-2:])
