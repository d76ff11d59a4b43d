#!/usr/bin/env bash
# The list of everything the program is made of, in the form other tools read (CycloneDX 1.5, JSON), on standard output:
# the Debian packages of the libraries it is linked with, and those compiled into it. The same packages give the same
# bytes: there is neither a date nor a serial number.
#
#   scripts/bill_of_materials.sh [PROGRAM]           default: build/release/prevenance
#   scripts/bill_of_materials.sh --packages [PROGRAM]    names only, one a line
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Templates and headers, of which nothing remains to be linked with; libstdc++ is in both kinds.
compiled_in=(nlohmann-json3-dev libkainjow-mustache-dev libcli11-dev libtomlplusplus-dev libspdlog-dev libstdc++-12-dev libeigen3-dev libboost1.74-dev)

only_names=false
if [ "${1:-}" = --packages ]; then only_names=true; shift; fi
program=${1:-$here/build/release/prevenance}
if [ ! -x "$program" ]; then
  echo "There is no program at $program. Build it (./run build), or name one: scripts/bill_of_materials.sh PROGRAM" >&2
  exit 1
fi
if ! command -v dpkg-query >/dev/null; then
  echo "This needs Debian: the list comes from dpkg." >&2
  exit 1
fi

# dpkg knows a file by the path it was packed with, which a linked /lib may hide.
paths_of() { printf '%s\n' "$1" "$(realpath "$1")" "/usr$1"; }

libraries=$(ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }')
known=$(for library in $libraries; do paths_of "$library"; done | LC_ALL=C sort --unique | xargs dpkg-query --search 2>/dev/null || true)
linked=$(
  for library in $libraries; do
    if ! paths_of "$library" | while read -r path; do grep --max-count=1 ": $path\$" <<<"$known" || true; done | grep .; then
      echo "No Debian package holds $library, which $program is linked with." >&2
      exit 1
    fi
  done | sed 's/[:,].*//'
)
names=$(printf '%s\n' "$linked" "${compiled_in[@]}" | LC_ALL=C sort --unique)
if $only_names; then
  printf '%s\n' "$names"
  exit 0
fi

component() {
  dpkg-query --show --showformat='${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n' "$1" | head --lines=1 |
    while IFS=$'\t' read -r name version architecture source source_version; do
      purl="pkg:deb/debian/${name//+/%2B}@${version//+/%2B}?arch=$architecture&distro=debian-12"
      printf '    { "type": "library", "bom-ref": "%s", "supplier": { "name": "Debian" }, "name": "%s", "version": "%s",\n' "$purl" "$name" "$version"
      printf '      "purl": "%s",\n' "$purl"
      printf '      "properties": [ { "name": "debian:source", "value": "%s %s" } ] }' "$source" "$source_version"
    done
}

version=$(sed -n 's/^project(prevenance VERSION \([0-9.]*\).*/\1/p' "$here/CMakeLists.txt")
printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.5",\n  "version": 1,\n'
printf '  "metadata": { "component": { "type": "application", "bom-ref": "prevenance", "name": "prevenance", "version": "%s" } },\n' "$version"
printf '  "components": [\n'
first=true
for name in $names; do
  $first || printf ',\n'
  first=false
  component "$name"
done
printf '\n  ]\n}\n'
