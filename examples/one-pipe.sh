#!/usr/bin/env bash
# One generation and the plan of the next, as a single pipe without a queue.
# Usage: examples/one-pipe.sh > next-prompts.jsonl
set -euo pipefail
export STROM_PROVIDER=${STROM_PROVIDER:-simulated} # offline; openai asks your model
root=$(cd "$(dirname "$0")/.." && pwd)
strom() { node "$root/bin/run.js" "$@"; }

strom produce -n 12 < /dev/null | strom consume | strom analyze | strom learn -n 12 | strom produce
