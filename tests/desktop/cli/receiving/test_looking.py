"""``receive``, ``board`` and ``show`` with the files of a county, and what a clerk reads of them."""

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.paired import paired_of
from forms.canonical import format_check_code
from forms.codes.decide import DecideCode
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.county import expected_of

# --- receive ------------------------------------------------------------------------------------------


def test_each_file_is_one_line_with_its_code(county, received):
    expected, (_, answer) = expected_of(county), received
    said = {file["path"]: (file["outcome"], file["kind"], file["refusal"]) for file in answer["files"]}
    for file in expected["files"]:
        # When a year has ended the present decides; with a clock of its own: test_intake.
        if file["when"] == "taken_in" and "/next-year/" not in file["path"]:
            wanted = (file["outcome"], file["kind"], file["refusal"])
            assert said[str(county / file["path"])] == wanted, file["path"]
    assert sum(answer["counts"].values()) == len(answer["files"])
    for file in answer["files"]:
        assert bool(file["code"]) == bool(file["sentence"]) == bool(file["step"]) == bool(file["refusal"])


def sound_files(county):
    """How many sound packages of 2025 the county hands over, each as a file."""
    return len(list((county / "packages/2025").iterdir()))


def test_all_taken_is_zero_and_the_same_again_as_well(empty, county, opening):
    sound = county / "packages/2025"
    first = run("receive", "--office", empty, sound, *opening, "--json")
    again = run("receive", "--office", empty, sound, *opening, "--json")
    wanted = {"taken": sound_files(county), "waits": 0, "refused": 0}
    assert first["counts"] == again["counts"] == wanted
    assert {file["known"] for file in again["files"]} == {True}
    assert "已收过" in run("receive", "--office", empty, sound, *opening)


