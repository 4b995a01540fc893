"""What each door says of a file that is not for it: what it is, and what to do."""

import gzip
import io
import re
import tarfile

import pytest

from desktop.kinds import doors
from desktop.kinds.doors import KINDS, Door, refusal
from desktop.kinds.kind import MOST_INSIDE, Inside, Kind, Recognised
from desktop.kinds.recognition import recognise
from desktop.services.files import write_file
from desktop.services.incoming import WrongKind, read_incoming
from desktop.services.keys.key_files import open_key
from desktop.services.packages.encryption import decrypt_package, read_receiver
from desktop.services.packages.verification import Premises, verify_file
from desktop.services.plans.authoring import check_plan
from desktop.services.plans.files import read_plan_file
from desktop.services.unit.desk import open_desk
from desktop.services.unit.plan.used_plans import packs_in
from forms.errors import EnvironmentFault, TianbaoError
from tests.desktop.kinds import files
from tests.desktop.submission.builders import NOW, sound_package
from tests.desktop.submission.receivers import office

EVERY_DOOR = {name: door for name, door in vars(doors).items() if isinstance(door, Door)}
ACCUSING = re.compile(r"损坏|改动|篡改|伪造|被截断|重新发送|发送单位")


def test_every_kind_has_words_and_a_code_of_its_own():
    assert set(KINDS) == set(Kind)
    codes = [str(code) for code in KINDS.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"E-KIND-0[0-9]{2}", code) for code in codes)


@pytest.mark.parametrize("name", EVERY_DOOR)
def test_every_door_says_what_a_file_is_and_what_to_do(name):
    door = EVERY_DOOR[name]
    assert all(refusal(door, Recognised(kind=kind)) is None for kind in door.takes)
    for kind in set(Kind) - door.takes:
        _, sentence = refusal(door, Recognised(kind=kind), "文件.dat")
        assert sentence.startswith("“文件.dat”是")
        assert KINDS[kind].subject in sentence
        assert door.wanted in sentence
        assert sentence.endswith("。")
        assert sentence.count("。") >= 2  # what it is, and what to do
        if kind is not Kind.UNKNOWN:
            assert not ACCUSING.search(sentence)


@pytest.mark.parametrize("outer", [Kind.ARCHIVE, Kind.MAIL, Kind.CONTAINER, Kind.ENCODED])
def test_what_is_wanted_and_lies_inside_is_told(outer):
    found = Recognised(
        kind=outer, inside=(Inside(name="a.txt", kind=Kind.TEXT), Inside(name="r1.asice", kind=Kind.PACKAGE))
    )
    assert "里面有报送包" in refusal(doors.VERIFY, found)[1]
    assert "不是 Excel 填报表" in refusal(doors.FILL, found)[1]
    assert "不是往年数据表" in refusal(doors.HISTORY, found)[1]  # nobody knows what that text is


@pytest.mark.parametrize(
    ("outer", "step"),
    [
        (files.mail("o.zip", files.zipped({"wdp-1.asice": sound_package()})), "它在附件（o.zip）里"),
        (files.zipped({"x.zip": files.zipped({"wdp-1.asice": sound_package()})}), "取出 x.zip，"),
    ],
    ids=["mail", "zip"],
)
def test_what_lies_in_an_archive_within_is_sought_where_it_is(outer, step):
    """Who opens the mail finds the archive there and not the package."""
    sentence = refusal(doors.VERIFY, recognise(outer))[1]
    assert "里面有报送包" in sentence
    assert step in sentence
    assert "再从中取出 wdp-1.asice 后选它" in sentence


def test_what_lies_open_is_told_before_what_lies_within_another():
    inner = files.zipped({"b.asice": sound_package()})
    sentence = refusal(doors.VERIFY, recognise(files.zipped({"x.zip": inner, "a.asice": sound_package()})))[1]
    assert "取出里面的文件（a.asice）后再选它" in sentence


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (Recognised(kind=Kind.MAIL, is_closed=True), "winmail.dat"),
        (Recognised(kind=Kind.SIGNED, is_closed=True), "封在签名里"),
        (Recognised(kind=Kind.ARCHIVE, is_closed=True), "tar"),
    ],
)
def test_what_is_not_looked_into_is_said_to_be_so(found, step):
    sentence = refusal(doors.VERIFY, found)[1]
    assert "程序不看" in sentence
    assert step in sentence


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_mail_whose_end_is_missing_is_to_be_fetched_again(kept):
    """Who saved the attachment of it would have a damaged package."""
    whole = files.mail()
    assert "另存出来" in refusal(doors.VERIFY, recognise(whole))[1]
    sentence = refusal(doors.VERIFY, recognise(whole[: int(len(whole) * kept)]))[1]
    assert "里面有报送包" in sentence
    assert "邮件的末尾没有收到" in sentence
    assert "另存出来" not in sentence


