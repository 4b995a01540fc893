"""Packages in which a skilled hand changed something and made every digest and the signature fit again."""

import csv
import io
import json
from datetime import timedelta
from functools import cache

from desktop.services.packages.verification import Premises, verify_package
from desktop.services.plans.known import finder
from desktop.submission.errors import TableError
from desktop.submission.keys.certificate import to_der
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import PayloadFile, build
from desktop.submission.profile.datapackage import encode
from desktop.submission.profile.published import PROFILES, table_descriptor
from desktop.submission.profile.tables import write_table
from forms.canonical import digest_of
from forms.filing.content import content_of, submission_bytes, submission_document
from tests.desktop.submission.builders import open_package
from tests.packages.make import START

SIGNED = START + timedelta(days=1)


@cache
def signer(name, unit, region):
    return create_identity(UnitSubject(name, unit, region), START)


class Opened:
    """The files of a package, to be changed and signed again by its own unit."""

    def __init__(self, data):
        package = open_package(data)
        self.files = {file.name: file for file in package.payload}
        self.submission = json.loads(self.files["submission.json"].data)
        unit, region = self.submission["unit"], self.submission["region_code"]
        self.identity = signer(unit["name"], unit["code"], region)
        self.profile = PROFILES[self.submission["schema"]]
        self.descriptor = None

    def rows(self, path):
        """Header and rows of a table."""
        return list(csv.reader(io.StringIO(self.files[path].data.decode(), newline="")))

    def put_rows(self, path, rows):
        """Replace a table."""
        columns, *records = rows
        data = write_table(columns, [dict(zip(columns, record, strict=True)) for record in records])
        self.put(path, data)

    def put(self, name, data, media_type=None):
        """Replace or add a file."""
        known = self.files.get(name)
        self.files[name] = PayloadFile(name, media_type or known.media_type, data)

    def sealed(self):
        """All digests made to fit, and the whole signed again with the registered key."""
        digests = {f.name: digest_of(f.data) for f in self.files.values()}
        listed = self.submission.get("tables")
        if isinstance(listed, dict):
            listed.update({name: digests[name] for name in listed if name in digests})
        files = {name: digests[name] for name in self.submission["files"] if name in digests}
        document = submission_document(content_of(self.submission), files)
        return self.sealed_as(submission_bytes(document))

    def sealed_as(self, submission):
        """Signed again with this very descriptor."""
        self.put("submission.json", submission)
        tables = {f.name: f.data for f in self.files.values() if f.name.startswith("data/")}
        if self.descriptor is None:
            content = json.loads(submission)
            self.put("datapackage.json", encode(_described(content, tables) or {}))
        else:
            self.put("datapackage.json", self.descriptor)
        return build(list(self.files.values()), self.identity, SIGNED)

    def judged(self, data, **known):
        """All facts about a package that this unit signed, its certificate being registered."""
        expected = Premises(now=SIGNED, trusted=[to_der(self.identity.certificate)], **known)
        return verify_package(data, finder([]), expected).verification


def _described(content, tables):
    """The descriptor of the tables, where the content still says whose they are."""
    try:
        return table_descriptor(content, tables)
    except (LookupError, TypeError, AttributeError, ValueError, TableError):
        return None