def of_unit(county, fault):
    """The planted package of a fault, and that of its unit and year beside it."""
    (one,) = [file for file in expected_of(county)["files"] if file["fault"] == fault]
    unit, year = one["packages"][0]["unit"], one["packages"][0]["year"]
    other = next(
        file
        for file in expected_of(county)["files"]
        if file["fault"] is None and [(of["unit"], of["year"]) for of in file["packages"]] == [(unit, year)]
    )
    return county / one["path"], county / other["path"]


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_same_file_twice_in_one_run_is_told_once(empty, county, opening, tmp_path, is_turned):
    sound = next(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")
    files = [tmp_path / "1.asice", tmp_path / "2.asice"]
    for one in files:
        one.write_bytes(sound.read_bytes())
    handed = files[::-1] if is_turned else files
    answer = run("receive", "--office", empty, *handed, "--dry-run", "--json")
    assert {file["path"]: file["known"] for file in answer["files"]} == {
        str(files[0]): False,
        str(files[1]): True,
    }
    told = run("receive", "--office", empty, *handed)
    (again,) = [line for line in told.splitlines() if "已收过" in line]
    assert again.startswith("收下  2.asice")


@pytest.mark.parametrize(
    ("fault", "words"), [("duplicate", "同一份已收过"), ("same-content", "内容已收过，只是重新导出")]
)
def test_what_was_in_another_file_of_the_run_is_told(empty, county, opening, fault, words):
    planted, other = of_unit(county, fault)
    told = run("receive", "--office", empty, planted, other, *opening)
    assert [words in line for line in told.splitlines() if line.startswith("收下")].count(True) == 1


def test_what_is_blank_is_told_where_it_is_taken_in(empty, planted):
    (file,) = (planted / "blank").iterdir()
    assert "格里有 1 格是空的" in run("receive", "--office", empty, file, expect=1)


def test_a_rehearsal_takes_nothing_in(empty, county, opening):
    before = empty.read_bytes()
    words = ("receive", "--office", empty, county / "packages/2025", "--dry-run", *opening)
    answer = run(*words, "--json")
    assert answer["dry_run"]
    assert answer["counts"]["taken"] == sound_files(county)
    assert "只看，没有收" in run(*words)
    assert empty.read_bytes() == before


def test_a_plan_that_is_given_lets_its_packages_in(empty, county, planted):
    file = next((planted / "unknown-plan").iterdir())
    waiting = run("receive", "--office", empty, file, "--json", expect=1)
    (plan,) = (fact for fact in waiting["files"][0]["packages"][0]["facts"] if fact["fact"] == "plan")
    assert (plan["state"], "office plan" in plan["step"]) == ("unknown", True)
    unit, year = (waiting["files"][0]["packages"][0][name] for name in ("unit", "year"))
    told = run("show", *of(empty, unit, year))
    assert ("--plan" in told, "也收进来（receive）" in told) == (False, True)
    pack = county / "later/unknown-plan/plan.json"
    taken = run("receive", "--office", empty, "--plan", pack, file, "--json")
    assert taken["files"][0]["outcome"] == "taken"


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [
        ("office-receiving.p12", "错的口令", "E-KEY-002"),
        ("office.p12", None, "E-KEY-014"),
        ("没有.p12", None, "E-FILE-004"),
    ],
)
def test_a_key_that_does_not_open_lets_everything_else_in(  # noqa: PLR0917 - cases and fixtures
    empty, county, opening, tmp_path, key, words, code
):
    passphrase = tmp_path / "口令.txt"
    passphrase.write_text(words or (county / "passphrase.txt").read_text("utf-8"), "utf-8")
    wrong = ("--key", county / "keys" / key, "--passphrase-file", passphrase)
    sound = county / "packages/2025"
    found = run("receive", "--office", empty, sound, *wrong, "--json", expect=1)
    assert found["key_trouble"]["code"] == code
    sealed = [file for file in found["files"] if file["refusal"]]
    assert sealed
    assert all(file["packages"] for file in found["files"] if file not in sealed)
    assert found["counts"]["taken"] > len(sealed)
    for file in sealed:
        assert (file["outcome"], file["code"]) == ("waits", "E-RECEIVE-019")
        assert "收件密钥没有打开" in file["sentence"]
        assert file["step"]
    first, *lines = run("receive", "--office", empty, sound, *wrong, expect=1).splitlines()
    assert first.startswith("收件密钥没有打开：")
    assert code in first
    assert "再收一次" in first
    assert sum("E-RECEIVE-019" in line for line in lines) == len(sealed)
    again = run("receive", "--office", empty, sound, *opening, "--json")
    assert (again["key_trouble"], again["counts"]["taken"]) == (None, sound_files(county))


