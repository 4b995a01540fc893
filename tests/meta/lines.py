"""Counts test lines beside the lines of each room: ``python -m tests.meta.lines``; no blank lines."""

import subprocess
from collections import Counter

from tests.meta.checkout import ROOT

ROOMS = ("forms", "db", "desktop/cli", "desktop/documents", "desktop/models", "desktop/services",
         "desktop/submission", "desktop/views")  # fmt: skip


def main():
    """Print a row for each room."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, check=True, text=True)
    counts = Counter()
    for name in listed.stdout.split():
        for room in ROOMS:
            for folder in (room, f"tests/{room}"):
                if name.startswith(f"{folder}/"):
                    text = (ROOT / name).read_text(encoding="utf-8")
                    counts[folder] += sum(bool(line.strip()) for line in text.splitlines())
    for room in ROOMS:
        own, tests = counts[room], counts[f"tests/{room}"]
        print(f"{room:<22}{own:>7}{tests:>7}  {tests / own:.2f}")


if __name__ == "__main__":
    main()