@pytest.mark.parametrize("lost", [22, 100, 1_000])
def test_a_zip_whose_end_is_missing_is_fetched_again_and_not_unpacked(lost):
    whole = files.zipped({"a.asice": sound_package(), "b.txt": b"x"})
    assert "请先解压" in refusal(doors.VERIFY, recognise(whole))[1]
    sentence = refusal(doors.VERIFY, recognise(whole[:-lost]))[1]
    assert "里面有报送包" in sentence
    assert "压缩文件的末尾没有收到" in sentence
    assert "解压" not in sentence


@pytest.mark.parametrize(("kind", "word"), [(Kind.SIGNED, "封在签名里"), (Kind.MAIL, "有邮件（a）")])
def test_what_is_closed_in_a_mail_is_opened_by_a_mail_program(kind, word):
    sentence = refusal(
        doors.VERIFY, Recognised(kind=Kind.MAIL, inside=(Inside(name="a", kind=kind, is_closed=True),))
    )[1]
    assert word in sentence
    assert "解压" not in sentence
    assert "请在邮件程序里打开它" in sentence


@pytest.mark.parametrize("outer", [Kind.ARCHIVE, Kind.MAIL])
def test_everything_wanted_that_lies_inside_is_named(outer):
    several = [Inside(name=f"r{n}.asice", kind=Kind.PACKAGE) for n in range(1, 8)]
    two = refusal(doors.VERIFY, Recognised(kind=outer, inside=tuple(several[:2])))[1]
    assert "里面有 2 个报送包（.asice）。" in two
    assert "（r1.asice、r2.asice）" in two
    assert "里面有 7 个报送包" in (
        many := refusal(doors.VERIFY, Recognised(kind=outer, inside=tuple(several)))[1]
    )
    assert "r5.asice 等）" in many
    crowd = tuple(Inside(name=f"{n}.asice", kind=Kind.PACKAGE) for n in range(MOST_INSIDE))
    assert (
        f"里面至少有 {MOST_INSIDE} 个报送包" in refusal(doors.VERIFY, Recognised(kind=outer, inside=crowd))[1]
    )
    mixed = (several[0], Inside(name="r.asice.cms", kind=Kind.ENCRYPTED))
    assert (
        "里面有报送包（.asice）、加密的文件（.cms）"
        in refusal(doors.OPEN, Recognised(kind=outer, inside=mixed))[1]
    )


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz", "gzip"])
def test_of_an_archive_that_is_not_looked_into_it_is_said_what_to_do(tmp_path, mode):
    package = tmp_path / "wdp-210404-health-2025-r1.asice"
    package.write_bytes(sound_package())
    if mode == "gzip":
        data = gzip.compress(package.read_bytes())
    else:
        with tarfile.open(tmp_path / "x", mode) as archive:
            archive.add(package, package.name)
        data = (tmp_path / "x").read_bytes()
    code, sentence = refusal(doors.VERIFY, recognise(data), "报送.tgz")
    assert code == KINDS[Kind.ARCHIVE]
    assert "“报送.tgz”是压缩文件，不是报送包" in sentence
    assert "程序不看这种压缩文件" in sentence
    assert "请先解压" in sentence


@pytest.mark.parametrize("name", [*files.various(), *files.containers()])
def test_verify_names_any_other_file_in_one_sentence(tmp_path, name):
    data = (files.containers() | {k: v[1] for k, v in files.various().items()})[name]
    (tmp_path / name).write_bytes(data)
    found = verify_file(tmp_path / name, lambda *_: None, Premises(now=NOW))
    assert found.kind is recognise(data).kind
    verification = found.verification
    assert verification.bottom_line == "unknown"
    assert verification.sentence == verification.fact("container").sentence
    assert verification.sentence.startswith(f"“{name}”是")
    assert verification.fact("container").code == KINDS[found.kind]
    assert {"signer", "schema", "recheck", "paper"} <= {fact.name for fact in verification.facts}
    assert {fact.state for fact in verification.facts} == {"unknown"}


def test_a_package_larger_than_any_is_not_read(tmp_path):
    (tmp_path / "a.asice").write_bytes(sound_package()[:-22] + bytes(20_000_001))
    with pytest.raises(EnvironmentFault):
        verify_file(tmp_path / "a.asice", lambda *_: None, Premises(now=NOW))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7" + bytes(20_000_001))
    found = verify_file(tmp_path / "a.pdf", lambda *_: None, Premises(now=NOW))
    assert found.kind is Kind.PDF


