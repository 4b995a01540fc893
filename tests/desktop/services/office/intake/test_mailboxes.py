"""Mails as they lie on disks: several in one file, of several encodings, with archives of other programs."""

import zipfile

import pytest

from desktop.services.office.intake.receiving import Batch, FileOutcome, receive
from forms.canonical import digest_of
from tests.fuzz.mails import archive, mail


@pytest.fixture
def packages(county):
    """Two sound packages of different units."""
    found = sorted(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")
    return [one.read_bytes() for one in found[:2]]


def test_every_mail_of_a_mailbox_file_is_taken_in(desk, packages, tmp_path):
    """As Thunderbird keeps a folder; the end of the first mail was taken for that of the file."""
    path = tmp_path / "收件箱"
    one, other = (mail((f"{n}.asice", data)).replace(b"\r\n", b"\n") for n, data in enumerate(packages))
    words = b"From: a@b.cn\nSubject: x\n\nFrom here on it is text\n\nFrom now on, too\n"
    line = b"From - Mon Mar 09 10:00:00 2026\n"
    path.write_bytes(b"\n".join((line + one, line + words, line + other)))
    (report,) = receive(desk, Batch([path]))
    assert {found.package.digest for found in report.packages} == {digest_of(data) for data in packages}
    assert (report.reception, report.beside) == (FileOutcome.TAKEN, ())


@pytest.mark.parametrize("how", ["GBK beside UTF-8", "UTF-16"])
def test_a_mail_of_several_encodings_is_taken_in(desk, packages, tmp_path, how):
    path = tmp_path / "来信.eml"
    made = mail(("a.asice", packages[0]))
    names = "X-Name: 卫健局\r\nX-Old: ".encode() + "卫健局".encode("gbk") + b"\r\nFrom:"
    path.write_bytes(made.decode().encode("utf-16") if how == "UTF-16" else made.replace(b"From:", names))
    (report,) = receive(desk, Batch([path]))
    assert [one.package.digest for one in report.packages] == [digest_of(packages[0])]


def test_an_archive_of_a_method_that_is_not_read_is_not_called_damaged(desk, packages, tmp_path):
    path = tmp_path / "报送.zip"
    path.write_bytes(archive(("a.asice", packages[0]), method=zipfile.ZIP_LZMA))
    (report,) = receive(desk, Batch([path]))
    assert report.refusal.value == "closed"
