"""Make the stored store of the present schema: ``python -m tests.stores.make 0001``. Once per release."""

import sys
from decimal import Decimal
from pathlib import Path

from db.unit.kind import UNIT_STORE
from db.unit.records import HistoryValue
from tests.db.samples import NOW, fill_everything, key, new_store, put, typed

HEAD_REVISION = UNIT_STORE.schema.head


def make(path: Path) -> None:
    with new_store(path) as store:
        store.import_history([HistoryValue(2020, key(1), Decimal(1600))], "2020年年报", "王芳", NOW)
        put(
            store,
            typed("1,523"),
            typed("-1", 2),
            typed("约12人", 3),
            typed("95.40%", 4, note="备注"),
            year=2024,
        )
        put(store, typed("3", 9), year=2024)
        fill_everything(store)


if __name__ == "__main__":
    if sys.argv[1:] != [HEAD_REVISION]:
        sys.exit(f"usage: python -m tests.stores.make {HEAD_REVISION}")
    make(Path(__file__).with_name(f"{HEAD_REVISION}.sqlite"))
