"""Record the bundled packs of a release: ``python -m build_spec.release_plans``.

Run it when a release is made, and commit what it adds to ``resources/plans/released``. Packs that are
recorded already stay as they are; a pack that was edited needs a new version first.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.services.plans.released import FOLDER, released_name, released_names

_TARGET = Path(__file__).resolve().parents[1] / "resources" / FOLDER


def main() -> int:
    """Write the packs that are not recorded yet; 1 where a version was released with other content."""
    known = released_names()
    for pack in map(load_bundled, bundled_ids()):
        name = released_name(pack)
        if name in known:
            continue
        if any(other.startswith(f"{pack.plan.id}-{pack.plan.version}-") for other in known):
            print(f"{pack.plan.id} {pack.plan.version} was released with other content: raise its version")
            return 1
        (_TARGET / name).write_bytes(gzip.compress(pack.data, mtime=0))
        print(f"recorded {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
