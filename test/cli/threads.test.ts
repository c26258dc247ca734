import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { shell, strom, summaryOf } from '../support/strom.js'

/** Enough work that other threads are started, with odd lines here and there. */
const folder = mkdtempSync(join(tmpdir(), 'strom-threads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const input = join(folder, 'turns.jsonl')
const rows: string[] = []
for (let n = 0; n < 24_000; n++) {
  const assistant = `A scheduler is a part of the kernel that decides what runs next, case ${n % 3000}. ${'It keeps a queue. '.repeat(n % 20)}`
  rows.push(JSON.stringify({ user: n % 7 ? `What is case ${n}?` : 'thanks', assistant }))
  if (n % 5000 === 4999) rows.push('no record', '')
}
writeFileSync(input, `${rows.join('\n')}\n`)

const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

async function run(command: string, jobs: number) {
  const rejects = join(folder, `rejects.${jobs}`)
  const errors = join(folder, `errors.${jobs}`)
  const args = [...command.split(' '), '-j', `${jobs}`, '-i', input, '--rejects', rejects, '--errors', errors]
  const done = await strom([...args, '--log-format', 'json'])
  const { seconds: _, ...summary } = summaryOf(done)
  const files = [rejects, errors].map((path) => hash(readFileSync(path)))
  const warnings = done.stderr.split('\n').filter((line) => !line.includes('"summary"'))
  return { code: done.code, stdout: hash(done.stdout), summary, files, warnings }
}

it.each(['score', 'mine --kinds definition', 'dedup', 'redact --kinds email,ip'])(
  '%s gives the same with several threads',
  async (command) => {
    const [one, three] = [await run(command, 1), await run(command, 3)]
    expect(one.code).toBe(1)
    expect(three).toEqual(one)
  },
)

it('stops at the same bad line', async () => {
  const outputs = []
  for (const jobs of [1, 3]) {
    const { code, stdout, stderr } = await strom(['score', '-q', '-j', `${jobs}`, '-i', input])
    expect(code).toBe(65)
    outputs.push([hash(stdout), stderr])
  }
  expect(outputs[1]).toEqual(outputs[0])
})

it('ends when the reader has enough', async () => {
  const { code, stdout } = await shell(
    `strom score -j 3 --on-error skip -i ${input} | head -n 2; exit \${PIPESTATUS[0]}`,
  )
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(2)
})
