import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/**
 * A copy of the built program with a mistake in it, to see whether the tests find it. A test that runs the program of
 * STROM_ROOT, where that is set, runs the copy.
 * @param {{ file: string, from: string, to: string }} bug a text that stands once in a file of dist/, and another one
 * @returns the root of the copy; `remove` when it is done with
 */
export function plant({ file, from, to }) {
  const root = mkdtempSync(join(tmpdir(), 'strom-planted-'))
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  // Copies: who damages what is shipped is not to damage what is here.
  for (const name of ['bin', 'config', 'examples', 'package.json', 'oclif.manifest.json'])
    cpSync(join(ROOT, name), join(root, name), { recursive: true })
  cpSync(join(ROOT, 'dist'), join(root, 'dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('.d.ts') && path !== join(ROOT, 'dist', 'program'),
  })
  const path = join(root, 'dist', file)
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) {
    rmSync(root, { recursive: true })
    throw new Error(`${file} holds this ${text.split(from).length - 1} times, not once: ${from}`)
  }
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
  return { root, remove: () => rmSync(root, { recursive: true }) }
}

/** Shares a time out: each part gets what is left, divided by the parts that are left. */
export class TimeBudget {
  #end
  #left

  constructor(seconds, parts) {
    this.#end = performance.now() + seconds * 1000
    this.#left = parts
  }

  /** When the next part is to end, as performance.now() tells it. */
  next() {
    const now = performance.now()
    return now + Math.max(0, this.#end - now) / Math.max(1, this.#left--)
  }
}
