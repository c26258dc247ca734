import { describe, expect, it } from 'vitest'
import { answerPrompt, failureOf, resultOf } from '../../src/calibration/result.js'
import { Result } from '../../src/record/loop.js'
import type { Message } from '../../src/record/message.js'
import { asked, FULL, prompt, templateOf } from './examples.js'

const template = templateOf('syntex_system')

describe('resultOf', () => {
  it('keeps the factors of the prompt, and what the answer took', () => {
    const result = resultOf(prompt, template, [asked(FULL)])
    expect(Result.parse(result)).toMatchObject({
      prompt: 'j_1',
      generation: 2,
      topic: 'wohnungsnot',
      style: 'technisch',
      wrapper: 'syntex_system',
      format: 'syntex_system',
      kind: 'learned',
      class: 'ok',
      usage: { prompt_tokens: 100, completion_tokens: 50 },
      cost: 0.01,
      attempts: 1,
    })
    expect(Object.keys(result.fields)).toEqual(['driftkorper', 'kalibrierung', 'stromung'])
    expect(result.score?.total).toBeGreaterThan(90)
  })

  it('has one id for one prompt and wrapper', () => {
    const other = templateOf('human')
    const ids = [template, template, other].map((each) => resultOf(prompt, each, [asked(FULL)]).id)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('scores neither a refusal nor a cut answer, nor where there are only thoughts', () => {
    expect(resultOf(prompt, template, [asked('', { class: 'refused', refusal: 'No.' })])).toMatchObject({
      class: 'refused',
      score: null,
      error: { message: 'No.' },
    })
    const cut = resultOf(prompt, template, [asked(FULL.slice(0, 900), { class: 'truncated' })])
    expect(cut).toMatchObject({ class: 'truncated', score: null, response: FULL.slice(0, 900) })
    expect(resultOf(prompt, template, [asked('', { reasoning: 'Let me see.' })])).toMatchObject({
      class: 'malformed',
      score: null,
      error: { message: 'the model wrote its thoughts, and no answer' },
    })
  })
})

describe('answerPrompt', () => {
  const run = async (...answers: ReturnType<typeof asked>[]) => {
    const requests: (readonly Message[])[] = []
    const result = await answerPrompt(prompt, template, async (messages) => {
      requests.push(messages)
      return answers[requests.length - 1]!
    })
    return { result, requests }
  }

  it('asks once where the answer has its fields', async () => {
    const { requests, result } = await run(asked(FULL))
    expect(requests).toHaveLength(1)
    expect(result.class).toBe('ok')
  })

  it('asks a second time where it is malformed, and counts both', async () => {
    const { requests, result } = await run(asked('Nur Prosa.'), asked(FULL, { cost: 0.02, attempts: 2 }))
    expect(requests[1]?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(requests[1]?.[2]?.content).toContain('Driftkörperanalyse, Kalibrierung, Strömungsverhältnisse')
    expect(result).toMatchObject({
      class: 'ok',
      repaired: true,
      usage: { prompt_tokens: 200, completion_tokens: 100 },
      attempts: 3,
      response: FULL,
    })
    expect(result.cost).toBeCloseTo(0.03)
  })

  it('asks no third time, and never after a refusal or where nothing was said', async () => {
    const twice = await run(asked('Nur Prosa.'), asked('Immer noch.', { cost: null }))
    expect(twice.requests).toHaveLength(2)
    expect(twice.result).toMatchObject({ class: 'malformed', cost: null, score: { total: 0 } })
    expect((await run(asked('', { class: 'refused', refusal: 'No.' }))).requests).toHaveLength(1)
    expect((await run(asked(''))).requests).toHaveLength(1)
  })
})

it('failureOf says what the back end said', () => {
  const result = failureOf(prompt, template, {
    class: 'rate_limited',
    message: 'slow down',
    status: 429,
    attempts: 6,
  })
  expect(Result.parse(result)).toMatchObject({
    class: 'rate_limited',
    score: null,
    response: '',
    error: { message: 'slow down', status: 429 },
  })
})
