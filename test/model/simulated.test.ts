import { describe, expect, it } from 'vitest'
import { buildProduceMessages, buildRepairMessages } from '../../src/calibration/messages.js'
import { NearCopies } from '../../src/calibration/near-copy.js'
import { parseFields } from '../../src/calibration/parse-fields.js'
import { answerPrompt } from '../../src/calibration/result.js'
import { scorePrompt } from '../../src/calibration/score-prompt.js'
import { wrap } from '../../src/calibration/wrap.js'
import { writtenPrompt } from '../../src/calibration/written-prompt.js'
import { loadConfig } from '../../src/config/load.js'
import { answerClass } from '../../src/model/answer.js'
import { createSimulated } from '../../src/model/simulated.js'
import type { TextMessage } from '../../src/record/message.js'
import { languageOf } from '../../src/text/language.js'
import { asked, brief, prompt, templateOf } from '../calibration/examples.js'

const model = createSimulated()
const { config } = loadConfig({ cwd: import.meta.dirname, env: {} })
const STYLES = Object.keys(config.styles)
const topics = (language: 'de' | 'en') =>
  Object.values(config.topics).flatMap((each) =>
    Object.values(each).map((text) => (typeof text === 'string' ? text : text[language]!)),
  )

const chat = (messages: TextMessage[], seed = 1) => model.chat(messages, { model: 'any', seed })
const write = async (topic: string, style: string, language: 'de' | 'en' = 'de', seed = 1) =>
  (await chat(buildProduceMessages({ ...brief, style, language }, { topic }), seed)).text
const answer = (name: string, text: string, seed = 1) =>
  answerPrompt({ ...prompt, text }, templateOf(name), async (messages) => {
    const said = await chat([...messages], seed)
    return { ...said, class: answerClass(said), cost: 0, attempts: 1, duration_ms: 0 }
  })

/** The results of every topic and style in one wrapper. */
async function results(name: string, language: 'de' | 'en') {
  const all = []
  for (const [i, topic] of topics(language).entries())
    for (const style of STYLES)
      all.push({ style, result: await answer(name, await write(topic, style, language, i), i) })
  return all
}

describe('the simulated model as a writer of prompts', () => {
  it.each(['de', 'en'] as const)('writes good prompts about the topic, in %s', async (language) => {
    for (const topic of topics(language).slice(0, 8))
      for (const style of STYLES) {
        const text = await write(topic, style, language)
        expect(text).toContain(topic)
        expect(languageOf(text)).toBe(language)
        expect(scorePrompt(text).total).toBeGreaterThan(7)
        expect(writtenPrompt(brief, asked(text), new NearCopies())).toHaveProperty('prompt')
      }
  })

  it('writes different prompts for different seeds, and rarely nearly the same', async () => {
    const copies = new NearCopies()
    let kept = 0
    for (let seed = 0; seed < 20; seed++) {
      const text = await write('Jazz', 'kreativ', 'de', seed)
      if (copies.find('jazz', text)) continue
      copies.add('jazz', String(seed), text)
      kept++
    }
    expect(kept).toBeGreaterThan(12)
    expect(kept).toBeLessThanOrEqual(20)
  })

  it('knows what to do with a style and topic it has never heard of', async () => {
    const text = await write('$& Aale', 'wie ein Pirat')
    expect(text).toContain('„$& Aale“')
    expect(text).toContain('Ton der Antwort: wie ein Pirat.')
  })
})

