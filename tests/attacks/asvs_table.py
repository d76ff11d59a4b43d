#!/usr/bin/python3
"""Holds docs/asvs.md against the list of requirements and against the sources.

    asvs_table.py SOURCE_FOLDER

Every number of levels 1 and 2 stands there exactly once, with its level; "met" names tests that exist (Suite.name, or a
name in CTest) or files that exist; the other verdicts say why in words. Prints the counts.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

SOURCE = Path(sys.argv[1])
ROW = re.compile(r"\| (V\d+\.\d+\.\d+) \| (\d) \| ([a-z ]+) \| ([^|]*) \| ([^|]*) \|$")


def files():
    listed = subprocess.run(["git", "-C", SOURCE, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return {name for name in listed.stdout.splitlines() if (SOURCE / name).is_file()}
    return {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*") if path.is_file() and "build" not in path.parts[:1]}


def tests(names):
    found = set()
    for name in names:
        if not name.startswith("tests/"):
            continue
        if name.endswith((".cpp", ".h")):
            text = (SOURCE / name).read_text(encoding="utf-8")
            for suite, test in re.findall(r"^\s*(?:RC_GTEST(?:_FIXTURE)?_PROP|TEST(?:_F|_P)?)\(\s*(\w+),\s*(\w+)", text, re.M):
                found.add(f"{suite}.{test}")
        if name.endswith("CMakeLists.txt"):
            text = (SOURCE / name).read_text(encoding="utf-8")
            found.update(re.findall(r"add_test\(NAME (\w+)", text))
            found.update(f"journey_{journey}" for journey in re.findall(r"^prevenance_journey\((\w+)", text, re.M))
    return found


def faults_of(verdict, evidence, known_tests, known_files):
    if verdict not in ("met", "not applicable", "not met"):
        return [f"the verdict is « {verdict} »"]
    if verdict != "met":
        return [] if len(evidence.split()) >= 2 and evidence.endswith(".") else ["no reason in a sentence"]
    faults = []
    for name in (part.strip() for part in evidence.split(",")):
        if name not in known_tests and name not in known_files:
            faults.append(f"neither a test nor a file: {name}")
    return faults


def main():
    known_files = files()
    known_tests = tests(known_files)
    wanted = dict(line.split() for line in (SOURCE / "tests/attacks/asvs_requirements.txt").read_text().splitlines()[1:])
    seen, verdicts, faults, named = Counter(), Counter(), [], set()
    for line in (SOURCE / "docs/asvs.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("| V"):
            continue
        row = ROW.match(line)
        if not row:
            faults.append(f"not a row of five cells: {line[:60]}")
            continue
        number, level, verdict, _, evidence = row.groups()
        seen[number] += 1
        verdicts[(level, verdict)] += 1
        if wanted.get(number) != level:
            faults.append(f"{number}: no requirement of level {level}")
        faults += [f"{number}: {fault}" for fault in faults_of(verdict, evidence, known_tests, known_files)]
        if verdict == "met":
            named.update(name.strip() for name in evidence.split(","))
    faults += [f"{number}: missing" for number in wanted if seen[number] == 0]
    faults += [f"{number}: {count} times" for number, count in seen.items() if count > 1]
    for level in "12":
        counts = ", ".join(f"{verdicts[(level, verdict)]} {verdict}" for verdict in ("met", "not applicable", "not met"))
        print(f"level {level}: {counts}")
    print(f"{len(wanted)} requirements, {len(named & known_tests)} tests and {len(named & known_files)} files named")
    for fault in faults:
        print("fault:", fault)
    sys.exit(1 if faults or len(wanted) != 253 else 0)


if __name__ == "__main__":
    main()
