# The files that the examples in the help read, made as a user would make them.
rm -rf "$OUT"
mkdir -p "$OUT"
strom import -q -i examples/chatgpt-export -o "$OUT/turns.jsonl"
strom score -q -i "$OUT/turns.jsonl" -o "$OUT/scored.jsonl"
strom mine -q -i "$OUT/scored.jsonl" -o "$OUT/patterns.jsonl"
strom synthesize -q -i "$OUT/patterns.jsonl" -o "$OUT/examples.jsonl"
printf 'domain: strom, wrapper, dispatcher\n' > "$OUT/terms.yaml"
