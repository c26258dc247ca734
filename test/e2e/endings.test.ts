import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom } from '../support/strom.js'

/** How an answer ended, from the server to the result, the cache, the memory and the training rows. */

const GOOD =
  'Thompson sampling chooses an action by a draw from the posterior of each, so it explores by itself.'

async function server(options: Record<string, unknown>) {
  const mock = await startMock(options)
  onTestFinished(() => mock.close())
  return mock
}

let prompts = ''
beforeAll(async () => {
  prompts = (await strom(['produce', '-q', '-n', '1', '--provider', 'simulated'])).stdout
})

describe('consume', () => {
  it.each<[what: string, kind: string, requests: number, code: number]>([
    ['finish:error', 'server_error', 2, 75],
    ['finish:insufficient_system_resource', 'server_error', 2, 75],
    ['finish:abort', 'server_error', 2, 75],
    ['error-beside', 'server_error', 1, 75],
    ['finish:because', 'server_error', 1, 75],
    ['finish:sensitive', 'content_filter', 1, 0],
    ['finish:SAFETY', 'content_filter', 1, 0],
    ['finish:content_filter_hate', 'content_filter', 1, 0],
    ['finish:max_tokens', 'truncated', 1, 0],
    ['finish:MAX_TOKENS', 'truncated', 1, 0],
    ['finish:model_context_window_exceeded', 'truncated', 1, 0],
    ['refusal', 'refused', 1, 0],
    ['finish:end_turn', 'ok', 1, 0],
  ])('%s is %s', async (what, kind, requests, code) => {
    const cwd = scratch()
    const mock = await server({ text: answers(), script: [what] })
    const args = ['consume', '-q', '--model', 'm', '--base-url', mock.url, '--cache', 'c']
    const run = await strom(args, { cwd, stdin: prompts })
    const [result] = parseLines(run.stdout)
    expect(result).toMatchObject({ class: kind })
    expect(result?.score === null).toBe(kind !== 'ok')
    expect(existsSync(join(cwd, 'c'))).toBe(kind === 'ok')
    expect(mock.counts.requests).toBe(requests)
    expect(run.code, run.stderr).toBe(code)
    if (code) expect(run.stderr).toContain(mock.url)
  })
})

describe('chat', () => {
  const chat = async (options: Record<string, unknown>) => {
    const cwd = scratch()
    const { url } = await server({ text: GOOD, ...options })
    const args = ['chat', '--base-url', url, '--memory', 'm.jsonl']
    const run = await strom(args, { cwd, stdin: 'What is Thompson sampling?\n' })
    const memory = readFileSync(join(cwd, 'm.jsonl'), 'utf8')
    const exported = await strom(['export', '-q', '--format', 'chatml'], { cwd, stdin: run.stdout })
    return {
      ...run,
      turns: parseLines(run.stdout),
      memory: parseLines(memory),
      rows: parseLines(exported.stdout),
    }
  }

  it('remembers a good answer', async () => {
    expect(await chat({})).toMatchObject({ code: 0, memory: [{ assistant: GOOD, signal: true }] })
  })

  it.each([
    ['finish:length', 'length', 'cut off'],
    ['finish:SAFETY', 'filtered', 'filtered'],
    ['refusal', 'refusal', ''],
  ])(
    'marks an answer that ends by %s, and keeps it out of memory and training rows',
    async (what, stop, said) => {
      const { code, turns, memory, rows, stderr } = await chat({ script: [what] })
      expect(turns).toMatchObject([{ signal: false, steps: [{ stop }] }])
      expect([code, memory, rows]).toEqual([0, [], []])
      expect(stderr).toContain(said)
    },
  )

  it('takes a refusal in words for one', async () => {
    const { turns, memory } = await chat({ text: "I'm sorry, but I can't help with that request." })
    expect(turns).toMatchObject([{ signal: false, steps: [{ stop: 'refusal' }] }])
    expect(memory).toEqual([])
  })

  it.each(['finish:error', 'finish:because', 'error-beside'])('takes %s for no answer', async (what) => {
    const { code, turns, memory } = await chat({ script: [what] })
    expect([code, memory]).toEqual([75, []])
    expect(turns.filter(({ schema }) => schema === 'strom.turn/1')).toEqual([])
  })

  it.each([
    ['a field of their own', { script: ['reasoning'] }],
    ['the text', { text: `<think>\nI should plan.\n</think>\n\n${GOOD}` }],
    ['a text that the template opens', { text: `The user wants it. I should plan.\n</think>\n\n${GOOD}` }],
  ])('leaves thoughts in %s out of answer, memory and training rows', async (_, options) => {
    const { stdout, memory, rows } = await chat(options)
    expect(memory).toMatchObject([{ assistant: GOOD }])
    expect(rows).toHaveLength(1)
    expect(stdout + JSON.stringify([memory, rows])).not.toContain('I should plan')
  })

  it('takes thoughts alone for no answer', async () => {
    const { code, stdout, stderr, memory } = await chat({ text: '<think>\nI should plan and plan' })
    expect([code, stdout, memory]).toEqual([1, '', []])
    expect(stderr).toContain('thoughts, and no answer')
  })
})

it('asks with a prompt that holds no thoughts', async () => {
  const cwd = scratch()
  const answer = answers()
  const text = (body: Parameters<typeof answer>[0]) => `I should plan.\n</think>\n${answer(body)}`
  const mock = await server({ text })
  const run = await strom(['loop', '-q', '--queue', 'q', '-n', '2', '--base-url', mock.url], { cwd })
  expect(run.code, run.stderr).toBe(0)
  expect(mock.counts.requests).toBe(4)
  expect(JSON.stringify(mock.received.map(({ body }: { body: unknown }) => body))).not.toContain(
    'I should plan',
  )
})
