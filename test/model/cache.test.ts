import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AnswerCache, type CacheRequest } from '../../src/model/cache.js'
import type { ChatModel } from '../../src/model/chat-model.js'
import { Dispatcher } from '../../src/model/dispatcher.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strom-cache-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const REQUEST: CacheRequest = {
  baseURL: 'http://x/v1',
  model: 'm',
  messages: [{ role: 'user', content: 'Hello' }],
  temperature: 0.7,
  seed: 1,
}
const files = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'))

function setup(texts: string[], replay = false) {
  let calls = 0
  const model: ChatModel = {
    async chat() {
      return {
        text: texts[calls++] ?? 'more',
        finishReason: 'stop',
        model: 'm-1',
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      }
    },
  }
  const cache = new AnswerCache(folder, replay)
  const dispatcher = new Dispatcher({ model, endpoint: { baseURL: 'http://x/v1', keyHash: 'h' }, cache })
  const run = (more = {}, options = {}) => dispatcher.run({ ...REQUEST, ...more }, options)
  return { run, calls: () => calls, dispatcher }
}

describe('answer cache', () => {
  it('gives the same answer again without a call or a cost', async () => {
    const { run, calls, dispatcher } = setup(['one'])
    const first = await run()
    const again = await run()
    expect(again).toEqual({ ...first, cached: true, attempts: 0, cost: 0, duration_ms: 0 })
    expect(calls()).toBe(1)
    expect(dispatcher.stats()).toMatchObject({ calls: 1, cached: 1 })
  })

  it.each<[string, Partial<CacheRequest>]>([
    ['base URL', { baseURL: 'http://y/v1' }],
    ['model', { model: 'n' }],
    ['messages', { messages: [{ role: 'system', content: 'Hello' }] }],
    ['temperature', { temperature: 0.8 }],
    ['length', { maxTokens: 5 }],
    ['seed', { seed: 2 }],
    ['sample', { sample: 1 }],
  ])('tells requests apart by %s', (_, difference) => {
    expect(AnswerCache.key({ ...REQUEST, ...difference })).not.toBe(AnswerCache.key(REQUEST))
  })

  it('does not care about the order of keys, or about what is not set', () => {
    const { seed, ...rest } = REQUEST
    expect(AnswerCache.key({ seed, maxTokens: undefined, sample: 0, ...rest })).toBe(AnswerCache.key(REQUEST))
  })

  it('keeps only answers that ended well, and takes no other out of a file of before', async () => {
    const { run, calls } = setup(['', '<think>hm', 'good', 'better'])
    await run()
    await run()
    expect(files()).toEqual([])
    await run()
    await run()
    expect(calls()).toBe(3)
    const path = join(folder, files()[0] ?? '')
    const entry = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...entry, answer: { ...entry.answer, finishReason: 'error' } }))
    expect((await run()).text).toBe('better')
    expect(calls()).toBe(4)
  })

  it('answers a replay from the cache alone', async () => {
    await setup(['one']).run()
    const { run, calls } = setup(['two'], true)
    expect((await run()).text).toBe('one')
    await expect(run({ seed: 99 })).rejects.toMatchObject({ exitCode: 66 })
    expect(calls()).toBe(0)
  })

  it('takes a damaged file for a missing one, and mends it', async () => {
    await setup(['one']).run()
    const path = join(folder, files()[0] ?? '')
    const whole = readFileSync(path, 'utf8')
    for (const damage of [
      '',
      whole.slice(0, 40),
      whole.replace('"text"', '"test"'),
      whole.replace('"key":"', '"key":"0'),
    ]) {
      writeFileSync(path, damage)
      await expect(setup([], true).run()).rejects.toMatchObject({ exitCode: 66 })
    }
    await setup(['one']).run()
    expect(readFileSync(path, 'utf8')).toBe(whole)
  })

  it('gives the answer where it cannot be kept', async () => {
    writeFileSync(join(folder, 'file'), '')
    const notices: string[] = []
    const dispatcher = new Dispatcher({
      model: { chat: async () => ({ text: 'one', finishReason: 'stop', model: 'm' }) },
      endpoint: { baseURL: 'v:', keyHash: '' },
      cache: new AnswerCache(join(folder, 'file', 'cache')),
      onNotice: (message) => notices.push(message),
    })
    for (const seed of [1, 2])
      expect(await dispatcher.run({ ...REQUEST, seed })).toMatchObject({ text: 'one' })
    expect(notices).toHaveLength(1)
  })

  it('leaves no other file behind', async () => {
    const { run } = setup([])
    await Promise.all(Array.from({ length: 20 }, (_, seed) => run({ seed })))
    expect(files()).toHaveLength(20)
    expect(files().every((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}\.json$/.test(name))).toBe(true)
  })
})
