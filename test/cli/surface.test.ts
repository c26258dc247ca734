import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { EXIT } from '../../src/cli/exit-codes.js'
import { KINDS } from '../../src/record/kinds.js'
import { STROM } from '../support/strom.js'

/**
 * What other programs rely on: commands, flags, exit codes, record schemas. A change to it is a decision: look at the
 * difference, then `npx vitest run test/cli/surface.test.ts -u`.
 */
interface Command {
  flags: Record<string, Flag>
  baseFlags: Record<string, Flag>
}

interface Flag {
  char?: string
  type: string
  options?: string[]
  multiple?: boolean
  multipleNonGreedy?: boolean
  default?: unknown
  env?: string
}

const manifest = JSON.parse(readFileSync(join(STROM, '..', '..', 'oclif.manifest.json'), 'utf8'))

it('commands and flags', async () => {
  const commands = Object.values(
    manifest.commands as Record<string, { id: string; flags: Record<string, Flag> }>,
  )
  const surface = Object.fromEntries(
    commands
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, flags }) => [
        id.replaceAll(':', ' '),
        Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, shape(flag)])),
      ]),
  )
  await expect(stringify(surface)).toMatchFileSnapshot('surface.golden.yaml')
})

describe.each(Object.keys(manifest.commands))('strom %s', (id) => {
  // the manifest leaves out what is asked for here
  const path = join(STROM, '..', '..', 'dist', 'program', 'commands', `${id.replaceAll(':', '/')}.js`)
  const loaded = async () => {
    const { flags, baseFlags } = (await import(path)).default as Command
    return { ...baseFlags, ...flags }
  }

  it('has no flag that takes the files behind it, but --input', async () => {
    const flags = await loaded()
    const greedy = Object.entries(flags).filter(([, flag]) => flag.multiple && !flag.multipleNonGreedy)
    expect(greedy.map(([name]) => name).filter((name) => name !== 'input')).toEqual([])
  })

  it('has letters that mean the same everywhere', async () => {
    const flags = await loaded()
    const letters = Object.entries(flags).filter(([, { char }]) => char)
    expect(letters.filter(([name, { char }]) => LETTERS[char as string] !== name)).toEqual([])
    if (flags.count) expect(flags.count.char).toBe('n')
  })
})

const LETTERS: Record<string, string> = {
  i: 'input',
  o: 'output',
  j: 'jobs',
  n: 'count',
  q: 'quiet',
  v: 'verbose',
}

function shape({ char, type, options, multiple, default: standard, env }: Flag): string {
  return [
    char && `-${char}`,
    type === 'boolean' ? 'switch' : (options?.join('|') ?? 'value'),
    multiple && 'repeatable',
    standard !== undefined && `default ${JSON.stringify(standard)}`,
    env && `env ${env}`,
  ]
    .filter(Boolean)
    .join(', ')
}

it('exit codes', async () => {
  await expect(stringify(EXIT)).toMatchFileSnapshot('exit-codes.golden.yaml')
})

it('record schemas', async () => {
  const schemas = Object.fromEntries(
    Object.entries(KINDS).map(([name, { schema }]) => [name, z.toJSONSchema(schema)]),
  )
  await expect(`${JSON.stringify(schemas, null, 1)}\n`).toMatchFileSnapshot('schemas.golden.json')
})
