import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { LoopProgress } from '../../src/cli/loop-progress.js'
import { duration, progressLine, shareOf } from '../../src/cli/progress.js'
import { Stderr } from '../../src/cli/stderr.js'
import { Tally } from '../../src/cli/tally.js'
import { isOnThisMachine } from '../../src/model/price.js'
import { STROM, scratch } from '../support/strom.js'

it.each([
  [{ done: 0, total: 200 }, ['0 %']],
  [{ done: 50, total: 200 }, ['25 %', '30 s left']],
  [{ done: 199, total: 200 }, ['99 %', '1 s left']],
  [{ done: 200, total: 200 }, ['100 %']],
  [{ done: 300, total: 200 }, ['100 %']],
  [{ done: 300, total: undefined }, []],
  [{ done: 0, total: 0 }, []],
])('of %j after 10 s: %j', (extent, shown) => {
  expect(shareOf(extent, 10)).toEqual(shown)
})

it.each([
  [0.2, '1 s'],
  [99, '99 s'],
  [125, '2 min'],
  [7260, '2 h 1 min'],
])('%d s is %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

it('a filter shows its counts', () => {
  const tally = new Tally()
  Object.assign(tally, { read: 1200, written: 900 })
  tally.reject({ noise: 300 })
  const line = progressLine('strom score', tally, { done: 1, total: 4 } as never)
  expect(line).toMatch(/^strom score: 25 %, \d+ s left, 1,200 in, 900 out, 300 rejected, [\d,]+\/s$/)
})

it('a loop shows generation, stage, share, calls, cost and how long it was asked to wait', () => {
  const loop = new LoopProgress(5)
  loop.generation()
  loop.generation()
  loop.stage('answers', 20)
  for (let i = 0; i < 5; i++) loop.done()
  const line = loop.line({ calls: 42, cost: 0.01234, unpriced: 0, pause: 8000 } as never)
  expect(line).toMatch(
    /^strom loop: generation 2 of 5, answers 5 of 20, 25 %, \d+ s left, asked to wait 8 s, 42 calls, \$0\.0123$/,
  )
})

it('what is said takes the place of the line that moves, which is never wider than the terminal', () => {
  const seen: string[] = []
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 20 })
  terminal.on('data', (data) => seen.push(String(data)))
  const stderr = new Stderr(terminal)
  stderr.draw('x'.repeat(50))
  stderr.say({ level: 'warning', command: 'mine', message: 'a\u001b[2Jb' })
  expect(seen).toEqual([`\r\u001b[K${'x'.repeat(19)}`, '\r\u001b[Kstrom mine: a\\u001b[2Jb\n'])
})

it.each([
  ['http://localhost:11434/v1', true],
  ['http://127.0.0.1:8080/v1', true],
  ['http://[::1]:8000/v1', true],
  ['https://api.openai.com/v1', false],
  ['http://localhost.example.org/v1', false],
  ['simulated', false],
])('%s is on this machine: %s', (url, is) => {
  expect(isOnThisMachine(url)).toBe(is)
})

it('of a pipe at a terminal only the last command shows a line', async () => {
  const cwd = scratch()
  const turn = (n: number) =>
    `${JSON.stringify({ user: `What is case ${n}?`, assistant: `Case ${n} is a part of the kernel.` })}\n`
  writeFileSync(join(cwd, 'turns.jsonl'), Array.from({ length: 200 }, (_, n) => turn(n)).join(''))
  const strom = `'${process.execPath}' '${STROM}'`
  // the input pauses, so that every command is at work for longer than it takes to show a line
  const line = `(cat turns.jsonl; sleep 2; cat turns.jsonl) | ${strom} score | ${strom} mine | ${strom} synthesize -o out`
  const child = spawn('script', ['-qec', `bash --norc -c ${JSON.stringify(line)}`, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm' },
  })
  let seen = ''
  child.stdout.on('data', (data) => {
    seen += data
  })
  await new Promise((done) => child.on('close', done))
  const drawn = [...seen.matchAll(/\r\u001b\[K\S (strom \w+): [^\n\r]*(?=\r\u001b)/g)].map(([, who]) => who)
  expect(new Set(drawn)).toEqual(new Set(['strom synthesize']))
  // each says one whole line at the end
  for (const command of ['score', 'mine', 'synthesize'])
    expect(seen).toMatch(new RegExp(`\\r\\u001b\\[Kstrom ${command}: 4?\\d+ in, .* s\\r\\n`))
})
