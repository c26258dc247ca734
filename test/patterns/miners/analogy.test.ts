import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { analogy } from '../../../src/patterns/miners/analogy.js'
import { expectExactSpans } from '../spans.js'

/** Text, what is explained, what it is likened to. */
const LIKENED: [text: string, target: string, source: string][] = [
  ['Think of a variable as a box that holds a value.', 'a variable', 'a box that holds a value'],
  ['A CPU is like the brain of the computer.', 'A CPU', 'the brain of the computer'],
  [
    'HTML, or Hypertext Markup Language, is like the foundation of a building.',
    'HTML',
    'the foundation of a building',
  ],
  ['2FA is like having two locks on a door.', '2FA', 'having two locks on a door'],
  [
    'Just as a chef follows a recipe, a computer follows a program.',
    'a computer follows a program',
    'a chef follows a recipe',
  ],
  ['Ein Prozessor ist wie das Gehirn des Computers.', 'Ein Prozessor', 'das Gehirn des Computers'],
  [
    'Stell dir den Speicher als einen Schrank mit vielen Schubladen vor.',
    'den Speicher',
    'einen Schrank mit vielen Schubladen',
  ],
]

const NOT_LIKENED = [
  'I like a good book.',
  'It looks like a bug.',
  'This is like the one above.',
  'Is a CPU like the brain of the computer?',
  'Works like the film "Groundhog Day" are fun.',
  'Think of me.',
  'Your eyes are like a secret place,',
  'Wie ist das Wetter?',
  'Er ist so groß wie ich.',
]

const mined = (assistant: string) =>
  analogy(prepare({ user: '', assistant })).filter(({ certainty }) => certainty >= 0.5)

describe('analogy', () => {
  it.each(LIKENED)('%s', (text, target, source) => {
    const found = mined(text)
    expect(found.map(({ content }) => content)).toEqual([{ target, source, analogy: text }])
    for (const one of found) expectExactSpans({ user: '', assistant: text }, one)
  })

  it.each(NOT_LIKENED)('nothing in: %s', (text) => {
    expect(mined(text)).toEqual([])
  })
})
