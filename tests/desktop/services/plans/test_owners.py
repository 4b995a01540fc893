"""Versions of packs whose owners a county confirmed."""

import pytest

from desktop.services.plans.owners import next_version


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("2026.2", "2026.2-1"),
        ("2026.2-1", "2026.2-2"),
        ("2026.2-9", "2026.2-10"),
        ("a-b", "a-b-1"),
        ("1", "1-1"),
    ],
)
def test_the_next_version_is_the_countys_own_and_never_the_next_of_ours(version, following):
    assert next_version(version) == following
