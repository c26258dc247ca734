import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { realClock } from '../../src/model/clock.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { ModelError } from '../../src/model/errors.js'
import { createOpenAI } from '../../src/model/openai.js'
import { startMock } from '../support/mock-openai.js'
import { virtualClock } from '../support/virtual-clock.js'

interface Row {
  server: string
  status: number
  body: unknown
  type?: string
  headers?: Record<string, string>
  leaves_out?: string
  class?: string
  exit?: number
  says?: string
  wait?: number
}
const ROWS: Row[] = parse(readFileSync(join(import.meta.dirname, 'servers.yaml'), 'utf8'))
const named = (rows: Row[]) => rows.map((row) => [`${row.server}, ${row.status}`, row] as const)

let mock: Awaited<ReturnType<typeof startMock>> | undefined
afterEach(async () => {
  await mock?.close()
  mock = undefined
})

const CHAT = { model: 'm', temperature: 0.5, maxTokens: 7, seed: 3 }
const MESSAGES = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Hello' },
]

describe('a setting that a server does not take is left out, and the call made again', () => {
  it.each(named(ROWS.filter((row) => row.leaves_out)))(
    '%s',
    async (_, { leaves_out: param = '', ...row }) => {
      mock = await startMock({ says: { ...row, when: param } })
      const notices: string[] = []
      const model = createOpenAI({ baseURL: mock.url, onNotice: (notice) => notices.push(notice) })
      const both = [model.chat(MESSAGES, CHAT), model.chat(MESSAGES, CHAT)] // each learns what the other has learned
      for (const { text } of await Promise.all(both)) expect(text).toContain('Hello')
      expect((await model.chat(MESSAGES, CHAT)).text).toContain('Hello')
      expect(notices).toHaveLength(1)
      expect(notices[0]).toContain(param.replace('max_tokens', 'max_completion_tokens'))
      expect(mock.received.length).toBeLessThanOrEqual(5)
      const { messages, ...last } = mock.received.at(-1)!.body
      expect(last[param]).toBeFalsy()
      expect(messages.map(({ role }: { role: string }) => role)).toEqual(
        param === 'system' ? ['user'] : ['system', 'user'],
      )
      expect(JSON.stringify(messages)).toContain('Be brief.')
    },
  )

  it('gives up where a server refuses whatever it is sent', async () => {
    mock = await startMock({ says: { status: 400, body: { message: 'unknown field: temperature, seed' } } })
    const model = createOpenAI({ baseURL: mock.url })
    await expect(model.chat(MESSAGES, CHAT)).rejects.toThrow('400: unknown field')
    expect(mock.received).toHaveLength(3)
  })
})

const clock = { ...virtualClock(), wall: () => Date.parse('2026-01-01T00:00:00Z') }

describe('what a server says is shown, and has its class', () => {
  it.each(named(ROWS.filter((row) => !row.leaves_out)))('%s', async (_, row) => {
    mock = await startMock({ says: row })
    const model = createOpenAI({ baseURL: mock.url, clock })
    const error = await model.chat(MESSAGES, { model: 'm' }).then(
      () => undefined,
      (error) => error,
    )
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({
      class: row.class,
      ...(row.exit !== undefined && { exitCode: row.exit }),
      ...(row.wait !== undefined && { retryAfterMs: row.wait * 1000 }),
    })
    if (row.says) expect(error.message).toContain(row.says)
    expect(mock.received).toHaveLength(1)
  })
})

it('gives up at once where a limit of a day is used up, and says until when', async () => {
  const row = ROWS.find(({ server }) => server === 'OpenRouter (a day)')
  mock = await startMock({ says: row })
  const now = { ...realClock(), wall: clock.wall }
  const dispatcher = new Dispatcher({
    model: createOpenAI({ baseURL: mock.url, clock: now }),
    endpoint: { baseURL: mock.url, keyHash: '' },
    clock: now,
  })
  const error = await dispatcher.run({ messages: MESSAGES, model: 'm' }).catch((error) => error)
  expect(error).toMatchObject({ class: 'rate_limited', exitCode: 75, billed: 'no' })
  expect(error.message).toBe(
    '429: Rate limit exceeded: free-models-per-day.: no calls in the next 36000 s, until 2026-01-01 10:00 UTC',
  )
  expect(mock.received).toHaveLength(1)
})
