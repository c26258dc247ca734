import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Journal } from '../../src/model/journal.js'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, STROM, scratch, strom } from '../support/strom.js'

const answer = (text: string) => ({ text, finishReason: 'stop', model: 'm' })

describe('a journal', () => {
  it('gives each answer once to the next run, and none to its own', async () => {
    const output = join(scratch(), 'out')
    const first = (await Journal.open(output))!
    await first.keep('k1', answer('one'))
    await Promise.all([first.keep('k1', answer('two')), first.keep('k2', answer('three'))])
    expect(first.take('k1')).toBeUndefined()
    expect(first.close(false)).toBe(true)
    appendFileSync(`${output}.paid`, '{"key":"k3","ans')
    const second = (await Journal.open(output))!
    expect(second.left).toBe(3)
    expect([second.take('k1'), second.take('k1'), second.take('k1')].map((one) => one?.text)).toEqual([
      'one',
      'two',
      undefined,
    ])
    await second.keep('k3', answer('four'))
    expect(second.close(false)).toBe(true)
    const third = (await Journal.open(output))!
    expect([third.left, third.take('k3')?.text, third.take('k2')?.text]).toEqual([4, 'four', 'three'])
    expect(third.close(true)).toBe(false)
    expect(existsSync(`${output}.paid`)).toBe(false)
  })

  it('is kept for files alone', async () => {
    expect(await Journal.open('/dev/null')).toBeUndefined()
    const folder = scratch()
    const one = (await Journal.open(join(folder, 'out')))!
    expect(one.close(false)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })
})

async function prompts(cwd: string, count: number) {
  const { stdout } = await strom(['produce', '-q', '--provider', 'simulated', '-n', `${count}`], { cwd })
  return stdout
}
async function server(options: object = {}) {
  const mock = await startMock({ text: answers(), ...options })
  onTestFinished(() => mock.close())
  return mock
}
const CONSUME = ['consume', '--model', 'm', '-j', '2', '-o', 'results']

it('a run that is killed is gone on with: nothing but what was under way is paid for again', async () => {
  const cwd = scratch()
  const stdin = await prompts(cwd, 8)
  const mock = await server({ latencyMs: 60 })
  const env = { OPENAI_BASE_URL: mock.url }
  const child = spawn(process.execPath, [STROM, ...CONSUME], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.end(stdin)
  while (mock.counts.requests < 6) await new Promise((done) => setTimeout(done, 5))
  child.kill('SIGKILL')
  await once(child, 'close')
  const kept = readFileSync(join(cwd, 'results.paid'), 'utf8').trimEnd().split('\n').length
  expect(kept).toBeGreaterThanOrEqual(mock.counts.requests - 2)

  const before = mock.counts.requests
  const run = await strom(CONSUME, { cwd, env, stdin })
  expect(run.code).toBe(0)
  expect(run.stderr).toContain(`results.paid holds ${kept} answers`)
  expect(mock.counts.requests - before).toBe(8 - kept)
  expect(parseLines(readFileSync(join(cwd, 'results'), 'utf8'))).toHaveLength(8)
  expect(readdirSync(cwd)).toEqual(['results'])
})

it('a run that could not go on keeps what it has: the same command asks for the rest alone', async () => {
  const cwd = scratch()
  const stdin = await prompts(cwd, 4)
  const mock = await server()
  const half = `${stdin.split('\n').slice(0, 2).join('\n')}\n`
  await strom(CONSUME, { cwd, env: { OPENAI_BASE_URL: mock.url }, stdin: `${half}not a record\n` })
  expect(readdirSync(cwd).sort()).toEqual(['results.paid', 'results.partial'])
  expect(mock.counts.requests).toBe(2)
  const run = await strom(CONSUME, { cwd, env: { OPENAI_BASE_URL: mock.url }, stdin })
  expect(run.code).toBe(0)
  expect(mock.counts.requests).toBe(4)
  expect(readdirSync(cwd).sort()).toEqual(['results', 'results.partial'])
})

it('says where what is paid for cannot be kept', async () => {
  const cwd = scratch()
  const stdin = await prompts(cwd, 1)
  const mock = await server()
  mkdirSync(join(cwd, 'results.paid'))
  const run = await strom(CONSUME, { cwd, env: { OPENAI_BASE_URL: mock.url }, stdin })
  expect([run.code, mock.counts.requests]).toEqual([73, 0])
  expect(run.stderr).toContain('cannot keep what is paid for in')
})
