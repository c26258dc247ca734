import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Budget, type BudgetLimits, promptTokens } from '../../src/model/budget.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { ModelError } from '../../src/model/errors.js'
import { fileLedger } from '../../src/model/ledger.js'
import { costOf, priceOf } from '../../src/model/price.js'
import { CannotWriteError, ConfigError } from '../../src/record/errors.js'
import { makeLimit } from '../support/limits.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'
import { virtualModel } from '../support/virtual-model.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strom-budget-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const PRICE = { input: 1, output: 10 }
const MESSAGES = [{ role: 'user' as const, content: 'x' }]
const USAGE = { prompt_tokens: 5, completion_tokens: 20 }

const reserve = (budget: Budget, maxTokens = 100) => budget.reserve('m', PRICE, MESSAGES, maxTokens)

describe('budget', () => {
  it('reserves before and settles after', () => {
    const budget = new Budget({ maxTokens: 250 })
    const first = reserve(budget) // 109 of 250
    expect(reserve(budget)).toBeDefined() // 218
    expect(reserve(budget)).toBeUndefined()
    first?.paid(USAGE) // 25 + 109
    expect(reserve(budget)).toBeDefined()
  })

  it('gives back what was not charged, and keeps what may have been', () => {
    const budget = new Budget({ maxCalls: 1 })
    reserve(budget)?.release()
    expect(budget.spent.calls).toBe(0)
    reserve(budget)?.maybePaid()
    expect(reserve(budget)).toBeUndefined()
    expect(budget).toMatchObject({ spent: { calls: 1, cost: 0 }, unpriced: 1 })
  })

  it('refuses a cost limit that cannot be kept', () => {
    expect(() => new Budget({ maxCost: 1 }).reserve('m', null, MESSAGES, 100)).toThrow(ConfigError)
  })

  it('reserves for an answer of unknown length what the longest took', () => {
    const budget = new Budget({ maxTokens: 30_000 })
    budget.reserve('m', PRICE, MESSAGES)?.paid({ prompt_tokens: 1, completion_tokens: 20_000 })
    expect(budget.reserve('m', PRICE, MESSAGES)).toBeUndefined()
  })
})

describe('many callers at once stay within the limits', () => {
  const run = async (limits: BudgetLimits, jobs: number, maxTokens = 100) => {
    const clock = virtualClock()
    const random = seededRandom(3)
    const limit = makeLimit({ kind: 'inFlight', most: 20 })
    const paid = { calls: 0, tokens: 0, cost: 0 }
    const budget = new Budget(limits)
    const dispatcher = new Dispatcher({
      endpoint: { baseURL: 'test:', keyHash: '' },
      prices: { m: PRICE },
      clock,
      random,
      budget,
      model: {
        async chat() {
          await virtualModel({ ModelError, clock, limit, latency: 1000, random }).chat([], { model: 'm' })
          const usage = { prompt_tokens: 5, completion_tokens: Math.ceil(random() * maxTokens) }
          paid.calls++
          paid.tokens += usage.prompt_tokens + usage.completion_tokens
          paid.cost += costOf(PRICE, usage) ?? 0
          return { text: 'yes', finishReason: 'stop', model: 'm', usage }
        },
      },
    })
    const request = { model: 'm', messages: MESSAGES, maxTokens }
    const ends = await clock.run(
      Promise.allSettled(Array.from({ length: jobs }, () => dispatcher.run(request))),
    )
    const budgeted = ends.filter((end) => end.status === 'rejected' && end.reason.class === 'budget')
    return {
      paid,
      done: ends.filter(({ status }) => status === 'fulfilled').length,
      budgeted: budgeted.length,
    }
  }

  it.each([
    ['calls', { maxCalls: 37 }],
    ['tokens', { maxTokens: 3000 }],
    ['cost', { maxCost: 0.02 }],
  ] as [string, BudgetLimits][])('%s', async (_, limits) => {
    const { paid, done, budgeted } = await run(limits, 200)
    expect(done + budgeted).toBe(200)
    expect(budgeted).toBeGreaterThan(0)
    expect(paid.calls).toBeLessThanOrEqual(limits.maxCalls ?? Number.POSITIVE_INFINITY)
    expect(paid.tokens).toBeLessThanOrEqual(limits.maxTokens ?? Number.POSITIVE_INFINITY)
    expect(paid.cost).toBeLessThanOrEqual(limits.maxCost ?? Number.POSITIVE_INFINITY)
    // What is left would not have been enough for one more call at its most.
    if (limits.maxCalls) expect(paid.calls).toBe(37)
    if (limits.maxTokens) expect(paid.tokens).toBeGreaterThan(3000 - 120)
    if (limits.maxCost) expect(paid.cost).toBeGreaterThan(0.02 - 0.0011)
  })
})

