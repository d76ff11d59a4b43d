#!/usr/bin/env bash
# Says which of our components are older than what the Debian sources of this machine offer (docs/dependencies.md says
# within how many days that is to be mended).
#
#   scripts/check_components.sh [PROGRAM]            default: build/release/prevenance
#
# Exit code: 0 none is behind, 1 at least one is, 77 it cannot be known here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
names=$("$here/scripts/bill_of_materials.sh" --packages "$@")
# A program of its own that the service runs where it is installed: it stands in no list of libraries.
if dpkg-query --show --showformat='${db:Status-Status}' weasyprint 2>/dev/null | grep --quiet '^installed$'; then
  names="$names weasyprint"
fi

if ! command -v apt-cache >/dev/null; then
  echo "This machine has no apt: nothing is known of newer versions." >&2
  exit 77
fi
lists=''
eval "$(apt-config shell lists Dir::State::Lists/d)"
newest=$(find "$lists" -maxdepth 1 -name '*_Packages*' -printf '%T@\n' 2>/dev/null | sort --numeric-sort | tail --lines=1)
if [ -z "$newest" ]; then
  echo "This machine has no list of packages, so nothing is known of newer versions. Type: apt-get update" >&2
  exit 77
fi
age=$((($(date +%s) - ${newest%.*}) / 86400))

behind=0 count=0
for name in $names; do
  count=$((count + 1))
  installed=$(dpkg-query --show --showformat='${Version}' "$name")
  candidate=$(LC_ALL=C apt-cache policy "$name" | sed -n 's/^  Candidate: //p' | head --lines=1)
  if dpkg --compare-versions "$installed" lt "${candidate:-0}"; then
    echo "behind: $name $installed, Debian has $candidate"
    behind=$((behind + 1))
  fi
done
echo "$count components, $behind behind Debian; its lists on this machine are $age days old."
if [ "$age" -gt 7 ]; then echo "Fetch newer lists first: apt-get update"; fi
if [ "$behind" -gt 0 ]; then
  echo "Then: apt-get upgrade, and restart the service."
  exit 1
fi
