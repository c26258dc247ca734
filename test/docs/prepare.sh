# The files that the examples in the help read, made as a user would make them.
rm -rf "$OUT"
mkdir -p "$OUT"
strom import -q -i examples/chatgpt-export -o "$OUT/turns.jsonl"
strom score -q -i "$OUT/turns.jsonl" -o "$OUT/scored.jsonl"
strom mine -q -i "$OUT/scored.jsonl" -o "$OUT/patterns.jsonl"
strom synthesize -q -i "$OUT/patterns.jsonl" -o "$OUT/examples.jsonl"
printf 'domain: strom, wrapper, dispatcher\n' > "$OUT/terms.yaml"
head -n 2 "$OUT/examples.jsonl" > "$OUT/old.jsonl"
printf '{"question": "A man sells twelve apples at two dollars each; how many dollars does he have in the end?"}\n' > "$OUT/bench.jsonl"
strom produce -q -n 8 --provider simulated < /dev/null > "$OUT/prompts.jsonl"
strom consume -q --provider simulated -i "$OUT/prompts.jsonl" -o "$OUT/results.jsonl"
(cd "$OUT" && strom loop -q --queue queue -n 8 --provider simulated)
export STROM_PROVIDER=simulated
cd "$OUT"
strom loop -q --queue queue -n 6 --generations 2
strom produce -q -n 4 -o prompts.jsonl < /dev/null
strom consume -q -i prompts.jsonl -o results.jsonl
strom analyze -q -i results.jsonl -o analysis.jsonl
strom learn -q -i analysis.jsonl -o plan.jsonl
cp scored.jsonl memory.jsonl
strom judge -q -i examples.jsonl -o judged.jsonl
grep -oE '"id":"e_[0-9a-f]+"' judged.jsonl | sed 's/.*/{&,"label":"good"}/' > labels.jsonl
