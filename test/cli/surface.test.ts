import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { EXIT } from '../../src/cli/exit-codes.js'
import { KINDS } from '../../src/record/kinds.js'
import { STROM } from '../support/strom.js'

/**
 * What other programs rely on: commands, flags, exit codes, record schemas. A change to it is a decision: look at the
 * difference, then `npx vitest run test/cli/surface.test.ts -u`.
 */
interface Flag {
  char?: string
  type: string
  options?: string[]
  multiple?: boolean
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
        Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, describe(flag)])),
      ]),
  )
  await expect(stringify(surface)).toMatchFileSnapshot('surface.golden.yaml')
})

function describe({ char, type, options, multiple, default: standard, env }: Flag): string {
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
