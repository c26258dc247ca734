import { describe, expect, it } from 'vitest'
import { loadOutcomeRules } from '../../../src/config/outcome.js'
import { NextReader } from '../../../src/conversation/outcome/next.js'

const reader = new NextReader(loadOutcomeRules())
const QUESTION = 'Write a function that sums the even numbers of a list.'
const ANSWER =
  'def even_sum(xs):\n    return sum(x for x in xs if x % 2 == 0)\n\nThe generator keeps memory low.'
const kindOf = (next: string, user = QUESTION, assistant = ANSWER) =>
  reader.evidence(next, user, assistant)?.kind

/** The person's next message, by what it says of the answer. */
const SAID: Record<string, string[]> = {
  accept: [
    'thanks!',
    'Perfect, that works now.',
    'Thank you so much, exactly what I needed.',
    "That's it, looks good to me. Commit it.",
    'Super, danke dir!',
    'Passt so, genau das wollte ich.',
    'Klappt jetzt, vielen Dank.',
    'Not bad at all, I love it!',
  ],
  reject: [
    "That's wrong.",
    "Doesn't work.",
    'Still fails.',
    'Das stimmt nicht.',
    'Funktioniert immer noch nicht.',
    'Stop.',
  ],
  correct: [
    'No, I meant the odd numbers, not the even ones.',
    'Thanks, but you forgot that the list may be empty.',
    "That's not what I asked. The list holds strings.",
    'Nein, ich meinte die ungeraden Zahlen.',
    'Danke, aber es fehlt noch die Prüfung auf eine leere Liste.',
    'Not great. Use a loop instead of a generator.',
  ],
  rephrase: ['Write me a function that sums even numbers of the list please.'],
  clarify: ['Why does the generator keep memory low?', 'What does the generator do here?'],
  continue: ['continue', 'go on', 'weiter', 'mach weiter'],
  'new topic': ['Name three rivers in Spain.', 'Wie spät ist es in Tokio gerade?'],
}

describe.each(Object.entries(SAID))('%s', (kind, messages) => {
  it.each(messages)('%s', (message) => {
    expect(kindOf(message)).toBe(kind)
  })
})

describe('what only looks like it', () => {
  it.each([
    ['praise that is asked for', 'Is Postgres any good?', 'clarify', 'Postgres or MySQL will do.'],
    ['no problem', 'no problem, nothing is broken', 'reject', undefined],
    ['words in a paste', 'Next file:\n```\nerror: wrong, failed, broken\n```', 'new topic', undefined],
    ['quoted words', '> that is wrong\nName three rivers in Spain.', 'new topic', undefined],
    ['yes to a question of the model', 'yes', 'new topic', 'Shall I also sort it?'],
  ])('%s', (_, message, kind, answer) => {
    if (kind === 'reject') expect(kindOf(message, QUESTION, answer)).not.toBe(kind)
    else expect(kindOf(message, QUESTION, answer)).toBe(kind)
  })

  it('the same task for another number is asked anew, not again', () => {
    expect(
      kindOf(
        'Translate paragraph 2 of the contract into French',
        'Translate paragraph of the contract into French',
        'Bonjour.',
      ),
    ).toBe('new topic')
  })
})

it('takes time in line with the length of the message', () => {
  expect(kindOf(`perfect ${'no not '.repeat(100_000)}thanks`)).not.toBe('accept')
})
