// Writes a ChatGPT export of any size as one line, from the conversations in examples/: for measuring memory and speed.
// node test/bench/chatgpt-export.js MEGABYTES FILE

import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const [megabytes, file] = process.argv.slice(2)
const models = JSON.parse(readFileSync(join(root, 'examples/chatgpt-export/conversations.json'), 'utf8')).map(
  (value) => ({
    text: JSON.stringify(value),
    id: value.id.slice(0, 8),
  }),
)

const out = createWriteStream(file)
let left = Number(megabytes) * 1e6
for (let n = 0; left > 0; n++) {
  const { text, id } = models[n % models.length]
  // Another id for each conversation; the messages' ids stay as they are, which only matters within one.
  const next = text.replaceAll(id, n.toString(16).padStart(8, '0'))
  left -= Buffer.byteLength(next) + 1
  if (!out.write(`${n ? ',' : '['}${next}`)) await once(out, 'drain')
}
out.end(']\n')
