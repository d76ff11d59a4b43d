#!/usr/bin/env bash
# Durable POST /api/v1/signals at 1, 16 and 64 connections: this program beside the same story in fastify and
# better-sqlite3, with a commit for each request and with commits shared by hand. Each run starts from the same
# freshly made database; rounds are interleaved; medians are printed with the lowest and the highest.
#   tests/bench/record_signal.sh [rounds] [seconds]      needs ./run build, wrk, node, npm ci in tests/bench/rivals
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3} seconds=${2:-5}
server=$PWD/build/release/tests/bench/signal_server
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
"$server" prepare "$work/fresh" 20000
# Checkpointed, so that a copy of the folder is a copy of the data.
for file in "$work"/fresh/data/*.db; do sqlite3 "$file" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null; done

measure() {  # name connections
  local name=$1 connections=$2 port=18$((RANDOM % 900 + 100)) folder=$work/run
  rm -rf "$folder" && cp -r "$work/fresh" "$folder"
  case $name in
    prevenance) "$server" serve "$folder" "$port" >/dev/null 2>&1 & ;;
    *) node tests/bench/rivals/record_signal.mjs "$folder/data/prevenance.db" "$port" "${name#fastify-}" >/dev/null & ;;
  esac
  local process=$!
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
  BENCH_FOLDER=$folder wrk -t1 -c"$connections" -d"${seconds}s" -s tests/bench/record_signal.lua "http://127.0.0.1:$port" |
    awk -v n="$name" -v c="$connections" '/^RESULT/ {print n, c, $2, $3, $4, $5}' >> "$work/results"
  if [ "$name" = prevenance ]; then awk '/VmRSS|VmHWM/ {print $1, $2}' "/proc/$process/status" | xargs echo "memory $connections" >> "$work/memory"; fi
  kill "$process" && wait "$process" 2>/dev/null || true
}

for _ in $(seq "$rounds"); do
  for connections in 1 16 64; do
    for name in prevenance fastify-each fastify-group; do measure "$name" "$connections"; done
  done
done

echo "server connections requests/s(median low high) p50_ms p99_ms refused"
for connections in 1 16 64; do
  for name in prevenance fastify-each fastify-group; do
    for column in 3 4 5; do
      awk -v n="$name" -v c="$connections" -v k="$column" '$1==n && $2==c {print $k}' "$work/results" | sort -n > "$work/sorted"
      lines=$(wc -l < "$work/sorted")
      eval "median_$column=$(sed -n "$(((lines + 1) / 2))p" "$work/sorted") low_$column=$(head -1 "$work/sorted") high_$column=$(tail -1 "$work/sorted")"
    done
    refused=$(awk -v n="$name" -v c="$connections" '$1==n && $2==c {s+=$6} END {print s+0}' "$work/results")
    echo "$name $connections $median_3 ($low_3 $high_3) $median_4 $median_5 $refused"
  done
done
echo "resident memory of prevenance (kB) after each run:"; sort -u "$work/memory"