describe('ledger file', () => {
  it('is shared: two processes never take the last of a budget together', () => {
    const path = join(folder, 'shared', 'spend.jsonl')
    const [a, b] = [0, 1].map(() => new Budget({ maxCalls: 5 }, fileLedger(path))) as [Budget, Budget]
    const holds = Array.from({ length: 10 }, (_, i) => reserve(i % 2 ? a : b))
    expect(holds.filter(Boolean)).toHaveLength(5)
  })

  it('survives a restart; a reservation that nobody settled stays', () => {
    const path = join(folder, 'restart.jsonl')
    const first = new Budget({}, fileLedger(path))
    reserve(first)?.paid(USAGE)
    reserve(first) // the process dies here
    const second = new Budget({ maxTokens: 25 + 109 + 109 }, fileLedger(path))
    expect(reserve(second)).toBeDefined()
    expect(reserve(second)).toBeUndefined()
  })

  it('reads past a line that a crash left unfinished', () => {
    const path = join(folder, 'torn.jsonl')
    reserve(new Budget({}, fileLedger(path)))?.paid(USAGE)
    appendFileSync(path, '{"id":"x","reserve":{"calls":1,"to')
    const budget = new Budget({ maxCalls: 2 }, fileLedger(path))
    expect(reserve(budget)).toBeDefined()
    expect(reserve(budget)).toBeUndefined()
    expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true)
  })
})

it('sends nothing that could not be written down', async () => {
  let calls = 0
  const model = {
    async chat() {
      calls++
      return { text: 'yes', finishReason: 'stop', model: 'm' }
    },
  }
  const budget = new Budget({}, fileLedger('/dev/full'))
  const dispatcher = new Dispatcher({ model, endpoint: { baseURL: 'v:', keyHash: '' }, budget })
  await expect(dispatcher.run({ model: 'm', messages: MESSAGES })).rejects.toMatchObject({ exitCode: 73 })
  expect(calls).toBe(0)
})

describe('prices', () => {
  const prices = { 'gpt-4o': { input: 2.5, cached_input: 1.25, output: 10 } }

  it('finds a dated name, and knows nothing of others', () => {
    expect(priceOf(prices, 'gpt-4o-2024-08-06')).toEqual(prices['gpt-4o'])
    for (const name of ['gpt-4o-mini', 'openai/gpt-4o', 'toString', '__proto__'])
      expect(priceOf(prices, name)).toBeNull()
  })

  it('counts cached input at its own price, and unknown as unknown', () => {
    const usage = {
      prompt_tokens: 1_000_000,
      completion_tokens: 100_000,
      prompt_tokens_details: { cached_tokens: 400_000 },
    }
    expect(costOf(prices['gpt-4o'], usage)).toBeCloseTo(0.6 * 2.5 + 0.4 * 1.25 + 1)
    expect(costOf(null, usage)).toBeNull()
    expect(costOf(prices['gpt-4o'], undefined)).toBeNull()
  })

  it('estimates prompts from above', () => {
    // Tokens of the o200k encoding: 9, 11 and 6.
    for (const [text, tokens] of [
      ['The quick brown fox jumps over the dog.', 9],
      ['Die Würde des Menschen ist unantastbar.', 11],
      ['今日は天気がいい', 6],
    ] as const)
      expect(promptTokens([{ role: 'user', content: text }])).toBeGreaterThanOrEqual(tokens)
  })
})

it('sends nothing before its reservation would survive a power cut', async () => {
  const order: string[] = []
  const path = join(folder, 'durable.jsonl')
  const ledger = fileLedger(path)
  const durable = async () => {
    await ledger.durable()
    order.push(readFileSync(path, 'utf8').includes('reserve') ? 'durable' : 'empty')
    if (order.length > 2) throw new CannotWriteError('the disk reports errors')
  }
  const model = {
    chat: async () => {
      order.push('sent')
      return { text: 'x', finishReason: 'stop', model: 'm' }
    },
  }
  const budget = new Budget({}, { ...ledger, durable })
  const dispatcher = new Dispatcher({ model, endpoint: { baseURL: 'x', keyHash: '' }, budget })
  const ask = () => dispatcher.run({ model: 'm', messages: MESSAGES })
  await ask()
  await expect(ask()).rejects.toThrow(CannotWriteError)
  expect(order).toEqual(['durable', 'sent', 'durable'])
  expect(budget).toMatchObject({ open: 0, spent: { calls: 1 } })
})

it('adds up in a dry run what calls may take at most, and makes none', async () => {
  const model = { chat: () => Promise.reject(new Error('asked')) }
  const endpoint = { baseURL: 'x', keyHash: '' }
  const dispatcher = new Dispatcher({ model, endpoint, prices: { m: PRICE }, dryRun: true })
  const ask = (name: string) => dispatcher.run({ model: name, messages: MESSAGES, maxTokens: 100 })
  await expect(ask('m')).rejects.toMatchObject({ class: 'cancelled' })
  await expect(ask('m')).rejects.toMatchObject({ class: 'cancelled' })
  expect(dispatcher.planned).toEqual({
    calls: 2,
    tokens: 218,
    cost: expect.closeTo((2 * 9 + 2 * 1000) / 1e6),
  })
  await expect(ask('other')).rejects.toMatchObject({ class: 'cancelled' })
  expect(dispatcher.planned.cost).toBeNull()
})
