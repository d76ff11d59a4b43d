#!/usr/bin/python3
"""Tries the two scripts about components on this machine's packages.

    components.py SOURCE_FOLDER PROGRAM

The list has every library the program names in its own header, is valid CycloneDX as far as our readers need it, and
says the same twice. The comparison is made with real apt over a repository made here, which has a newer libsodium.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE, PROGRAM = Path(sys.argv[1]), sys.argv[2]
FAULTS = []


def expect(holds, what):
    if not holds:
        FAULTS.append(what)


def run(*words, **more):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)


def listed():
    first = run(SOURCE / "scripts/bill_of_materials.sh", PROGRAM)
    second = run(SOURCE / "scripts/bill_of_materials.sh", PROGRAM)
    expect(first.returncode == 0, f"the list ends with {first.returncode}: {first.stderr}")
    expect(first.stdout == second.stdout, "the same packages give other bytes")
    return json.loads(first.stdout)


def check_form(bill):
    expect((bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1), "not CycloneDX 1.5")
    expect(bill["metadata"]["component"]["name"] == "prevenance", "the program is not named")
    references = [component["bom-ref"] for component in bill["components"]]
    expect(len(references) == len(set(references)), "a component stands there twice")
    for component in bill["components"]:
        installed = run("dpkg-query", "--show", "--showformat=${Version}\n", component["name"]).stdout.splitlines()[0]
        expect(component["version"] == installed, f"{component['name']}: not the installed version")
        expect(re.fullmatch(r"pkg:deb/debian/[a-z0-9.%2B-]+@[^?]+\?arch=\w+&distro=debian-12", component["purl"]), component["purl"])


# Read from the program itself, and not with the script's ldd.
def check_whole(bill):
    names = {component["name"] for component in bill["components"]}
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "--dynamic", PROGRAM).stdout)
    expect(len(needed) > 8, f"the program names only {needed}")
    for library in needed:
        holders = {line.split(":")[0] for line in run("dpkg-query", "--search", f"*/{library}").stdout.splitlines()}
        expect(holders & names, f"{library} of {holders} is missing")
    packages = re.search(r"build_packages=\((.*?)\)", (SOURCE / "scripts/debian_packages.sh").read_text(), re.S).group(1)
    for package in re.findall(r"\S+-dev\b", packages):
        depends = run("dpkg-query", "--show", "--showformat=${Depends}", package).stdout
        expect(package in names or any(re.search(rf"\b{re.escape(name)}\b", depends) for name in names), f"{package} is built with and not listed")


def check_comparison(bill):
    sodium = next(component for component in bill["components"] if component["name"] == "libsodium23")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for part in ("etc/apt/apt.conf.d", "etc/apt/preferences.d", "etc/apt/trusted.gpg.d", "etc/apt/sources.list.d",
                     "state/lists/partial", "cache/archives/partial", "repository"):
            (place / part).mkdir(parents=True)
        (place / "apt.conf").write_text(
            f'Dir::Etc "{place}/etc/apt";\nDir::State "{place}/state";\nDir::State::status "/var/lib/dpkg/status";\n'
            f'Dir::Cache "{place}/cache";\nAPT::Sandbox::User "";\n')
        (place / "etc/apt/sources.list").write_text(f"deb [trusted=yes] file:{place}/repository ./\n")
        environment = {**os.environ, "APT_CONFIG": str(place / "apt.conf")}

        def compared(version):
            (place / "repository/Packages").write_text(
                f"Package: libsodium23\nArchitecture: amd64\nVersion: {version}\nFilename: ./x.deb\nSize: 1\nSHA256: {'0' * 64}\nDescription: x\n\n")
            update = run("apt-get", "update", env=environment)
            expect(update.returncode == 0, f"apt-get update: {update.stderr}")
            return run(SOURCE / "scripts/check_components.sh", PROGRAM, env=environment)

        unknown = run(SOURCE / "scripts/check_components.sh", PROGRAM, env=environment)
        expect(unknown.returncode == 77 and "apt-get update" in unknown.stderr, f"without lists: {unknown.returncode} {unknown.stderr}")
        same = compared(sodium["version"])
        expect(same.returncode == 0 and " 0 behind" in same.stdout, f"the same version: {same.stdout}{same.stderr}")
        older = compared("0.1")
        expect(older.returncode == 0, f"an older version: {older.stdout}")
        newer = compared("99.0")
        expect(newer.returncode == 1 and f"behind: libsodium23 {sodium['version']}, Debian has 99.0" in newer.stdout,
               f"a newer version: {newer.stdout}{newer.stderr}")
        expect(" 1 behind" in newer.stdout, newer.stdout)


def main():
    bill = listed()
    check_form(bill)
    check_whole(bill)
    check_comparison(bill)
    missing = run(SOURCE / "scripts/bill_of_materials.sh", "/nowhere/program")
    expect(missing.returncode == 1 and "/nowhere/program" in missing.stderr, "a program that is not there")
    print(f"{len(bill['components'])} components")
    for fault in FAULTS:
        print("fault:", fault)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
