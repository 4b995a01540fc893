"""Modules that are named without being loaded."""

import sys
from types import SimpleNamespace

from desktop.own_import import put_off


def test_a_module_that_is_put_off_is_loaded_when_it_is_asked_for(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with put_off("colorsys"):
        import colorsys

        function = colorsys.rgb_to_hls
        assert not hasattr(sys.modules["colorsys"], "__file__")
    assert "colorsys" not in sys.modules, "the next one who imports it gets the module itself"
    assert function(1, 1, 1) == (0, 1, 0)
    assert colorsys.ONE_THIRD == 1 / 3
    assert hasattr(sys.modules["colorsys"], "__file__")


def test_a_module_that_is_there_stays(monkeypatch):
    monkeypatch.setitem(sys.modules, "colorsys", there := SimpleNamespace())
    with put_off("colorsys"):
        assert sys.modules["colorsys"] is there
    assert sys.modules["colorsys"] is there