DOORS = {
    "decrypt": lambda path: decrypt_package(path, office(), path.parent),
    "plan import": lambda path: read_plan_file(path, now=NOW),
    "plan check": lambda path: check_plan(str(path), now=NOW),
    "verify --plan": lambda path: list(packs_in(str(path), NOW)),
    "open": open_desk,
    "key import": lambda path: open_key(path, "correct horse"),
    "encrypt to": lambda path: read_receiver(path, NOW),
    "fill": lambda path: read_incoming(path, doors.FILL, 10**7),
    "history import": lambda path: read_incoming(path, doors.HISTORY, 10**7),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_given_another_file_says_what_it_is(tmp_path, door):
    given = {
        "a.pdf": b"%PDF-1.7",
        "a.docx": files.office("word/document.xml"),
        "a.asics": b"",
        "a.eml": files.mail(),
    }
    given["a.asics"] = files.containers()["simple.asics"]
    given["a.zip"] = files.zipped({"b.txt": "text"})
    for name, data in given.items():
        path = tmp_path / name
        write_file(path, data)
        with pytest.raises(TianbaoError) as caught:
            DOORS[door](path)
        assert isinstance(caught.value, WrongKind) or caught.value.code == "E-DB-007"
        assert KINDS[recognise(data).kind].subject in caught.value.message
        assert path.read_bytes() == data


def _packed(ending):
    """A package in an archive that is not looked into."""
    package, target = sound_package(), io.BytesIO()
    if ending == ".gz":
        return gzip.compress(package)
    if ending == ".zip":
        return files.zipped({"r1.asice": package})
    with tarfile.open(fileobj=target, mode="w:gz" if ending == ".tgz" else "w") as archive:
        entry = tarfile.TarInfo("r1.asice")
        entry.size = len(package)
        archive.addfile(entry, io.BytesIO(package))
    return target.getvalue()


@pytest.mark.parametrize("ending", [".tgz", ".tar", ".gz"])
@pytest.mark.parametrize("outer", ["zip", "zip in zip", "mail"])
def test_an_archive_within_that_is_not_looked_into_is_named_with_its_own_step(ending, outer):
    data, name = _packed(ending), f"报送{ending}"
    if outer == "mail":
        data = files.mail(name, data)
    else:
        data = files.zipped({"说明.txt": "见附件".encode(), name: data})
        if outer == "zip in zip":
            data = files.zipped({"内.zip": data})
    for door in (doors.VERIFY, doors.FILL):
        sentence = refusal(door, recognise(data), "外.zip")[1]
        assert name in sentence
        assert "没有打开看过" in sentence
        assert "再解压取出的这一个" in sentence
        assert door.wanted in sentence


def test_a_zip_deeper_than_is_looked_is_named_too():
    data = _packed(".zip")
    for level in range(3):
        data = files.zipped({f"第{level}层.zip": data})
    assert "没有打开看过" in refusal(doors.VERIFY, recognise(data))[1]


def test_what_is_wanted_counts_more_than_an_archive_beside_it():
    found = Recognised(
        kind=Kind.ARCHIVE,
        inside=(
            Inside(name="a.tgz", kind=Kind.ARCHIVE, is_closed=True),
            Inside(name="r1.asice", kind=Kind.PACKAGE),
        ),
    )
    assert "里面有报送包" in refusal(doors.VERIFY, found)[1]


@pytest.mark.parametrize(
    ("door", "inside", "said"),
    [
        (doors.LETTER, Kind.PACKAGE, "它是单位报给统计局的"),
        (doors.SHOW, Kind.ENCRYPTED, "请先用 tianbao decrypt"),
        (doors.DECRYPT, Kind.PACKAGE, "不用解密"),
        (doors.FILL, Kind.PACKAGE, "请选本程序导出、填好的"),
        (doors.PLAN, Kind.ENCRYPTED, "规划数据包的文件名以"),
    ],
)
def test_what_is_ours_in_a_mail_is_named_at_every_door(door, inside, said):
    found = Recognised(kind=Kind.MAIL, inside=(Inside(name="a.bin", kind=inside),))
    sentence = refusal(door, found)[1]
    assert f"里面有{KINDS[inside].subject}，不是" in sentence
    assert said in sentence


def test_a_private_key_beside_its_certificate_is_not_said_to_have_none(tmp_path):
    key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    both = key + key.replace("PRIVATE KEY", "CERTIFICATE")
    (tmp_path / "k.pem").write_text(both, "ascii")
    with pytest.raises(TianbaoError) as caught:
        open_key(tmp_path / "k.pem", "x")
    assert caught.value.code == "E-KIND-026"
    assert "没有证书" not in caught.value.message
    assert ".p12" in caught.value.message
