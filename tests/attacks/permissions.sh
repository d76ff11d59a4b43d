#!/usr/bin/env bash
# Random attempts on every address, judged by an oracle that does not know the route table.
#   tests/attacks/permissions.sh PROGRAM [ATTEMPTS] [SEED]     PROGRAM: build/…/tests/attacks/permission_attempts
# A million takes some minutes on one core. The databases live in memory where there is a place for it: what is
# tried is taken back anyway.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
"$1" --attempts "${2:-20000}" --seed "${3:-1}" | python3 "$here/permission_oracle.py" "$here/permissions.txt"
