"""What is pictured of the office's window: the pages and two dialogs of an invented county's desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from build_spec.picture_shot import Shot, settle
from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.services.clock import local_now
from desktop.services.demonstration.county import make_county
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.people import set_person
from desktop.services.office.registry.fingerprints import read_prints
from desktop.services.office.registry.keys import import_office_key
from desktop.services.office.registry.register import certificate_files, register
from desktop.services.plans.files import read_plan_file
from desktop.views.frame.file.recent import FOLDER_NAME
from desktop.views.office.doing import DEEDS
from desktop.views.office.window import OfficeWindow
from forms.receiving.role import OfficeRole

_PLAN, _UNITS, _YEAR = "wanghua", 6, 2025
"""As few units as make a board and a fork; our own choice."""
_WINDOW = QSize(1180, 664)
_HEAD, _OFFICER = "王芳", "李敏"
_SENT = ("2025", "planted/fork", "planted/duplicate", "planted/truncated")
"""Folders of the county whose files came in: sound ones, two that contradict each other, a damaged one."""


def office_scenes(home: Path) -> Iterator[Shot]:
    """Every picture of the office's window, each to be taken before the next is asked for.

    Args:
        home: an empty folder for the county's files.
    """
    county = home / "county"
    window = OfficeWindow(open_office_desk(_desk_file(home, county), _HEAD), _YEAR)
    window.resize(_WINDOW)
    window.show()
    settle(window)
    forked, sound = (_unit_of(county / "packages" / folder) for folder in ("planted/fork", "2025"))
    for place in OfficePlace:
        window.show_place(place, forked if place is OfficePlace.CHOICE else sound)
        settle(window)
        yield Shot(f"office-{place.name.lower()}", window)
    window.show_place(OfficePlace.INTAKE)
    for deed in (DeskDeed.TASK, DeskDeed.PAPER):
        DEEDS[deed](window, window)
        dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
        settle(dialog)
        yield Shot(f"office-{deed.value}", dialog)
        dialog.reject()
    window.close()


def _unit_of(folder: Path) -> str:
    """Code of the unit that a package of a folder names."""
    name = min(path.name for path in folder.rglob("wdp-*"))
    return name.removeprefix("wdp-").partition("-")[2].partition(f"-{_YEAR}-")[0]


def _desk_file(home: Path, county: Path) -> Path:
    """The desk's file: people, keys and register, and what came in."""
    county.mkdir()
    make_county(county, _PLAN, lambda *_: None, most_units=_UNITS, years=(_YEAR,))
    path = home / "office" / FOLDER_NAME / "望花区统计局.db"
    path.parent.mkdir(parents=True)
    passphrase = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    pack = read_plan_file(county / "plan.json", now=local_now()).pack
    with init_office(path, pack, _HEAD) as desk:
        set_person(desk, _HEAD, OfficeRole.HEAD)
        set_person(desk, _OFFICER, OfficeRole.OFFICER)
        for key in ("office.p12", "office-receiving.p12"):
            import_office_key(desk, county / "keys" / key, None, passphrase, None)
        prints, _ = read_prints(county / "fingerprints.txt")
        register(desk, certificate_files([county / "certificates"]), prints)
        receive(desk, Batch([county / "packages" / folder for folder in _SENT]))
    return path
