import { describe, expect, it } from 'vitest'
import { mine } from '../../src/patterns/mine.js'
import { Pattern } from '../../src/record/pattern.js'
import type { Turn } from '../../src/record/turn.js'
import fc from '../support/property.js'

const DEFINITION = 'Thompson Sampling is a heuristic for choosing actions that balances two goals.'
const turn = (assistant: string, more: Partial<Turn> = {}): Turn => ({ user: 'Explain.', assistant, ...more })
const kinds = ['definition'] as const

describe('mine', () => {
  it('gives records of the pattern schema', () => {
    const [pattern] = mine(turn(DEFINITION, { id: 't_1', conversation: 'c', importance: 0.9 }), { kinds })
    expect(Pattern.parse(pattern)).toMatchObject({
      schema: 'strom.pattern/1',
      kind: 'definition',
      content: { term: 'Thompson Sampling' },
      statement: DEFINITION,
      sources: ['t_1'],
      conversation: 'c',
      language: 'en',
      evidence: [
        { turn: 't_1', field: 'assistant', start: 0, end: 17 },
        { turn: 't_1', field: 'assistant', start: 21, end: 77 },
      ],
    })
  })

  it('scales confidence by importance and drops what is below the least', () => {
    const full = mine(turn(DEFINITION), { kinds })[0]?.confidence ?? 0
    expect(full).toBeGreaterThan(0.5)
    expect(mine(turn(DEFINITION, { importance: 0.8 }), { kinds })[0]?.confidence).toBeCloseTo(full * 0.8, 2)
    expect(mine(turn(DEFINITION, { importance: 0.3 }), { kinds })).toEqual([])
    expect(mine(turn(DEFINITION, { importance: 0.3 }), { kinds, minConfidence: 0.2 })).toHaveLength(1)
  })

  it('leaves out noise unless all is asked for', () => {
    expect(mine(turn(DEFINITION, { signal: false }), { kinds })).toEqual([])
    expect(mine(turn(DEFINITION, { signal: false }), { kinds, all: true })).toHaveLength(1)
  })

  it('mines only the kinds asked for', () => {
    const both = `${DEFINITION} The street is wet because it rained.`
    expect(mine(turn(both), { kinds: ['causal'] }).map(({ kind }) => kind)).toEqual(['causal'])
  })

  it('reports a pattern once, whatever its case and white space, under the same id everywhere', () => {
    const twice = mine(turn(`${DEFINITION}\n\n${DEFINITION.replace('for choosing', 'for  choosing')}`), {
      kinds,
    })
    expect(twice).toHaveLength(1)
    expect(twice[0]?.id).toBe(mine(turn(`So. ${DEFINITION}`, { id: 'other' }), { kinds })[0]?.id)
  })

  it.each<[string, Partial<Turn>]>([
    ['a picture', { user: 'What is on it?', media: ['image'] }],
    ['a file', { user: 'Why does this file not open?' }],
    ['a page', { user: 'Summarize https://example.com/a for me' }],
    ['a file that the export does not hold', { missing: ['file'] }],
    ['a document beside the answer', { missing: ['canvas'] }],
    ['calls of tools', { steps: [{ text: DEFINITION, calls: [{ id: '1', name: 'Bash', arguments: {} }] }] }],
    ['what nobody asked', { authors: { user: 'model' } }],
  ])('makes no Q&A of %s', (_, more) => {
    const given = { user: 'What is Thompson Sampling?', assistant: DEFINITION }
    expect(mine(given, { kinds: ['qa_pair'] })).toHaveLength(1)
    expect(mine({ ...given, ...more }, { kinds: ['qa_pair'] })).toEqual([])
  })

  it('finds other kinds only in what the assistant says for true', () => {
    expect(mine({ user: DEFINITION, assistant: 'I see.' }, { kinds })).toEqual([])
    for (const user of [
      'Write a short story about a scientist.',
      'Act as a pirate.',
      'Erzähle ein Märchen.',
      'Which?\nA) one\nB) two\nC) three',
    ])
      expect(mine(turn(DEFINITION, { user }), { kinds })).toEqual([])
    expect(mine(turn(`> ${DEFINITION}`), { kinds })).toEqual([])
    expect(mine(turn(`"${DEFINITION}"`), { kinds })).toEqual([])
  })

  it('tells of the answer what the turn tells', () => {
    const known = { quality: 0.7, model: 'm', outcome: { value: -0.5, evidence: [] } }
    expect(mine(turn(DEFINITION, known), { kinds })[0]).toMatchObject({
      quality: 0.7,
      model: 'm',
      outcome: -0.5,
    })
  })

  it('mines no text that a runtime put in', () => {
    expect(mine(turn(DEFINITION, { authors: { assistant: 'injected' } }), { kinds })).toEqual([])
  })

  const piece = fc.constantFrom(
    DEFINITION,
    'An asset (or **good**) is something of value that is owned, ',
    'This is called osmosis. ',
    'The pump broke, which led to a flood; therefore, the cellar is wet. ',
    'because of "heavy rain", and since it rained, ',
    'Python is slower than Java, while C is faster. ',
    'Due to ',
    'No, it is Canberra, not Sydney. ',
    "That's wrong. The capital of Australia is Canberra because of it. ",
    'Think of a queue as a line of people. ',
    'Unter Recht versteht man die Regeln einer Gesellschaft. ',
    'Der Motor ist heiß, weil die Pumpe defekt ist, deshalb ist A besser als B. ',
    '\n- **Term**: a thing that is used for tests\n',
    '\n\n# Is it\n> than ',
    '`code',
    '``',
    '*',
    ' (',
    ')',
    '“',
    '\ud800',
    '😀 ',
    '. ',
    ': ',
    ', ',
    ' than ',
    ' is a ',
    ' called ',
    '__proto__ is a property that every object has. ',
  )
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))

  it('cuts what it reports out of the turn, exactly', () => {
    const own = ['definition', 'causal', 'comparison', 'analogy', 'correction'] as const
    fc.assert(
      fc.property(text, text, text, (user, assistant, before) => {
        const record: Turn = { user, assistant, context: ['Hello', before] }
        const texts: Record<string, string> = { user, assistant, 'context.0': 'Hello', 'context.1': before }
        const ids = new Set<string>()
        for (const pattern of mine(record, { kinds: own })) {
          Pattern.parse(pattern)
          expect(ids.has(pattern.id)).toBe(false)
          ids.add(pattern.id)
          const cut = pattern.evidence.map(({ field, start, end }) => texts[field]?.slice(start, end))
          for (const value of Object.values(pattern.content).flat()) {
            expect(cut).toContain(value)
            expect(String(value).trim()).toBe(value)
            expect(value).not.toBe('')
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('hostile texts are mined in linear time', () => {
  const HOSTILE: [name: string, unit: string][] = [
    ['one long sentence', 'the thing is a thing which is called a thing because of the thing, '],
    ['many short sentences', 'It is so. '],
    ['definitions', 'A cat is an animal that purrs. '],
    ['brackets', '('],
    ['back-quotes', '` '],
    ['stars', '**'],
    ['commas', ', a '],
    ['than', 'better than '],
    ['because', 'because it is, '],
    ['lists', 'a, b and c, '],
    ['lines', 'x\n'],
    ['dashes', '--\n'],
    ['tables', '|-|\n'],
    ['quotes', '"no, not a but b '],
    ['white space', ' '],
    ['letters', 'a'],
    ['German', 'weil der Hund, der die Katze, '],
    ['questions', 'difference between a and b '],
  ]
  // Work that grows with the square of 300 kB takes minutes and runs into the test's time limit; linear work is done
  // in well under a second.
  it.each(HOSTILE)('%s', (_name, unit) => {
    const assistant = unit.repeat(Math.ceil(300_000 / unit.length))
    const own = ['definition', 'causal', 'comparison', 'analogy', 'correction'] as const
    const patterns = mine(
      { user: assistant.slice(0, 50_000), assistant, context: [assistant] },
      { kinds: own },
    )
    expect(new Set(patterns.map(({ id }) => id)).size).toBe(patterns.length)
  })
})