def test_where_nothing_is_encrypted_a_wrong_key_is_told_and_all_is_taken(empty, county, tmp_path):
    (tmp_path / "口令.txt").write_text("错的口令", "utf-8")
    plain = next(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")
    wrong = ("--key", county / "keys/office-receiving.p12", "--passphrase-file", tmp_path / "口令.txt")
    lines = run("receive", "--office", empty, plain, *wrong).splitlines()
    assert [line.partition("：")[0].strip() for line in lines[:2]] == [
        "收件密钥没有打开",
        f"收下  {plain.name}",
    ]


def test_a_file_that_is_not_there_is_one_line_and_the_others_are_taken(empty, county, opening, tmp_path):
    missing = tmp_path / "没有.asice"
    answer = run(
        "receive", "--office", empty, missing, county / "packages/2025", *opening, "--json", expect=1
    )
    assert answer["counts"] == {"taken": sound_files(county), "waits": 0, "refused": 1}
    assert answer["files"][0]["code"] == "E-RECEIVE-013"


def test_a_folder_without_files_is_told_and_no_success(empty, tmp_path):
    folder = tmp_path / "收到"
    (folder / "里面").mkdir(parents=True)
    assert "没有文件，什么也没有收" in run("receive", "--office", empty, folder, expect=1)
    assert run("receive", "--office", empty, folder, "--json", expect=1)["files"] == []


def test_bytes_that_are_nothing_known_may_be_a_damaged_package(empty, tmp_path):
    path = tmp_path / "wdp-210404-health-2025-r1.asice"
    path.write_bytes(bytes(range(1, 255)) * 40)
    said = run("receive", "--office", empty, path, expect=1)
    assert "认不出是什么文件，也可能在传送中损坏了" in said
    assert "不是报送包" not in said


def test_a_clerk_reads_whose_it_is_what_is_the_matter_and_what_to_do(empty, planted):
    def lines(folder):
        return run("receive", "--office", empty, planted / folder, expect=1).splitlines()

    (pdf,) = (planted / "pdf").iterdir()
    assert lines("pdf")[0] == (
        f"没有收  {pdf.name}：这是 PDF 文件，不是报送包。核对是不是选错了文件（E-RECEIVE-007）"
    )
    assert "填报单位的数据文件" in lines("store")[0]
    fork = lines("fork")
    assert fork[0].startswith(
        "待处理  a/wdp-220524-human-resources-2025-r2.asice：柳河县人力资源和社会保障局"
    )
    assert "（E-RECEIVE-031）" in fork[1]
    assert "选定一份" in fork[1]
    elsewhere = lines("elsewhere")
    assert "柳河县市场监督管理局" not in "".join(elsewhere)
    assert "望花区" in elsewhere[1], "what is bad comes before a key that nobody registered"
    contradiction = lines("contradiction")
    assert len(contradiction) == 3, contradiction
    assert not [line for line in (*fork, *contradiction) if "。。" in line or "E-VERIFY-001" in line]


# --- board --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2024, 2025, 2021])
def test_every_expected_unit_is_in_exactly_one_state(looked_at, county, year):
    board = run("board", "--office", looked_at, "--year", year, "--json")
    expected = [row for row in board["rows"] if row["expected"]]
    units = [row["unit"] for row in expected]
    assert sum(board["counts"].values()) == board["expected"] == len(units) == len(set(units))
    states = {one["unit"]: one["state"] for one in expected_of(county)["years"] if one["year"] == year}
    assert {row["unit"]: row["state"] for row in board["rows"]}.items() >= states.items()
    for row in board["rows"]:
        assert row["name"] != row["unit"] or not row["expected"]
        assert row["step"], row


def test_the_board_reads_names_shares_and_steps(looked_at):
    lines = run("board", "--office", looked_at, "--year", 2025).splitlines()
    assert lines[0].startswith("2025 年：应报 23，待报 9（39.1%）")
    fork = next(line for line in lines if "人力资源" in line)
    assert fork == "待选定  柳河县人力资源和社会保障局（human-resources）  → 看不同之处，选定一份（choose）"
    assert "照纸上的校验码输入" in next(line for line in lines if "教育局" in line)


def test_a_package_of_elsewhere_asks_nobody_to_register_its_key(looked_at):
    rows = run("board", "--office", looked_at, "--year", 2024, "--json")["rows"]
    (elsewhere,) = [row for row in rows if row["unit"].endswith("/market-regulation")]
    step = "转给那里的统计局，或告诉发送单位；这一份不予采用（decide --aside）"
    assert (elsewhere["expected"], elsewhere["step"]) == (False, step)
    assert "别处" in elsewhere["name"]


# --- show ---------------------------------------------------------------------------------------------


def test_a_fork_is_shown_side_by_side(looked_at, planted):
    found = run("show", *of(looked_at, "human-resources"), "--json")
    fork = found["fork"]
    digests = [one["content_digest"] for one in fork["candidates"]]
    assert (found["state"], found["current"], len(digests)) == ("conflict", None, 2)
    assert digests == sorted(digests)
    (difference,) = fork["differences"]
    assert len(set(difference["stated"])) == 2
    text = run("show", *of(looked_at, "human-resources"))
    assert f"2025 年 取得职业技能证书的女性人数  {' | '.join(difference['stated'])}" in text
    for one in fork["candidates"]:
        assert format_check_code(one["check_code"]) in text


def test_the_paper_says_which_of_a_fork_is_meant(office):
    candidates = run("show", *of(office, "human-resources"), "--json")["fork"]["candidates"]
    code = candidates[1]["check_code"]
    why = ("--reason", "收到纸质表")
    run("decide", *of(office, "human-resources"), "--fact", "paper", "--as", code, *why, "--json")
    found = run("show", *of(office, "human-resources"), "--json")
    assert found["fork"]["on_paper"] == candidates[1]["content_digest"]
    assert "2. " in next(
        line for line in run("show", *of(office, "human-resources")).splitlines() if "与纸质表相符" in line
    )


def test_every_revision_stays_readable(looked_at):
    for revision in (1, 2):
        found = run("show", *of(looked_at, "health"), "--revision", revision, "--json")
        assert found["revision"] == revision
        assert found["values"]
    text = run("show", *of(looked_at, "medical-insurance"))
    assert text.splitlines()[0] == "柳河县医疗保障局 2025 年：在审"
    (line,) = (
        one for one in text.splitlines() if "基本医疗保险参保人数（女·17岁及以下）" in one and "3433" in one
    )
    address = line.partition("（女·17岁及以下）（")[2].partition("）")[0]
    values = run("show", *of(looked_at, "medical-insurance"), "--json")["values"]
    assert address in {one["cell"] for one in values}, "a question and a decision want the address"
    board = run("board", "--office", looked_at, "--year", 2025)
    assert "柳河县医疗保障局（medical-insurance）" in board
    assert "（medical-insurance）" in run("office", "register", "--office", looked_at)


def test_the_code_of_a_revision_that_never_came_is_said(looked_at):
    found = run("show", *of(looked_at, "health"), "--revision", 9, "--json", expect=1)
    assert found["code"] == DecideCode.NO_SUCH_REVISION


# --- whose file ---------------------------------------------------------------------------------------


def test_a_units_file_is_no_offices_and_the_other_way_round(county, looked_at):
    store = county / "stores/health.db"
    before = store.read_bytes()
    for words in (
        ("receive", "--office", store, county / "packages/2025"),
        ("board", "--office", store, "--year", 2025),
        ("show", *of(store, "health")),
        ("excuse", *of(store, "health"), "--reason", "x"),
    ):
        assert run(*words, "--json", expect=3)["code"] == "E-OFFICE-001"
    assert run("check", "--store", looked_at, "--year", 2025, "--json", expect=3)["code"] == "E-OFFICE-001"
    assert store.read_bytes() == before


# --- figures of two units that must be the same -----------------------------------------------------


def test_the_planted_figure_of_another_unit_is_found_and_no_other(county, looked_at):
    expected = expected_of(county)
    wanted = {
        (package["unit"], package["year"]): fact
        for file in expected["files"]
        for package in file["packages"]
        for fact in package["facts"]
        if fact["fact"] == "pairs"
    }
    assert len(wanted) == 2, "each of the two units is told of the other"
    found = set()
    for year in expected["reported_years"]:
        with open_office_desk(looked_at) as desk:
            differing = paired_of(desk, ledger_of(desk, year))
        found |= {(unit, year) for unit in differing}
    assert found == set(wanted)
    for (unit, year), fact in wanted.items():
        shown = run("show", *of(looked_at, unit, year), "--json")
        (told,) = (one for package in shown["packages"] for one in package["facts"] if one["fact"] == "pairs")
        assert {name: told[name] for name in ("state", "status", "details")} == {
            name: fact[name] for name in ("state", "status", "details")
        }
        assert told["step"]
        assert "对不上" in run("show", *of(looked_at, unit, year))
