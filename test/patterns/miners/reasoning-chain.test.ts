import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { reasoningChain } from '../../../src/patterns/miners/reasoning-chain.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

interface Case {
  name: string
  turn: Turn
  premise: string
  steps: string[]
  conclusion: string
}

const CASES: Case[] = [
  {
    name: 'a calculation, line by line, for the problem asked',
    turn: {
      user: 'Weng earns $12 an hour. She did 50 minutes of babysitting. How much did she earn?',
      assistant:
        'Weng earns 12/60 = $0.2 per minute.\nFor 50 minutes that is 0.2 x 50 = $10\nWith a tip of 2 it is 10 + 2 = $12',
    },
    premise: 'Weng earns $12 an hour. She did 50 minutes of babysitting. How much did she earn?',
    steps: ['Weng earns 12/60 = $0.2 per minute.', 'For 50 minutes that is 0.2 x 50 = $10'],
    conclusion: 'With a tip of 2 it is 10 + 2 = $12',
  },
  {
    name: 'a calculation in words, and the sentence that ends it',
    turn: {
      user: 'I have 12 eggs. I drop 2 and eat 5. How many are left?',
      assistant:
        'Twelve eggs - two dropped eggs = ten eggs\nTen eggs - five eaten eggs = five eggs\n\nTherefore, there are 5 eggs left.',
    },
    premise: 'I have 12 eggs. I drop 2 and eat 5. How many are left?',
    steps: ['Twelve eggs - two dropped eggs = ten eggs', 'Ten eggs - five eaten eggs = five eggs'],
    conclusion: 'Therefore, there are 5 eggs left.',
  },
  {
    name: 'a result that is worked out further on the next line',
    turn: {
      user: 'What is the variance of 1, 2 and 3?',
      assistant: 'The mean is (1 + 2 + 3) / 3 = 2.\nThe squares sum up to 1 + 0 + 1 = 2\n= 2 / 2\n= 1',
    },
    premise: 'What is the variance of 1, 2 and 3?',
    steps: ['The mean is (1 + 2 + 3) / 3 = 2.', 'The squares sum up to 1 + 0 + 1 = 2', '= 2 / 2'],
    conclusion: '= 1',
  },
  {
    name: 'an argument to a conclusion',
    turn: {
      user: 'Do fish drown?',
      assistant:
        'Fish take oxygen from the water with their gills. If the water holds no oxygen, the gills find none. Therefore, a fish can suffocate under water.',
    },
    premise: 'Fish take oxygen from the water with their gills.',
    steps: ['If the water holds no oxygen, the gills find none.'],
    conclusion: 'Therefore, a fish can suffocate under water.',
  },
  {
    name: 'an opinion and its reasons',
    turn: {
      user: '',
      assistant:
        'Cities should build more cycle lanes. Cars stand in jams because the roads are full. For example, Paris built lanes and the jams became shorter.',
    },
    premise: 'Cars stand in jams because the roads are full.',
    steps: ['For example, Paris built lanes and the jams became shorter.'],
    conclusion: 'Cities should build more cycle lanes.',
  },
  {
    name: 'one argument of several, after what leads to it',
    turn: {
      user: '',
      assistant:
        'Many people live in towns. First of all, trees cool the streets in summer. A street with trees is five degrees colder. Cooler streets need fewer machines that cool the air.',
    },
    premise: 'A street with trees is five degrees colder.',
    steps: ['Cooler streets need fewer machines that cool the air.'],
    conclusion: 'First of all, trees cool the streets in summer.',
  },
  {
    name: 'German',
    turn: {
      user: 'Kann ein Fisch ertrinken?',
      assistant:
        'Fische nehmen Sauerstoff mit den Kiemen auf. Wenn das Wasser keinen Sauerstoff enthält, finden die Kiemen keinen. Daher kann ein Fisch unter Wasser ersticken.',
    },
    premise: 'Fische nehmen Sauerstoff mit den Kiemen auf.',
    steps: ['Wenn das Wasser keinen Sauerstoff enthält, finden die Kiemen keinen.'],
    conclusion: 'Daher kann ein Fisch unter Wasser ersticken.',
  },
]

const NONE: [name: string, assistant: string][] = [
  ['cause and effect alone', 'The roads are full. Therefore the cars stand in jams.'],
  [
    'facts side by side',
    'Oslo is the capital of Norway. It has 700,000 inhabitants. The mayor is elected every four years.',
  ],
  ['a summary', 'We saw two methods. The first is fast because it is simple. In conclusion, both work.'],
  ['code', 'var speed = 5\nvar gravity = 9 + speed\nif speed:\n    speed = speed - 1\nreturn speed'],
  ['steps of a recipe', 'Boil the water. Add the pasta because it needs time. So stir it well.'],
  [
    'definitions in symbols',
    'The sum is $S = \\sum_{i=1}^N x_i$.\nThe mean is $M = S / N$.\nThe variance is $V = \\sum_{i=1}^N (x_i - M)^2 / N$.',
  ],
  [
    'a program without a fence',
    'h = 0.0001 # step size\nreturn (f(b) - f(a)) / (b - a)\nx = float(input("x: "))\nf = lambda x: x ** 2 + 1',
  ],
  ['data', `M1"=04_/CT+SHY1=1${'x/7Y=3+1'.repeat(20)}\nM=71S<G%P;+3=4\n2 + 2 = 4`],
  ['one formula', 'The area of a circle is A = pi * r^2. It grows with the square of the radius.'],
  ['so as an adverb', 'The film was so long. He fell asleep. She was so tired that she left.'],
  ['German facts', 'Oslo ist die Hauptstadt. Die Stadt liegt am Fjord. Dort wohnen viele Menschen.'],
]

describe('reasoning_chain', () => {
  it.each(CASES)('$name', ({ turn, premise, steps, conclusion }) => {
    const found = reasoningChain(prepare(turn))
    expect(found.map(({ content }) => content)).toEqual([{ premise, steps, conclusion }])
    expectExactSpans(turn, found[0]!)
  })

  it.each(NONE)('none in %s', (_, assistant) => {
    expect(reasoningChain(prepare({ user: 'Tell me.', assistant }))).toEqual([])
  })

  it.each([
    ['conclusions', 'So it is. '.repeat(50_000)],
    ['calculations', '1 + 1 = 2\n'.repeat(50_000)],
    ['equal signs', '= '.repeat(200_000)],
    ['operators', '1 + '.repeat(200_000)],
    ['one sentence', `Therefore ${'because '.repeat(100_000)}`],
  ])('hostile: %s', (_, assistant) => {
    expect(Array.isArray(reasoningChain(prepare({ user: 'Why?', assistant })))).toBe(true)
  })
})
