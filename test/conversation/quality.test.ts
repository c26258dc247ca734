import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadLexicons } from '../../src/config/lexicon.js'
import { loadQuality } from '../../src/config/quality.js'
import { breaksOwnFormat } from '../../src/conversation/quality/fences.js'
import { type Exchange, scorer } from '../../src/conversation/score.js'
import { MIN_QUALITY } from '../../src/conversation/threshold.js'

const score = scorer({ lexicons: loadLexicons(), quality: loadQuality() })
const of = (user: string, assistant: string) => score({ user, assistant })
const reasons = (scored: { why: { indicator: string }[] }) =>
  scored.why.map(({ indicator }) => indicator).filter((indicator) => indicator.startsWith('quality: '))

const QUESTION = 'How does a heat pump warm a house in winter?'
const ANSWER =
  'A heat pump takes heat from the air or the ground outside and lifts it to a higher temperature with a compressor. The warm water then runs through the radiators of the house. In winter it needs more power, because the air outside is colder.'
const BACKWARDS = ANSWER.split(' ').reverse().join(' ')

describe('an answer to learn from', () => {
  const kept: Record<string, [string, string][]> = parse(
    readFileSync(join(import.meta.dirname, '..', 'eval', 'quality', 'kept.yaml'), 'utf8'),
  )
  it.each(Object.entries(kept))('%s are kept', (_, pairs) => {
    const lost = pairs.filter(([user, assistant]) => (of(user, assistant).quality ?? 0) < MIN_QUALITY)
    expect(lost.length, JSON.stringify(lost)).toBeLessThanOrEqual(0.05 * pairs.length)
  })

  it('has a number wherever there is an answer, and only there', () => {
    expect(of(QUESTION, ANSWER).quality).toBeGreaterThan(0.5)
    expect(of('', 'Hello').quality).toBeTypeOf('number')
    expect(of(QUESTION, '')).not.toHaveProperty('quality')
  })

  it('a fuller one comes before a shorter one, and both are kept', () => {
    const short = of(QUESTION, 'It takes heat from the air outside.')
    expect(short.signal).toBe(true)
    expect(of(QUESTION, ANSWER).quality).toBeGreaterThan(short.quality ?? 1)
  })

  it('a follow-up may take its subject from what was said before', () => {
    const context = [QUESTION, ANSWER]
    const turn = { user: 'And in summer?', assistant: 'Then the compressor turns the radiators cold.' }
    expect(score({ ...turn, context }).quality).toBeGreaterThan(score(turn).quality ?? 1)
  })
})

describe('an answer that is none', () => {
  it.each<[reason: string, answer: string]>([
    ['declines', 'I am afraid I cannot assist with this request, because it is against my guidelines.'],
    ['declines', 'Tut mir leid, dabei kann ich leider nicht helfen.'],
    ['deals with answering', 'One moment, I will check and let you know later.'],
    ['deals with answering', 'Gute Frage, das prüfe ich und melde mich morgen mit einer Antwort.'],
    ['placeholder', 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.'],
    ['repetition', `${ANSWER} `.repeat(8)],
    ['order of words', BACKWARDS],
    ['unfinished', ANSWER.slice(0, ANSWER.length / 2)],
    ['failure', 'Error: request failed, the server is temporarily unavailable. Retry later.'],
    ['echo', QUESTION],
    ['other language', 'Sie holt die Wärme aus der Luft und bringt sie mit einem Verdichter in die Räume.'],
    ['breaks its own format', 'The values:\n\n```json\n{"air": 3.1, "ground": [4.2, 4.4}\n```'],
    ['list out of order', `${QUESTION} 3. Radiator 1. 2. Compressor Air 5. 4. Valve`],
  ])('%s', (reason, answer) => {
    const scored = of(QUESTION, answer)
    expect(reasons(scored)).toContain(`quality: ${reason}`)
    if (reason !== 'unfinished') expect(scored).toMatchObject({ signal: false })
    expect(scored.quality).toBeLessThan(of(QUESTION, ANSWER).quality ?? 0)
  })

  it('is worse where it answers something else', () => {
    const other = of('Who painted the ceiling of the Sistine Chapel in Rome?', ANSWER)
    expect(other.quality).toBeLessThan(of(QUESTION, ANSWER).quality ?? 0)
  })
})

it('another language is no fault where it was asked for, or where the question is in neither', () => {
  const german = 'Sie holt die Wärme aus der Luft und bringt sie mit einem Verdichter in die Räume.'
  expect(reasons(of('How do you say in German how a heat pump works?', german))).not.toContain(
    'quality: other language',
  )
  expect(reasons(of('Heat pump?', german))).not.toContain('quality: other language')
})

describe('how the answer ended', () => {
  const turn = (stop: 'ok' | 'length' | undefined, from?: 'runtime'): Exchange => ({
    user: QUESTION,
    assistant: ANSWER,
    steps: [{ text: ANSWER, ...(stop && { stop }) }, ...(from ? [{ from, text: 'done' }] : [])],
  })
  it('decides, whatever it says', () => {
    expect(score(turn(undefined)).signal).toBe(true)
    expect(score(turn('ok')).signal).toBe(true)
    expect(score(turn('length')).signal).toBe(false)
    expect(reasons(score(turn('length')))).toContain('quality: ended with length')
    expect(score(turn('length', 'runtime')).signal).toBe(false)
  })
})

it('holds the least quality it is given', () => {
  const turn = { user: QUESTION, assistant: ANSWER }
  const strict = scorer({ lexicons: loadLexicons(), quality: loadQuality(), minQuality: 0.999 })
  expect(strict(turn)).toMatchObject({ signal: false, quality: score(turn).quality })
  const lenient = scorer({ lexicons: loadLexicons(), quality: loadQuality(), minQuality: 0 })
  expect(lenient({ user: QUESTION, assistant: BACKWARDS }).signal).toBe(true)
})

it.each<[breaks: boolean, fence: string]>([
  [false, '```json\n{"a": 1, // one\n "b": [2,],}\n```'],
  [false, '```json\n{"a": 1}\n{"a": 2}\n```'],
  [false, '```json\n{"a": ...}\n```'],
  [true, '```json\n{"a": 1\n```'],
  [false, '```yaml\na: 1\n---\nb: [2]\n```'],
  [true, '```yaml\na: [1, 2\nb: 3\n```'],
  [false, '```js\nconst re = /[(]/g; f(")") // (\n```'],
  [true, '```js\nf((x) => { return x )\n```'],
  [false, '```\n{"a": 1\n```'],
  [false, '```python\nprint("(")\n```'],
])('breaks its own format: %s %j', (breaks, fence) => {
  expect(breaksOwnFormat(`Here:\n\n${fence}\n`)).toBe(breaks)
})

it('takes bounded time on strange texts', () => {
  const strange = [
    '```json\n'.repeat(1e5),
    '('.repeat(1e6),
    '1. '.repeat(3e5),
    '- - '.repeat(3e5),
    '"\\'.repeat(5e5),
  ]
  for (const text of [
    ...strange,
    `\`\`\`js\n${'/'.repeat(15_000)}\n\`\`\``,
    `\`\`\`js\n${'"'.repeat(15_001)}\n\`\`\``,
  ])
    expect(of(text, text).quality).toBeGreaterThanOrEqual(0)
})
