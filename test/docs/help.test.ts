import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { STROM, scratch, shell, strom } from '../support/strom.js'

/** Every example in the help of every command is run, on files made by the pipe that README shows. */
const ROOT = join(import.meta.dirname, '..', '..')

type Example = string | { command: string; description?: string }
interface Command {
  id: string
  summary?: string
  examples?: Example[]
}

const manifest = JSON.parse(readFileSync(join(STROM, '..', '..', 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands as Record<string, Command>)

/** Who answers where an example asks a model. */
const OFFLINE = { STROM_PROVIDER: 'simulated' }

/** Examples that need something a test does not have: a shell other than bash, or a job that is being worked on. */
const NOT_RUN = [/^source </, /\| source$/, /queue kill/]

describe.each(commands)('strom $id', ({ id, summary, examples = [] }) => {
  it('has a summary and at least one example', () => {
    expect(summary).toBeTruthy()
    expect(examples.length).toBeGreaterThan(0)
  })

  const lines = examples
    .map((example) => (typeof example === 'string' ? example : example.command))
    .map((line) =>
      line.replaceAll('<%= config.bin %>', 'strom').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
    )
    .filter((line) => !NOT_RUN.some((pattern) => pattern.test(line)))

  it.each(lines.map((line) => [line]))('%s', async (line) => {
    const cwd = scratch()
    cpSync(join(ROOT, 'examples'), join(cwd, 'examples'), { recursive: true })
    cpSync(prepared, cwd, { recursive: true })
    const { code, stderr } = await shell(`set -o pipefail; ${line}`, { cwd, env: OFFLINE })
    expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' })
  })
})

/** turns.jsonl, scored.jsonl, patterns.jsonl, examples.jsonl and whatever else the examples name. */
let prepared: string
beforeAll(async () => {
  prepared = join(ROOT, 'dist', 'help-examples')
  const script = readFileSync(join(import.meta.dirname, 'prepare.sh'), 'utf8')
  const { code, stderr } = await shell(`set -euo pipefail; cd '${ROOT}'; OUT='${prepared}'; ${script}`)
  expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' })
}, 60_000)

it('strom --help names every command', async () => {
  const { stdout } = await strom(['--help'])
  for (const { id } of commands) expect(stdout).toContain(id.split(':')[0])
})
