#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist', 'program', 'cli', 'main.js')
if (!existsSync(program)) {
  process.stderr.write(`strom: this checkout is not built yet\n  npm ci   (in ${root}) builds it\n`)
  process.exit(78)
}
const { main } = await import('../dist/program/cli/main.js')
// The only place that exits: stdout is drained, and an upstream that never closes must not keep us alive.
process.exit(await main(process.argv.slice(2), root))
