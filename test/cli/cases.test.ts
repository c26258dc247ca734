import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { shell, strom } from '../support/strom.js'

interface Case {
  name: string
  args: string[]
  stdin?: string
  stdin_hex?: string
  env?: Record<string, string>
  stdout?: string
  stderr?: string
  exit: number
}

const cases: Case[] = parse(readFileSync(join(import.meta.dirname, 'cases.yaml'), 'utf8'))

it.each(cases)('$name', async ({ args, stdin = '', stdin_hex, env, stdout, stderr, exit }) => {
  const run = await strom(args, {
    stdin: stdin_hex ? Buffer.from(stdin_hex, 'hex') : stdin,
    ...(env && { env }),
  })
  if (stdout === '') expect(run.stdout).toBe('')
  else if (stdout) expect(run.stdout).toContain(stdout)
  if (stderr) expect(run.stderr).toContain(stderr)
  expect(run.stderr).not.toContain('    at ') // no stack for what a person can mend
  expect(run.code).toBe(exit)
})

it.each(['', '-o /dev/full'])('a full disk: %s', async (output) => {
  const { code, stderr } = await shell(
    `echo '{"user":"What?","assistant":"That."}' | strom score ${output} >/dev/full`,
  )
  expect(stderr).toContain('free some space')
  expect(code).toBe(73)
})
