import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { correction } from '../../../src/patterns/miners/correction.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

const SYDNEY = ['What is the capital?', 'Australia is large. The capital of Australia is Sydney.']
const CASES: [name: string, turn: Turn, content: Record<string, string>][] = [
  [
    'A, not B, as a reply',
    { user: "No, it's Canberra, not Sydney.", assistant: 'Thanks.', context: SYDNEY },
    { wrong: 'Sydney', right: 'Canberra' },
  ],
  [
    'the wrong statement is found in the context, the reason kept apart',
    {
      user: "That's wrong. The capital of Australia is Canberra because it was a compromise.",
      assistant: 'ok',
      context: SYDNEY,
    },
    {
      wrong: 'The capital of Australia is Sydney.',
      right: 'The capital of Australia is Canberra',
      why: 'it was a compromise',
    },
  ],
  [
    'the assistant takes it back',
    {
      user: 'Are you sure?',
      assistant: 'I apologize for the mistake. The capital of Australia is Canberra.',
      context: SYDNEY,
    },
    { wrong: 'The capital of Australia is Sydney.', right: 'The capital of Australia is Canberra.' },
  ],
  [
    'the assistant corrects the user',
    {
      user: 'I read that bats are blind animals. What do they eat?',
      assistant: 'Actually, bats are animals that see quite well. They eat insects.',
    },
    { wrong: 'I read that bats are blind animals.', right: 'bats are animals that see quite well.' },
  ],
  [
    'a misconception',
    {
      user: 'x',
      assistant: 'It is a common misconception that bats are blind. In fact, they see quite well.',
    },
    { wrong: 'bats are blind', right: 'they see quite well.' },
  ],
  [
    'labels',
    { user: 'x', assistant: '- Incorrect: He go to school.\n- Correct: He goes to school.' },
    { wrong: 'He go to school.', right: 'He goes to school.' },
  ],
  [
    'what was meant',
    { user: 'I meant the 3rd of May, not the 3rd of March.', assistant: 'ok' },
    { wrong: 'the 3rd of March', right: 'the 3rd of May' },
  ],
  [
    'right after the rejection; the answer says no more',
    {
      user: "That is incorrect, you can't cook an egg on Pluto with sunlight.",
      assistant: 'I apologize for the mistake. Pluto is too far from the sun to cook an egg.',
      context: ['q', 'It is hard to cook an egg on the moon. You can cook an egg on Pluto with sunlight.'],
    },
    {
      wrong: 'You can cook an egg on Pluto with sunlight.',
      right: "you can't cook an egg on Pluto with sunlight.",
    },
  ],
  [
    'German: nicht, sondern',
    {
      user: 'Nein, die Hauptstadt ist nicht Sydney, sondern Canberra.',
      assistant: 'ok',
      context: ['q', 'Die Hauptstadt von Australien ist Sydney.'],
    },
    { wrong: 'Sydney', right: 'Canberra' },
  ],
  [
    'German: falsch',
    {
      user: 'Das ist falsch. Die Hauptstadt von Australien ist Canberra.',
      assistant: 'ok',
      context: ['q', 'Die Hauptstadt von Australien ist Sydney.'],
    },
    {
      wrong: 'Die Hauptstadt von Australien ist Sydney.',
      right: 'Die Hauptstadt von Australien ist Canberra.',
    },
  ],
]

const NONE: [name: string, turn: Turn][] = [
  ['a contrast that answers nothing', { user: 'x', assistant: 'It is about quality, not quantity.' }],
  ['advice', { user: 'x', assistant: 'The cable should be connected to the card, not the board.' }],
  [
    'an apology for something else',
    { user: 'Write a poem', assistant: 'I am sorry, I cannot do that.', context: SYDNEY },
  ],
  ['a plain no', { user: 'No, thanks.', assistant: 'Fine.', context: SYDNEY }],
  ['another topic', { user: 'That is wrong. My cat likes warm milk.', assistant: 'ok', context: SYDNEY }],
  [
    'a word for error that blames nobody',
    {
      user: 'Is the variance the sum of squares error?',
      assistant:
        "You're right, they look alike. The variance is the mean of the squared deviations, not their sum.",
      context: ['q', 'The variance is the sum of all deviations from the mean.'],
    },
  ],
  ['a question', { user: 'Is that not wrong?', assistant: 'ok', context: SYDNEY }],
]

const mined = (turn: Turn) => correction(prepare(turn)).filter(({ certainty }) => certainty >= 0.5)

describe('correction', () => {
  it.each(CASES)('%s', (_name, turn, content) => {
    const found = mined(turn)
    expect(found.map((one) => one.content)).toEqual([content])
    for (const one of found) expectExactSpans(turn, one)
  })

  it.each(NONE)('nothing: %s', (_name, turn) => {
    expect(mined(turn)).toEqual([])
  })
})
