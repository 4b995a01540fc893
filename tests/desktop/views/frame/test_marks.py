"""The shapes: no two look alike without their colours, and each is named and explained once."""

from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.models.grid.roles import Mark
from desktop.views.frame.look.marks import MARK_SIZE, mark_icon

pytestmark = pytest.mark.gui
_APART = 12
"""Pixels of 144 in which two shapes differ at least; chosen by us."""


def inked(mark):
    """Which pixels of a shape are drawn."""
    image = mark_icon(mark).pixmap(QSize(MARK_SIZE, MARK_SIZE)).toImage()
    image = image.convertToFormat(QImage.Format.Format_Alpha8)
    return [image.pixelColor(x, y).alpha() > 90 for y in range(MARK_SIZE) for x in range(MARK_SIZE)]


def test_no_two_shapes_look_alike_in_black_and_white():
    shapes = {mark: inked(mark) for mark in Mark}
    alike = [
        (one, other)
        for one, other in combinations(Mark, 2)
        if sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True)) < _APART
    ]
    assert alike == []


def test_each_shape_has_a_name_and_a_meaning_of_its_own():
    assert len({mark.shape for mark in Mark}) == len({mark.meaning for mark in Mark}) == len(Mark)
