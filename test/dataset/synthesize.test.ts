import { describe, expect, it } from 'vitest'
import { synthesize } from '../../src/dataset/synthesize.js'
import type { Pattern, PatternKind } from '../../src/record/pattern.js'

function pattern(kind: PatternKind, content: Record<string, unknown>, more: Partial<Pattern> = {}): Pattern {
  return {
    id: 'p_1',
    kind,
    content,
    confidence: 0.9,
    sources: ['t_1'],
    evidence: [],
    language: 'en',
    ...more,
  }
}

/** kind, content, whole sentence, instruction and output expected ('' where there must be no example) */
const CASES: [PatternKind, 'en' | 'de', Record<string, unknown>, string | undefined, string, string?][] = [
  ['qa_pair', 'en', { question: 'Why?', answer: 'Because.' }, undefined, 'Why?', 'Because.'],
  [
    'definition',
    'en',
    { term: 'heap', definition: 'a tree' },
    'A heap is a tree.',
    'What is a heap?',
    'A heap is a tree.',
  ],
  [
    'definition',
    'en',
    { term: 'embeddings', definition: 'vectors' },
    'In short, embeddings are vectors.',
    'What are embeddings?',
  ],
  ['definition', 'en', { term: 'Docker', definition: 'a tool' }, 'Docker is a tool.', 'What is Docker?'],
  [
    'definition',
    'en',
    { term: 'drift', definition: 'slow change' },
    'By drift we mean slow change.',
    'What does "drift" mean?',
  ],
  ['definition', 'en', { term: 'It', definition: 'a tool' }, 'It is a tool.', ''],
  [
    'definition',
    'de',
    { term: 'Index', definition: 'ein Verzeichnis' },
    'Ein Index ist ein Verzeichnis.',
    'Was ist ein Index?',
  ],
  [
    'definition',
    'de',
    { term: 'Vektoren', definition: 'Listen' },
    'Vektoren sind Listen.',
    'Was sind Vektoren?',
  ],
  [
    'causal',
    'en',
    { cause: 'a full cache', effect: 'The build failure' },
    'A full cache causes the build failure.',
    'What causes the build failure?',
  ],
  [
    'causal',
    'en',
    { cause: 'the cache was full', effect: 'the build failed' },
    'The build failed because the cache was full.',
    'Why is it that the build failed?',
  ],
  ['causal', 'en', { cause: 'Rust', effect: 'it' }, 'Rust leads to it.', 'What does Rust lead to?'],
  [
    'causal',
    'en',
    { cause: 'stop the floods', effect: 'They built a dam in 1950', relation: 'purpose' },
    'A dam was built in 1950 to stop the floods.',
    '',
  ],
  [
    'causal',
    'en',
    { cause: 'stop the floods', effect: 'The city built a dam', relation: 'purpose' },
    'The city built a dam to stop the floods.',
    'To what end: the city built a dam?',
  ],
  [
    'causal',
    'en',
    { cause: 'Shade', effect: 'reduces the growth of algae', relation: 'change' },
    'Shade reduces the growth of algae.',
    'What is the effect of Shade?',
  ],
  [
    'causal',
    'de',
    { cause: 'das Dorf zu schützen', effect: 'Die Stadt baut einen Damm', relation: 'purpose' },
    'Die Stadt baut einen Damm, um das Dorf zu schützen.',
    'Wozu dient das: Die Stadt baut einen Damm?',
  ],
  ['causal', 'en', { cause: 'this', effect: 'that' }, 'This leads to that.', ''],
  [
    'causal',
    'de',
    { cause: 'der Speicher voll war', effect: 'Der Lauf brach ab' },
    'Der Lauf brach ab, weil der Speicher voll war.',
    'Was ist der Grund dafür: Der Lauf brach ab?',
  ],
  [
    'procedure',
    'en',
    { task: 'How to brew tea', steps: ['Boil water.', 'Pour.'] },
    undefined,
    'How do I brew tea?',
    '1. Boil water.\n2. Pour.',
  ],
  [
    'procedure',
    'en',
    { task: 'How do I brew tea?', steps: ['Boil water.'] },
    undefined,
    'How do I brew tea?',
  ],
  [
    'comparison',
    'en',
    { items: ['TCP', 'UDP'], aspects: ['speed'], comparison: 'UDP is faster.' },
    'UDP is faster than TCP.',
    'How do TCP and UDP compare with regard to speed?',
    'UDP is faster than TCP.',
  ],
  ['comparison', 'en', { items: ['TCP'], comparison: 'TCP is safe.' }, undefined, ''],
  [
    'decision',
    'en',
    { context: 'Which database?', decision: 'We take PostgreSQL.', reasoning: 'It has extensions.' },
    undefined,
    'Which database?',
    'We take PostgreSQL. It has extensions.',
  ],
  [
    'code',
    'en',
    { language: 'python', code: 'print(1)', purpose: 'print a number' },
    undefined,
    'Write python code for this: print a number.',
    '```python\nprint(1)\n```',
  ],
  [
    'correction',
    'en',
    { wrong: 'Pi is 3.', right: 'Pi is about 3.14159.' },
    undefined,
    'Is this right? Pi is 3.',
    'Pi is about 3.14159.',
  ],
  [
    'reasoning_chain',
    'en',
    { premise: 'How much is 2 + 2 + 2?', steps: ['2 + 2 = 4.', '4 + 2 = 6.'], conclusion: 'It is 6.' },
    undefined,
    'How much is 2 + 2 + 2?',
    '2 + 2 = 4.\n4 + 2 = 6.\nIt is 6.',
  ],
]

