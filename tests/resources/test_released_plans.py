"""Every pack that was released stays bundled, readable and the same; a changed pack has a new version."""

import gzip

import pytest

import resources
from desktop.services.plans.known import finder
from desktop.services.plans.packs import bundled_ids, load_bundled, read_pack
from desktop.services.plans.released import FOLDER, released_name, released_names, released_pack
from forms.canonical import digest_of

FIRST_RELEASE = {
    "wanghua": "7964e9317297",
    "luzhai": "020e4c806432",
    "jinan": "422d6ad93a8a",
    "liuhe": "ea9614d119cc",
    "dalian": "042383264e41",
}


def bytes_of(name):
    return gzip.decompress(resources.read_bytes(f"{FOLDER}/{name}"))


def version_key(version):
    return [int(part) for part in version.split(".")]


@pytest.mark.parametrize("plan_id", FIRST_RELEASE)
def test_the_packs_of_the_first_release_are_there(plan_id):
    assert f"{plan_id}-2026.1-{FIRST_RELEASE[plan_id]}.json.gz" in released_names()


@pytest.mark.parametrize("name", released_names())
def test_a_released_pack_is_found_by_its_digest_and_can_be_read(name):
    data = bytes_of(name)
    pack = released_pack(digest_of(data))
    assert pack.data == data
    assert released_name(pack) == name
    assert finder([])(pack.plan.id, pack.digest).digest == pack.digest


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_a_bundled_pack_is_a_released_one_or_newer(plan_id):
    """A pack that differs from what was released under its version cannot be told apart by people."""
    bundled = load_bundled(plan_id)
    released = [read_pack(bytes_of(name)).plan for name in released_names() if name.startswith(f"{plan_id}-")]
    versions = [version_key(plan.version) for plan in released]
    assert versions == sorted(versions)
    if released_name(bundled) in released_names():
        return
    assert version_key(bundled.plan.version) > max(versions), (
        f"{plan_id} differs from the released {bundled.plan.version}: raise its version in resources/plans"
    )


def test_a_released_pack_is_found_by_its_digest_alone():
    """As it is when the bundled pack has moved on: nothing but the digest names it."""
    digest = digest_of(bytes_of(released_names()[0]))
    assert finder([])("no-such-plan", digest).digest == digest
    assert finder([])("no-such-plan", "0" * 64) is None
