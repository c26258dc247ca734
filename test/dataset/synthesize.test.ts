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
type Case = [PatternKind, 'en' | 'de', Record<string, unknown>, string | undefined, string, string?]
const CASES: Case[] = [
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
    'en',
    { term: 'lipolysis', definition: 'a process that breaks down fats' },
    'Butyric acid is a result of lipolysis, a process that breaks down fats.',
    'What does "lipolysis" mean?',
    'Lipolysis is a process that breaks down fats.',
  ],
  [
    'definition',
    'en',
    { term: 'Mary Shelley', definition: 'the author of Frankenstein' },
    'He met Mary Shelley, the author of Frankenstein, in Geneva.',
    'Who is Mary Shelley?',
    'Mary Shelley is the author of Frankenstein.',
  ],
  [
    'definition',
    'en',
    { term: 'decorator', definition: 'a wrapper around a function' },
    'The sign marks a decorator, which is a wrapper around a function.',
    'What is a decorator?',
    'A decorator is a wrapper around a function.',
  ],
  [
    'definition',
    'en',
    { term: 'Python', definition: 'an interpreted language' },
    'This is because Python is an interpreted language.',
    'What is Python?',
    'Python is an interpreted language.',
  ],
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
  ['causal', 'en', { cause: 'Rust', effect: 'it' }, 'Rust leads to it.', ''],
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
    { cause: 'stop the floods', effect: 'The dam was built', relation: 'purpose' },
    'The dam was built to stop the floods.',
    'Why was the dam built?',
  ],
  [
    'causal',
    'en',
    { cause: 'Shade', effect: 'reduces the growth of algae', relation: 'change' },
    'Shade reduces the growth of algae.',
    'What reduces the growth of algae?',
  ],
  [
    'causal',
    'en',
    { cause: 'A meal', effect: 'help slow the uptake and reduce the harm', relation: 'enable' },
    'A meal can help slow the uptake and reduce the harm.',
    'What can help slow the uptake and reduce the harm?',
  ],
  [
    'causal',
    'en',
    { cause: 'a key', effect: 'open the door', relation: 'requirement' },
    'You need a key to open the door.',
    'What is needed to open the door?',
  ],
  [
    'causal',
    'de',
    { cause: 'das Dorf zu schützen', effect: 'Die Stadt baut einen Damm', relation: 'purpose' },
    'Die Stadt baut einen Damm, um das Dorf zu schützen.',
    'Wozu baut die Stadt einen Damm?',
  ],
  ['causal', 'en', { cause: 'this', effect: 'that' }, 'This leads to that.', ''],
  ...(
    [
      // cause, effect, sentence, instruction
      [
        'A fire',
        'the loss of data',
        'A fire can lead to the loss of data.',
        'What can lead to the loss of data?',
      ],
      ['Bugs', 'crashes', 'Bugs cause crashes.', 'What causes crashes?'],
      [
        'Heat expanded the metal',
        'a gap in the rail',
        'Heat expanded the metal, which closed a gap in the rail.',
        'What closed a gap in the rail?',
      ],
      ['light', 'The stars are dim', 'The stars are dim because of light.', 'Why are the stars dim?'],
      [
        'it is old',
        'The disk does not spin',
        'The disk does not spin because it is old.',
        'Why does the disk not spin?',
      ],
      [
        'it is old',
        'The motor rarely runs well',
        'The motor rarely runs well because it is old.',
        'Why does the motor rarely run well?',
      ],
      ['the disk is full', 'it stops', 'If the disk is full, it stops.', 'What happens if the disk is full?'],
      [
        'you lose your key',
        'you can ask us',
        'If you lose your key, you can ask us.',
        'What can I do if I lose my key?',
      ],
      ['a fire', 'them to run', 'A fire causes them to run.', ''],
      ['fire', 'smoke', 'I need a word for fire that causes smoke.', ''],
      ['it is old', 'in this case it stops', 'In this case it stops because it is old.', ''],
      ['heat', 'expansion', 'This is heat, which causes expansion.', ''],
    ] as const
  ).map(
    ([cause, effect, sentence, instruction]): Case => [
      'causal',
      'en',
      { cause, effect },
      sentence,
      instruction,
    ],
  ),
  [
    'causal',
    'de',
    { cause: 'der Speicher voll war', effect: 'Der Lauf brach ab' },
    'Der Lauf brach ab, weil der Speicher voll war.',
    'Warum brach der Lauf ab?',
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
    'How do I print a number in Python?',
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

/** What code was introduced with, its language, and how one would ask for it ('' where that is not known). */
const CODE: [purpose: string, language: string, instruction: string][] = [
  ["Sure, here's a function that sorts a list:", 'cpp', 'In C++, write a function that sorts a list.'],
  ['Here is a Python script that sorts a list:', 'python', 'Write a Python script that sorts a list.'],
  ['Here is the code for sorting a list:', 'lua', 'In Lua, write code for sorting a list.'],
  ["Here's an example of how you can sort your list:", '', 'How do I sort my list?'],
  ['To copy a folder, you can use this command:', 'bash', 'How do I copy a folder on the command line?'],
  [
    '3. Install the tool by running the following command:',
    'bash',
    'How do I install the tool on the command line?',
  ],
  ['Here is an updated version of the script:', 'python', ''],
  ['An example is as follows:', 'python', ''],
  ['To each place belongs a name:', 'python', ''],
]
it.each(CODE)('code introduced with %j in %j', (purpose, language, instruction) => {
  const example = synthesize(pattern('code', { purpose, language, code: 'x = 1' }))
  expect(typeof example === 'string' ? '' : example.instruction).toBe(instruction)
})

/** Tasks, who says them, and the instruction. */
const TASKS: [task: string, field: string, instruction: string][] = [
  ['write me a plan for a garden', 'user', 'Write me a plan for a garden.'],
  ['how do i plant a tree', 'user', 'How do i plant a tree?'],
  ['And how do I water it?', 'user', ''],
  ['I do not like the pasta, replace it', 'user', ''],
  ['Here are some steps to better protect yourself:', 'assistant', 'How do I better protect myself?'],
  ['However, I can provide some tips on how to sleep:', 'assistant', ''],
  ['However, to answer your question, here are ways to sleep well:', 'assistant', 'How do I sleep well?'],
  ['Of course, here are tips on how to sleep well:', 'assistant', 'How do I sleep well?'],
]
it.each(TASKS)('steps for %j, said by the %s', (task, field, instruction) => {
  const evidence = [{ turn: 't_1', field, start: 0, end: task.length }]
  const example = synthesize(pattern('procedure', { task, steps: ['One.', 'Two.'] }, { evidence }))
  expect(typeof example === 'string' ? '' : example.instruction).toBe(instruction)
})

const COMPARED: [items: string[], aspects: string[], sentence: string, instruction: string][] = [
  [
    ['Oceans', 'seas'],
    ['larger'],
    'Oceans are larger than seas, all oceans are.',
    'Which is larger: oceans or seas?',
  ],
  [
    ['Rust', 'C'],
    ['more expressive'],
    'Rust is more expressive than C.',
    'Which is more expressive: Rust or C?',
  ],
  [['ocean', 'sea'], [], 'An ocean differs from a sea.', 'How do an ocean and a sea compare?'],
  [
    ['Muscle', 'fat'],
    ['more calories'],
    'Muscle burns more calories than fat.',
    'How do Muscle and fat compare?',
  ],
]
it.each(COMPARED)('%j compared by %j', (items, aspects, sentence, instruction) => {
  const example = synthesize(
    pattern('comparison', { items, aspects, comparison: sentence }, { statement: sentence }),
  )
  expect(typeof example === 'string' ? '' : example.instruction).toBe(instruction)
})

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
    expect(synthesize(pattern('qa_pair', { question: 'Why?', answer: 'There are two reasons:' }))).toBe(
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
