import { describe, expect, it } from 'vitest'
import { History } from '../../../src/dataset/dialogue/history.js'
import { withoutApology } from '../../../src/dataset/dialogue/judgement.js'
import { Preferences } from '../../../src/dataset/dialogue/preferences.js'
import type { Outcome, Turn } from '../../../src/record/turn.js'

const turn = (index: number, assistant: string, more: Partial<Turn> = {}): Turn => ({
  conversation: 'c',
  index,
  user: `question ${index}`,
  assistant,
  ...more,
})
const became = (kind: string, value: number | null): { outcome: Outcome } => ({
  outcome: { value, evidence: [{ kind, value }] },
})
const WRONG = 'The sum of 17 and 25 is 41, since 7 and 5 make 11.'
const RIGHT = 'The sum of 17 and 25 is 42, since 7 and 5 make 12.'
const pairs = (turns: Turn[], minEvidence?: number) => {
  const preferences = new Preferences(new History('mask'), minEvidence)
  return turns.flatMap((each): unknown[] => {
    const found = preferences.pairs(each)
    return typeof found === 'string'
      ? [found]
      : found.map(({ prompt, chosen, rejected }) => [prompt.map(({ content }) => content), chosen, rejected])
  })
}
const rated = (each: Turn) => {
  const found = new Preferences(new History('mask')).rated(each)
  return typeof found === 'string' ? found : found.map(({ completion, label }) => [completion, label])
}

describe('an answer that was corrected, and the one that repaired it', () => {
  const first = turn(0, 'Hello.')
  const wrong = turn(1, WRONG, became('correct', -0.8))
  const right = turn(2, `You are right, I made a mistake. ${RIGHT}`, became('accept', 0.6))

  it('are a pair for the question as it was asked first', () => {
    expect(pairs([first, wrong, right])).toEqual([[['question 0', 'Hello.', 'question 1'], RIGHT, WRONG]])
  })

  it.each<[string, Turn[]]>([
    ['the repair was not taken up', [wrong, turn(2, RIGHT, became('reject', -0.8))]],
    ['nothing tells what became of it', [wrong, turn(2, RIGHT)]],
    ['the repair is noise', [wrong, { ...right, signal: false }]],
    ['the repair is only a part', [wrong, turn(2, 'It is 42.', became('accept', 0.6))]],
    ['the person only asked again', [turn(1, WRONG, became('rephrase', -0.8)), right]],
    ['the evidence is weak', [turn(1, WRONG, became('correct', -0.5)), right]],
    ['a turn is missing between them', [wrong, { ...right, index: 3 }]],
    ['they are of different conversations', [wrong, { ...right, conversation: 'd' }]],
    ['it called tools', [{ ...wrong, steps: [{ calls: [{ id: '1', name: 'x', arguments: {} }] }] }, right]],
  ])('are none where %s', (_, turns) => {
    expect(pairs(turns)).toEqual([])
  })

  it('may rest on weaker evidence', () => {
    expect(pairs([turn(1, WRONG, became('correct', -0.5)), right], 0.4)).toHaveLength(1)
  })
})

describe('a label for one answer', () => {
  it.each<[string, Partial<Turn>, unknown]>([
    ['a thumb', { feedback: 'down' }, [[WRONG, false]]],
    ['words that accept', became('accept', 0.7), [[WRONG, true]]],
    ['words that refuse', became('reject', -0.8), [[WRONG, false]]],
    ['tests that pass', became('test', 0.6), [[WRONG, true]]],
    ['weak evidence', became('accept', 0.5), []],
    ['what only suggests it', became('rephrase', -0.8), []],
    ['nothing', {}, []],
  ])('from %s', (_, more, expected) => {
    expect(rated(turn(0, WRONG, more))).toEqual(expected)
  })
})

it('small talk gives no preference', () => {
  const thanks = turn(0, "You're welcome!", {
    signal: false,
    alternatives: [{ assistant: 'Have a good one.' }],
  })
  expect(pairs([thanks])).toEqual(['noise'])
  expect(rated({ ...thanks, alternatives: [{ assistant: 'x', feedback: 'up' }] })).toBe('noise')
  const judged = turn(0, WRONG, { signal: false, feedback: 'down', alternatives: [{ assistant: RIGHT }] })
  expect(pairs([judged])).toHaveLength(1)
})

it.each([
  ["I'm sorry for the confusion. The sum is 42.", 'The sum is 42.'],
  ['You are absolutely right! Thank you for the correction. The sum is 42.', 'The sum is 42.'],
  ['Entschuldigung, das war falsch. Die Summe ist 42.', 'Die Summe ist 42.'],
  ['Du hast recht: Die Summe ist 42.', 'Die Summe ist 42.'],
  ['Sorry.', 'Sorry.'],
  ['Sorry states hide in many places.\nThe sum is 42.', 'Sorry states hide in many places.\nThe sum is 42.'],
  ['The sum is 42. Sorry for that.', 'The sum is 42. Sorry for that.'],
])('an apology at the beginning goes: %s', (text, rest) => {
  expect(withoutApology(text)).toBe(rest)
})