describe('the simulated model as an answerer', () => {
  it.each([
    ['human', 'de'],
    ['sigma', 'de'],
    ['syntex_system', 'de'],
    ['true_raw', 'de'],
    ['human_en', 'en'],
    ['plain_en', 'en'],
  ] as const)('keeps to the headings of %s, passes and fails', async (name, language) => {
    const all = (await results(name, language)).map(({ result }) => result)
    const ok = all.filter((result) => result.class === 'ok')
    const passed = ok.filter((result) => result.score!.total >= 90)
    expect(passed.length / all.length).toBeGreaterThan(0.2)
    expect(passed.length / all.length).toBeLessThan(0.8)
    for (const { score, fields } of passed) {
      expect(Object.values(score!.fields!).every(({ state }) => state === 'ok')).toBe(true)
      for (const text of Object.values(fields)) expect(languageOf(text)).toBe(language)
    }
    const states = new Set(ok.flatMap(({ score }) => Object.values(score!.fields!).map(({ state }) => state)))
    expect([...states].sort()).toEqual(['empty', 'missing', 'ok', 'short'])
    const classes = new Set(all.map((result) => result.class))
    for (const kind of ['ok', 'refused', 'truncated'] as const) expect(classes).toContain(kind)
    expect(all.some((result) => result.repaired)).toBe(true)
  })

  it('prefers some styles to others, the same ones in every run', async () => {
    const rate = async () => {
      const all = (await Promise.all(['human', 'sigma'].map((name) => results(name, 'de')))).flat()
      return STYLES.map((style) => {
        const mine = all.filter((each) => each.style === style)
        return mine.filter(({ result }) => (result.score?.total ?? 0) >= 90).length / mine.length
      })
    }
    const rates = await rate()
    expect(Math.max(...rates) - Math.min(...rates)).toBeGreaterThan(0.25)
    expect(await rate()).toEqual(rates)
  })

  it('reads headings from any request, as a list or as Markdown', async () => {
    const content = 'Beantworte die Frage nach dem Wetter.\n\n## Regen\nWie viel?\n\n## Sonne\nWie lange?\n'
    const texts = await Promise.all(
      Array.from({ length: 20 }, (_, seed) => chat([{ role: 'user', content }], seed)),
    )
    const both = texts.filter(({ text }) => /regen/i.test(text) && /sonne/i.test(text))
    expect(both.length).toBeGreaterThan(5)
  })

  it('mends a malformed answer where it is told to', async () => {
    const { wrapper, format } = templateOf('human')
    const asked = wrap(wrapper, format, await write('Jazz', 'casual'))
    const bad = 'Nur Prosa.'
    const messages = buildRepairMessages(format, asked, bad, parseFields(format, bad))
    const found = await Promise.all(
      Array.from({ length: 20 }, async (_, seed) => parseFields(format, (await chat(messages, seed)).text)),
    )
    expect(found.filter(({ order }) => order.length >= 4).length).toBeGreaterThan(12)
  })

  it('says something where nothing in particular is asked', async () => {
    const { text } = await chat([{ role: 'user', content: 'What is the weather like, and why is it so?' }])
    expect(languageOf(text)).toBe('en')
  })
})

describe('the simulated model as a back end', () => {
  const messages: TextMessage[] = wrap(
    templateOf('human').wrapper,
    templateOf('human').format,
    'Warum „Jazz“?',
  )

  it('gives the same bytes for the same messages and seed, and others for another seed', async () => {
    expect(await chat(messages, 5)).toEqual(await chat(messages, 5))
    const texts = new Set(
      await Promise.all([1, 2, 3, 4].map(async (seed) => (await chat(messages, seed)).text)),
    )
    expect(texts.size).toBe(4)
  })

  it('is another world with another world seed', async () => {
    const other = createSimulated({ world: 99 })
    const differ = await Promise.all(
      [1, 2, 3].map(
        async (seed) =>
          (await other.chat(messages, { model: 'x', seed })).text !== (await chat(messages, seed)).text,
      ),
    )
    expect(differ).toContain(true)
  })

  it('counts tokens and keeps to the limit', async () => {
    const { usage, model: name } = await chat(messages)
    expect(name).toBe('simulated')
    expect(usage!.prompt_tokens).toBeGreaterThan(100)
    const short = await model.chat(messages, { model: 'x', seed: 3, maxTokens: 20 })
    expect(short).toMatchObject({ finishReason: 'length', usage: { completion_tokens: 20 } })
  })

  it('streams what it answers, and stops where it is told to', async () => {
    let streamed = ''
    const { text } = await model.chat(messages, {
      model: 'x',
      seed: 1,
      onText: (piece) => (streamed += piece),
    })
    expect(streamed).toBe(text)
    const signal = AbortSignal.abort()
    await expect(model.chat(messages, { model: 'x', signal })).rejects.toMatchObject({ class: 'cancelled' })
  })
})
