import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { STROM, scratch, shell } from '../support/strom.js'

const EXAMPLES = join(STROM, '..', '..', 'examples')

/** A pipe of which a command fails, and what may not be there afterwards. */
const FAILING = [
  {
    of: 'the first, as its input is missing',
    line: 'strom import nowhere | strom score | strom export --format chatml -o out',
  },
  { of: 'the first, by a typo', line: 'strom scor | strom mine | strom synthesize -o out' },
  {
    of: 'the first, by a flag that is not there',
    line: 'strom score --al -i turns | strom export --for trl --out out',
  },
  {
    of: 'one in the middle, by a bad line',
    line: 'cat turns bad | strom score | strom mine | strom synthesize -o out',
  },
  { of: 'one that works with threads', line: 'cat turns bad | strom score -j 3 | strom dedup -j 3 -o out' },
  {
    of: 'one before a command that skips bad lines',
    line: 'cat turns bad | strom score | strom mine --on-error skip -o out',
  },
  { of: 'one before import', line: 'cat turns bad | strom score | strom import -o out' },
  {
    of: 'one that is told to end',
    line: `timeout 3 '${process.execPath}' '${STROM}' import < <(cat turns; sleep 8 2>/dev/null) | strom score -o out`,
  },
]

it.each(FAILING)('a pipe fails with $of', async ({ line }) => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'bad'), '{"user": 1\n')
  const { code, stderr } = await shell(`cp '${EXAMPLES}/turns.jsonl' turns; ${line}`, { cwd })
  expect(stderr).toContain('so this is not all')
  expect(code).toBe(65)
  expect(existsSync(join(cwd, 'out'))).toBe(false)
})

it('a file that a failed command left is not taken for a whole one', async () => {
  const cwd = scratch()
  const { code } = await shell(
    `cat '${EXAMPLES}/turns.jsonl' <(echo oops) | strom score -q > scored; strom mine -q -i scored -o patterns`,
    { cwd },
  )
  expect(code).toBe(65)
  expect(readFileSync(join(cwd, 'scored'), 'utf8').trimEnd().split('\n').at(-1)).toContain(
    '"class":"incomplete"',
  )
})

it('a pipe that succeeds writes nothing more than its records', async () => {
  const { code, stdout } = await shell(`strom import -q -i '${EXAMPLES}/turns.jsonl' | strom score -q`)
  expect(code).toBe(0)
  expect(stdout).not.toContain('strom.error')
})

it('that nobody reads stderr does not end the work', async () => {
  const { code, stdout } = await shell(
    `for i in 1 2 3 4; do cat '${EXAMPLES}/turns.jsonl'; done | strom score -v 2> >(exec 0<&-; sleep 0.1) | wc -l; exit \${PIPESTATUS[1]}`,
  )
  expect({ code, lines: stdout.trim() }).toEqual({ code: 0, lines: '24' })
})