it.each(CASES)('%s (%s) %j', (kind, language, content, statement, instruction, output) => {
  const example = synthesize(pattern(kind, content, { language, ...(statement && { statement }) }))
  if (instruction === '') return expect(example).toBe('fragment')
  if (typeof example === 'string') throw new Error(example)
  expect(example.instruction).toBe(instruction)
  if (output) expect(example.output).toBe(output)
})

describe('options', () => {
  const sure = pattern(
    'decision',
    { context: 'Which?', decision: 'This one.', reasoning: 'It is cheap.' },
    { entities: ['A', 'B'], topics: ['x'], system: 'Be brief.' },
  )
  const made = (options: Parameters<typeof synthesize>[1]) => {
    const example = synthesize(sure, options)
    if (typeof example === 'string') throw new Error(example)
    return example
  }

  it('puts entities and topics into the input, or not', () => {
    expect(made({}).input).toBe('Entities: A, B\nTopics: x\n')
    expect(made({ context: false }).input).toBe('')
  })

  it('leaves the reasons out', () => {
    expect(made({ reasoning: false }).output).toBe('This one.')
  })

  it('uses the system text of the conversation only on demand', () => {
    expect(made({}).system).toBe('You are a helpful assistant.')
    expect(made({ keepSystem: true }).system).toBe('Be brief.')
    expect(made({ system: 'X' }).system).toBe('X')
    expect(made({ system: '' }).system).toBeUndefined()
  })

  it('refuses what is unsure, torn, or in a language without templates', () => {
    expect(synthesize({ ...sure, confidence: 0.3 })).toBe('low confidence')
    expect(synthesize({ ...sure, language: 'fr' })).toBe('language')
    expect(synthesize(pattern('qa_pair', { question: 'Why?', answer: 'and then it stopped.' }))).toBe(
      'fragment',
    )
    expect(synthesize(pattern('qa_pair', { question: 'Why?', answer: 'iPhones do that.' }))).not.toBe(
      'fragment',
    )
    expect(
      synthesize(pattern('qa_pair', { question: 'Pourquoi?', answer: 'Parce que.' }, { language: 'fr' })),
    ).toMatchObject({ instruction: 'Pourquoi?' })
  })

  it('gives the same id to the same example, and another to another', () => {
    expect(made({}).id).toBe(made({ system: 'X' }).id)
    expect(made({}).id).not.toBe(made({ context: false }).id)
  })
})
