"""Packs as stores hold them: read once, refused every time."""

import pytest

from desktop.services.plans.packs import stored_pack
from forms.errors import CatalogueError
from tests.plans import small


def test_the_same_bytes_are_read_once_and_stay_what_is_stored():
    data = small().data
    pack = stored_pack(data)
    assert stored_pack(bytes(bytearray(data))) is pack
    assert pack.data is data
    assert (pack.plan, pack.digest) == (small().plan, small().digest)


def test_what_cannot_be_read_is_refused_each_time():
    for _ in range(2):
        with pytest.raises(CatalogueError):
            stored_pack(b"{}")
