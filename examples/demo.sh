#!/usr/bin/env bash
# Runs both streams on the sample export, offline, in a folder of its own, and shows what came out.
# Usage: npm run demo            (or: examples/demo.sh DIR, to keep the results in DIR)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
strom() { node "$root/bin/run.js" "$@"; }
if [ $# -gt 0 ]; then out=$1; mkdir -p "$out"; else out=$(mktemp -d); trap 'rm -rf "$out"' EXIT; fi
cd "$out"

echo '== Conversations become training data'
strom import -i "$root/examples/chatgpt-export" -o turns.jsonl
strom score -i turns.jsonl -o scored.jsonl
strom mine -i scored.jsonl -o patterns.jsonl
strom synthesize -i patterns.jsonl -o examples.jsonl
strom export -i examples.jsonl --format chatml -o train.jsonl

echo
echo 'What was noise:'
strom score -q --keep noise -i turns.jsonl | node -e '
  for (const line of require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { importance, user, assistant } = JSON.parse(line)
    console.log("  " + importance.toFixed(2) + "  " + user.slice(0, 40) + " / " + assistant.slice(0, 40))
  }'

echo
echo 'What was found:'
strom stats -q -i patterns.jsonl

echo
echo 'The first training example, and the first that carries what was said before it (train.jsonl):'
head -n 1 train.jsonl
grep -m 1 '"weight":0' train.jsonl || true

echo
echo '== The Dauerfelder loop, with the simulated model'
strom loop --provider simulated --queue queue --generations 4
echo
echo 'What was learned:'
strom analyze -q --queue queue | strom learn -q --explain -n 20 | head -n 12
