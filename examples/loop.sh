#!/usr/bin/env bash
# The Dauerfelder loop by hand: each step is a command of its own, and the queue stands between them.
# Usage: examples/loop.sh DIR [GENERATIONS]      (offline; STROM_PROVIDER=openai asks your model)
set -euo pipefail
export STROM_PROVIDER=${STROM_PROVIDER:-simulated}
root=$(cd "$(dirname "$0")/.." && pwd)
strom() { node "$root/bin/run.js" "$@"; }
mkdir -p "${1:?name a folder}" && cd "$1"

for generation in $(seq "${2:-2}"); do
  # The first plan is made of nothing; later ones are learned from everything in the queue.
  if [ "$generation" -eq 1 ]; then
    strom produce --queue queue -n 12 < /dev/null
  else
    strom analyze --queue queue | strom learn -n 12 | strom produce --queue queue --force
  fi
  strom consume --queue queue &          # two consumers at once: no job is taken twice
  strom consume --queue queue --jobs 2
  wait
  strom queue status --queue queue
done
