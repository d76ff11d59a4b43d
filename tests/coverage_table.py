"""Holds docs/coverage.md against the project: every number once, every state known, every address and file there.

  tests/coverage_table.py      status 1 and the reasons where something does not hold
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAST = 86
STATES = {"built", "part", "content", "later"}


def complaints():
    routes = {line.split(" ")[1] for line in (ROOT / "tests/api/routes.golden.txt").read_text().splitlines() if line.startswith(("GET ", "POST "))}
    rows = [line.strip("|").split("|") for line in (ROOT / "docs/coverage.md").read_text().splitlines() if re.match(r"\| \d+ \|", line)]
    numbers = [int(row[0]) for row in rows]
    if numbers != list(range(1, LAST + 1)):
        yield f"the numbers are not 1 to {LAST}, each once: {numbers}"
    for row in rows:
        number, cells = row[0].strip(), [cell.strip() for cell in row]
        if len(cells) != 5 or not all(cells):
            yield f"row {number}: five cells with words"
            continue
        if cells[3] not in STATES:
            yield f"row {number}: « {cells[3]} » is no state"
        if cells[3] == "part" and ";" not in cells[4] and "as row" not in cells[4] and "the mailbox" not in cells[4]:
            yield f"row {number}: what is missing?"
        for named in re.findall(r"`([^`]+)`", cells[4]):
            if named.startswith("/") and named not in routes:
                yield f"row {number}: no address {named}"
            if not named.startswith("/") and not (ROOT / named).exists():
                yield f"row {number}: no file {named}"


found = list(complaints())
print("\n".join(found) or f"{LAST} rows, every address and file is there")
sys.exit(1 if found else 0)
