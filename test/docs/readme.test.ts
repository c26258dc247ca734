import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { consoleBlocks, matches } from '../support/console.js'
import { scratch, shell } from '../support/strom.js'

/** Every console block of README is run, in a fresh folder with the examples, and prints what README says. */
const ROOT = join(import.meta.dirname, '..', '..')

it.each(consoleBlocks(join(ROOT, 'README.md')))('$title', async ({ steps }) => {
  const cwd = scratch()
  cpSync(join(ROOT, 'examples'), join(cwd, 'examples'), { recursive: true })
  for (const { command, expected } of steps) {
    const { stdout, stderr, code } = await shell(command, { cwd })
    if (!matches(stdout, expected)) expect(stdout, `${command}\n${stderr}`).toBe(expected.join('\n'))
    expect({ command, code }).toEqual({ command, code: 0 })
  }
})
