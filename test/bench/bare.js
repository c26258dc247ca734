// The yardstick: the least a Node program can do to read records and write them.
let carried = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) {
  const lines = (carried + chunk).split('\n')
  carried = lines.pop()
  if (lines.length)
    process.stdout.write(`${lines.map((line) => JSON.stringify(JSON.parse(line))).join('\n')}\n`)
}
