import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseLines, STROM, scratch, shell, strom } from '../support/strom.js'

const EXAMPLES = join(STROM, '..', '..', 'examples')
const SOURCES = ['chatgpt-export', 'claude-export', 'claude-code'].map((name) => join(EXAMPLES, name))

const manifestOf = (cwd: string) => JSON.parse(readFileSync(join(cwd, 'set', 'manifest.json'), 'utf8'))

/** What make does, and the pipe that it stands for. */
const PIPES = [
  { make: '--for axolotl', pipe: 'strom score -q | strom dedup -q | strom export -q --for axolotl' },
  {
    make: '--for together --noise drop --threshold 0.8',
    pipe: 'strom score -q --threshold 0.8 | strom dedup -q | strom export -q --for together --noise drop',
  },
  {
    make: '--for trl --redact',
    pipe: 'strom redact -q | strom score -q | strom dedup -q | strom export -q --for trl',
  },
  {
    make: '--for llamafactory --examples',
    pipe: 'strom score -q | strom mine -q | strom synthesize -q | strom dedup -q | strom export -q --for llamafactory',
  },
  {
    make: '--for trl --format dpo --exact',
    pipe: 'strom score -q | strom dedup -q --exact | strom export -q --for trl --format dpo',
  },
]

it.each(PIPES)('make $make gives the rows of its pipe', async ({ make, pipe }) => {
  const cwd = scratch()
  const said =
    '{"user":"Who is anna@example.org, and why does she write?","assistant":"She asks for the key of the shed, because the old one broke."}'
  writeFileSync(join(cwd, 'said.jsonl'), `${said}\n${said}\n`)
  const sources = [...SOURCES.map((path) => `'${path}'`), 'said.jsonl'].join(' ')
  const run = await shell(
    `strom make -q ${sources} ${make} --out set && set -o pipefail && strom import -q ${sources} | ${pipe} --out piped`,
    { cwd },
  )
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' })
  const rows = (folder: string) =>
    Object.fromEntries(
      readdirSync(join(cwd, folder))
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => [name, readFileSync(join(cwd, folder, name), 'utf8')]),
    )
  expect(rows('set')['train.jsonl']).toBeTruthy()
  expect(rows('set')).toEqual(rows('piped'))
})

it('says what each step left out, in the report and in the manifest', async () => {
  const cwd = scratch()
  const { stderr, code } = await strom(
    ['make', ...SOURCES, SOURCES[1] as string, '--for', 'axolotl', '--out', 'set'],
    { cwd },
  )
  expect(code).toBe(0)
  const { steps } = manifestOf(cwd)
  expect(steps.map(({ command }: { command: string }) => command)).toEqual([
    'import',
    'score',
    'dedup',
    'export',
  ])
  for (const step of steps.slice(0, -1)) {
    expect(stderr).toMatch(new RegExp(`^  ${step.command} +${step.in} +${step.out}\\b`, 'm'))
    for (const reason of Object.keys(step.rejected))
      expect(stderr).toContain(`${reason} ${step.rejected[reason]}`)
  }
  for (const [before, after] of [
    [0, 1],
    [1, 2],
    [2, 3],
  ] as const)
    expect(steps[after].in).toBe(steps[before].out)
  const lost = (step: { rejected: Record<string, number> }) =>
    Object.values(step.rejected).reduce((sum, n) => sum + n, 0)
  for (const step of steps.slice(1, -1)) expect(step.in).toBe(step.out + lost(step))
})

it('counts what is private in the set, once, unless it is redacted', async () => {
  const cwd = scratch()
  const turn = (user: string) =>
    JSON.stringify({
      user,
      assistant: 'The shed is locked at night because of the foxes.',
      conversation: 'c',
      context: ['Is it bo@example.org?', 'Yes.'],
    })
  writeFileSync(
    join(cwd, 'said.jsonl'),
    `${turn('Should I write to anna@example.org or to bo@example.org about the shed?')}\n${turn('What did anna@example.org say about the key and the lock?')}\n`,
  )
  const made = await strom(['make', 'said.jsonl', '--for', 'trl', '--out', 'set'], { cwd })
  expect(made.stderr).toContain('secrets and addresses in it: email 2; --redact')
  const json = await strom(['make', 'said.jsonl', '--for', 'trl', '--out', 'set', '--log-format', 'json'], {
    cwd,
  })
  expect(JSON.parse(json.stderr.split('\n')[0] as string)).toMatchObject({
    event: 'summary',
    rows: 2,
    private: { email: 2 },
  })
  writeFileSync(join(cwd, 'names'), 'Nobody\n')
  const redacted = await strom(['make', 'said.jsonl', '--for', 'trl', '--out', 'set', '--names', 'names'], {
    cwd,
  })
  expect(redacted.stderr).not.toContain('secrets and addresses')
  expect(readFileSync(join(cwd, 'set', 'train.jsonl'), 'utf8')).not.toContain('example.org')
})

it('a dry run says what would come out and writes nothing', async () => {
  const cwd = scratch()
  const { code, stderr } = await strom(['make', ...SOURCES, '--for', 'trl', '--out', 'set', '--dry-run'], {
    cwd,
  })
  expect(code).toBe(0)
  expect(stderr).toMatch(/would write \d\d rows for trl to set/)
  expect(readdirSync(cwd)).toEqual([])
})

it('takes the conversations that are asked for, and keeps the others with the reason', async () => {
  const cwd = scratch()
  const select = ['--since', '2025-02-01', '--rejects', 'rejects.jsonl']
  await strom(['make', ...SOURCES, '--for', 'trl', '--out', 'set', ...select], { cwd })
  const { steps } = manifestOf(cwd)
  const rejects = parseLines(readFileSync(join(cwd, 'rejects.jsonl'), 'utf8'))
  const before = rejects.filter(({ rejected }) => rejected === 'before --since')
  expect(before).toHaveLength(steps[0].rejected['before --since'])
  expect(before.length).toBeGreaterThan(0)
  const imported = await strom(['import', '-q', ...SOURCES, '--since', '2025-02-01'], { cwd })
  expect(parseLines(imported.stdout)).toHaveLength(steps[0].out)
})

it.each([
  {
    of: 'a source that is missing',
    args: ['nowhere', '--for', 'trl'],
    exit: 66,
    says: 'nowhere: no such file',
  },
  { of: 'a source that is no export', args: ['bad', '--for', 'trl'], exit: 65, says: 'bad:1:1: not JSON' },
  { of: 'no trainer', args: ['bad'], exit: 64, says: '--for is missing' },
  {
    of: 'a date that is none',
    args: ['bad', '--for', 'trl', '--since', 'May'],
    exit: 64,
    says: '--since=May',
  },
])('ends with $exit for $of, and leaves no set', async ({ args, exit, says }) => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'bad'), 'Hello there\n')
  const { code, stderr } = await strom(['make', ...args, '--out', 'set'], { cwd })
  expect(stderr).toContain(says)
  expect(code).toBe(exit)
  expect(existsSync(join(cwd, 'set'))).toBe(false)
})
