import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const STROM = join(import.meta.dirname, '..', '..', 'bin', 'run.js')
const done = new Map()

/** The scored turns of a file of chats, as `import | score` makes them. */
export async function importAll(dir, file) {
  const path = join(dir, file)
  if (!done.has(path)) {
    const run = (args, input) =>
      execFileSync(process.execPath, [STROM, ...args, '-q'], { input, maxBuffer: 2 ** 30 })
    const turns = run(['score'], run(['import', '-i', path]))
    done.set(
      path,
      String(turns)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
  }
  return done.get(path)
}
