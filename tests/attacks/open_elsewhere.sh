#!/usr/bin/env bash
# Everything a full installation has stored, opened by another implementation than ours.
#   tests/attacks/open_elsewhere.sh PROGRAM      PROGRAM: build/…/tests/attacks/full_installation
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" "$work/installation"
/usr/bin/python3 "$here/open_elsewhere.py" "$work/installation"
