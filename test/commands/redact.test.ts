import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scratch, strom } from '../support/strom.js'

const stdin = `${JSON.stringify({ user: 'Ich bin Anna, anna@example.org', assistant: 'Hallo!', n: 1 })}\n${'{"user":"no","assistant":"private text", "z":12345678901234567890}'}\n`

it('redacts with names and a salt that it makes, and counts by kind', async () => {
  const folder = scratch()
  const [names, salt] = [join(folder, 'names.txt'), join(folder, 'salt.key')]
  writeFileSync(names, 'Anna Schmidt, Anna\r\n')
  const args = ['redact', '--names', names, '--salt', salt]
  const one = await strom(args, { stdin })
  expect(one.code).toBe(0)
  expect(one.stdout).toMatch(/"Ich bin \[PERSON_[0-9a-f]{10}\], \[EMAIL_[0-9a-f]{10}\]"/)
  expect(one.stdout.split('\n')[1]).toBe(stdin.split('\n')[1])
  expect(one.stderr).toMatch(/2 in, 2 out.*email 1, name 1.*not found/)
  if (process.platform !== 'win32') expect(statSync(salt).mode & 0o777).toBe(0o600)
  expect((await strom(args, { stdin })).stdout).toBe(one.stdout)
  const check = await strom([...args, '--check'], { stdin: one.stdout })
  expect(check).toMatchObject({ code: 0, stdout: '' })
})

it('--check says where, never what, and writes nothing', async () => {
  const out = join(scratch(), 'out.jsonl')
  const run = await strom(['redact', '--check', '--kinds', 'email'], { stdin })
  expect(run).toMatchObject({ code: 1, stdout: '' })
  expect(run.stderr).toContain('<stdin>:1: user: email')
  expect(run.stderr).not.toContain('anna@')
  expect(existsSync(out)).toBe(false)
})

it('refuses a salt that is none', async () => {
  const salt = join(scratch(), 'salt.key')
  writeFileSync(salt, 'x\n')
  const run = await strom(['redact', '--salt', salt], { stdin })
  expect(run.code).toBe(66)
  expect(readFileSync(salt, 'utf8')).toBe('x\n')
})
