import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { decision } from '../../../src/patterns/miners/decision.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

interface Case {
  name: string
  turn: Turn
  content: Record<string, string>
}

const CASES: Case[] = [
  {
    name: 'what, why, and the question before it',
    turn: {
      user: 'Which database should we take? We decided to use Postgres because it supports JSON.',
      assistant: 'A good choice.',
    },
    content: {
      context: 'Which database should we take?',
      decision: 'We decided to use Postgres',
      reasoning: 'because it supports JSON.',
    },
  },
  {
    name: 'the reason in the next sentence',
    turn: { user: "Let's go with the red one. It is cheaper and lighter.", assistant: 'Fine.' },
    content: { decision: "Let's go with the red one.", reasoning: 'It is cheaper and lighter.' },
  },
  {
    name: 'after a discussion of several turns',
    turn: {
      context: [
        'Should we use Postgres or MySQL?',
        'I would take Postgres because it has better support for JSON columns in Postgres.',
      ],
      user: "Okay, let's use Postgres then.",
      assistant: 'Great, I will set it up.',
    },
    content: {
      context: 'Should we use Postgres or MySQL?',
      decision: "Okay, let's use Postgres then.",
      reasoning: 'I would take Postgres because it has better support for JSON columns in Postgres.',
    },
  },
  {
    name: 'a proposal that is agreed to',
    turn: {
      user: 'We should drop the display, it is too expensive.\nYeah, I agree.',
      assistant: '',
    },
    content: { decision: 'We should drop the display, it is too expensive.' },
  },
  {
    name: 'told of others, with the reason',
    turn: {
      user: 'Why did France sell Louisiana?',
      assistant: 'Napoleon decided to sell Louisiana because he needed money for the war.',
    },
    content: {
      context: 'Why did France sell Louisiana?',
      decision: 'Napoleon decided to sell Louisiana',
      reasoning: 'because he needed money for the war.',
    },
  },
  {
    name: 'an advised choice, with the reason',
    turn: {
      user: 'Should I heat one room with gas or with electricity?',
      assistant: 'I would take gas because a boiler is cheaper to run.',
    },
    content: {
      context: 'Should I heat one room with gas or with electricity?',
      decision: 'I would take gas',
      reasoning: 'because a boiler is cheaper to run.',
    },
  },
  {
    name: 'German',
    turn: {
      user: 'Welche Datenbank nehmen wir? Wir haben uns für Postgres entschieden, weil es JSON kann.',
      assistant: 'Gut.',
    },
    content: {
      context: 'Welche Datenbank nehmen wir?',
      decision: 'Wir haben uns für Postgres entschieden',
      reasoning: 'weil es JSON kann.',
    },
  },
  {
    name: 'German, taken',
    turn: { user: 'Gut, dann nehmen wir den roten. Er ist billiger.', assistant: 'Ja.' },
    content: { decision: 'Gut, dann nehmen wir den roten.', reasoning: 'Er ist billiger.' },
  },
]

const NONE: [name: string, turn: Turn][] = [
  [
    'nothing decided yet',
    { user: "We haven't decided yet because we lack data.", assistant: 'Take your time.' },
  ],
  [
    'what somebody decided',
    { user: 'Last Friday one decided that he would cut me off because he was late.', assistant: 'Oh.' },
  ],
  ['a decision to come', { user: 'We have to decide by Monday.', assistant: 'OK.' }],
  [
    'a condition',
    { user: 'What then?', assistant: 'If you decide to leave, take the key because the door locks.' },
  ],
  ['a question', { user: "Let's use Postgres?", assistant: 'Maybe.' }],
  [
    'an explanation',
    {
      user: 'Explain it',
      assistant: "Let's use the formula. We will use x for the speed because it varies.",
    },
  ],
  ['told of others, no reason', { user: 'And then?', assistant: 'She decided to open the door.' }],
  [
    'advice that nobody asked for',
    { user: 'How does it work?', assistant: 'I would take gas because it is cheap.' },
  ],
  ['passive choice', { user: 'How?', assistant: 'The words are chosen at random because that is fair.' }],
  ['a proposal nobody agrees to', { user: 'We should drop the display.\nWhy should we?', assistant: '' }],
  ['a story', { user: 'Write a story', assistant: 'I decided to run because the wolf came.' }],
  ['German: open', { user: 'Wir müssen uns noch entscheiden.', assistant: 'Ja.' }],
  ['German: not decided', { user: 'Wir haben uns noch nicht entschieden.', assistant: 'Gut.' }],
]

describe('decision', () => {
  it.each(CASES)('$name', ({ turn, content }) => {
    const found = decision(prepare(turn))
    expect(found.map((one) => one.content)).toEqual([content])
    expect(found[0]!.certainty).toBeGreaterThanOrEqual(0.5)
    expectExactSpans(turn, found[0]!)
  })

  it.each(NONE)('none: %s', (_, turn) => {
    expect(decision(prepare(turn))).toEqual([])
  })

  it.each([
    ['decisions', 'We decided to go. '.repeat(30_000)],
    ['one sentence', `We ${'have '.repeat(100_000)}decided`],
    ['agreements', 'We should go.\nYes.\n'.repeat(20_000)],
    ['German', `Wir haben ${'uns '.repeat(100_000)}entschieden`],
  ])('hostile: %s', (_, user) => {
    expect(Array.isArray(decision(prepare({ user, assistant: user })))).toBe(true)
  })
})
