import { describe, expect, it } from 'vitest'
import { synthesize } from '../../src/dataset/synthesize.js'
import { PATTERN_KINDS, type Pattern, type PatternKind } from '../../src/record/pattern.js'

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

/** An example of any kind, or why there is none. */
const make = (pattern: Pattern, options: Parameters<typeof synthesize>[1] = {}) =>
  synthesize(pattern, { kinds: PATTERN_KINDS, ...options })

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
    'Often embeddings are vectors.',
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
  ['definition', 'en', { term: 'heap', definition: 'a tree' }, 'Overall, a heap is a tree.', ''],
  ['definition', 'en', { term: 'heap', definition: 'a tree' }, 'Build it: A heap is a tree.', ''],
  ['definition', 'en', { term: 'It', definition: 'a tool' }, 'It is a tool.', ''],
  [
    'definition',
    'en',
    { term: 'lipolysis', definition: 'a process that breaks down fats' },
    'Butyric acid is a result of lipolysis, a process that breaks down fats.',
    '',
  ],
  [
    'definition',
    'en',
    { term: 'Mary Shelley', definition: 'the author of Frankenstein' },
    'He met Mary Shelley, the author of Frankenstein, in Geneva.',
    '',
  ],
  [
    'definition',
    'en',
    { term: 'decorator', definition: 'a wrapper around a function' },
    'The sign marks a decorator, which is a wrapper around a function.',
    '',
  ],
  [
    'definition',
    'en',
    { term: 'Python', definition: 'an interpreted language' },
    'This is because Python is an interpreted language.',
    '',
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
    'A key is needed to open the door.',
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
    'How to brew tea\n\n1. Boil water.\n2. Pour.',
    'How do I brew tea?',
    '1. Boil water.\n2. Pour.',
  ],
  [
    'procedure',
    'en',
    { task: 'How do I brew tea?', steps: ['Boil water.'] },
    'How do I brew tea? Boil water.',
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
    'Which database? We take PostgreSQL. It has extensions.',
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
    { wrong: 'Pi is 3', right: 'it is about 3.14159' },
    'Pi is 3, some say, but it is about 3.14159.',
    'Is this right? Pi is 3',
    'Pi is 3, some say, but it is about 3.14159.',
  ],
  [
    'reasoning_chain',
    'en',
    { premise: 'How much is 2 + 2 + 2?', steps: ['2 + 2 = 4.', '4 + 2 = 6.'], conclusion: 'It is 6.' },
    'How much is 2 + 2 + 2?\n2 + 2 = 4.\n4 + 2 = 6.\n\nIt is 6.',
    'How much is 2 + 2 + 2?',
    '2 + 2 = 4.\n4 + 2 = 6.\n\nIt is 6.',
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
  const example = make(pattern('code', { purpose, language, code: 'x = 1' }))
  expect(typeof example === 'string' ? '' : example.instruction).toBe(instruction)
})

/** Tasks, who says them, and the instruction. */
const TASKS: [task: string, field: string, instruction: string][] = [
  ['How do I plant a tree?', 'assistant', 'How do I plant a tree?'],
  ['How do I plant a tree?', 'user', ''],
  ['Here are some steps to better protect yourself:', 'assistant', 'How do I better protect myself?'],
  ['However, I can provide some tips on how to sleep:', 'assistant', ''],
  ['However, to answer your question, here are ways to sleep well:', 'assistant', 'How do I sleep well?'],
  ['Of course, here are tips on how to sleep well:', 'assistant', 'How do I sleep well?'],
]
it.each(TASKS)('steps for %j, said by the %s', (task, field, instruction) => {
  const evidence = [{ turn: 't_1', field, start: 0, end: task.length }]
  const statement = `${task}\n1. One.\n2. Two.`
  const example = make(pattern('procedure', { task, steps: ['One.', 'Two.'] }, { evidence, statement }))
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
  const example = make(
    pattern('comparison', { items, aspects, comparison: sentence }, { statement: sentence }),
  )
  expect(typeof example === 'string' ? '' : example.instruction).toBe(instruction)
})

it.each(CASES)('%s (%s) %j', (kind, language, content, statement, instruction, output) => {
  const example = make(pattern(kind, content, { language, ...(statement && { statement }) }))
  if (instruction === '') return expect(example).toBe('fragment')

  if (typeof example === 'string') throw new Error(example)
  expect(example.instruction).toBe(instruction)
  if (output) expect(example.output).toBe(output)
})

describe('options', () => {
  const sure = pattern(
    'decision',
    { context: 'Which?', decision: 'This one.', reasoning: 'It is cheap.' },
    {
      statement: 'Which? This one. It is cheap.',
      entities: ['A', 'B'],
      topics: ['x'],
      keywords: ['k'],
      system: 'Be brief.',
    },
  )
  const made = (options: Parameters<typeof synthesize>[1] = {}, from: Pattern = sure) => {
    const example = make(from, options)
    if (typeof example === 'string') throw new Error(example)
    return example
  }

  it('makes whole exchanges only, unless other kinds are asked for', () => {
    expect(synthesize(sure)).toBe('kind')
    expect(synthesize(sure, { kinds: ['decision'] })).toMatchObject({ output: 'This one. It is cheap.' })
    expect(synthesize(pattern('qa_pair', { question: 'Why?', answer: 'Because.' }))).toMatchObject({
      instruction: 'Why?',
      output: 'Because.',
    })
  })

  it('keeps what the text is about in meta, and out of the input unless that is asked for', () => {
    expect(made()).toMatchObject({
      input: '',
      meta: { entities: ['A', 'B'], topics: ['x'], keywords: ['k'] },
    })
    expect(made({ context: true }).input).toBe('Entities: A, B\nTopics: x\n')
  })

  it('leaves the reasons out', () => {
    expect(made({ steps: false }).output).toBe('This one.')
  })

  it("uses the conversation's own system text, and makes none up", () => {
    const plain = { ...sure, system: undefined }
    expect(made().system).toBe('Be brief.')
    expect(made({}, plain)).not.toHaveProperty('system')
    expect(made({ system: 'X' }).system).toBe('X')
    expect(made({ system: '' })).not.toHaveProperty('system')
    expect(made({ system: 'X', keepSystem: true }).system).toBe('Be brief.')
    expect(made({ system: 'X', keepSystem: true }, plain).system).toBe('X')
  })

  it('tells what is known of the answer', () => {
    const known = { quality: 0.8, outcome: -1, model: 'm-1', conversation: 'c' }
    expect(made({}, { ...sure, ...known }).meta).toMatchObject(known)
    expect(made().meta).not.toHaveProperty('quality')
  })

  it('refuses what is unsure, torn, asked by a person, or in a language without templates', () => {
    expect(make({ ...sure, confidence: 0.3 })).toBe('low confidence')
    expect(make({ ...sure, language: 'fr' })).toBe('language')
    expect(make({ ...sure, statement: undefined })).toBe('fragment')
    const evidence = [{ turn: 't_1', field: 'user', start: 0, end: 6 }]
    expect(make({ ...sure, evidence })).toBe('in the Q&A')
  })

  it('takes a Q&A as it is, in any language, however sure', () => {
    for (const answer of ['and then it stopped.', 'There are two reasons:', '  indented\n'])
      expect(
        make({ ...pattern('qa_pair', { question: ' Pourquoi? ', answer }), language: 'fr' }),
      ).toMatchObject({
        instruction: ' Pourquoi? ',
        output: answer,
      })
    const unsure = { ...pattern('qa_pair', { question: 'Why?', answer: 'So.' }), confidence: 0.1 }
    expect(make(unsure)).toMatchObject({ output: 'So.' })
    expect(make(unsure, { minConfidence: 0.2 })).toBe('low confidence')
  })

  it('puts what was said before into messages, of which only the last answer is trained on', () => {
    const followUp = pattern(
      'qa_pair',
      { question: 'And in winter?', answer: 'Then it sleeps.' },
      { context: ['What does a bear eat?', 'Berries.'], system: 'Be brief.' },
    )
    expect(made({}, followUp).messages).toEqual([
      { role: 'system', content: 'Be brief.', weight: 0 },
      { role: 'user', content: 'What does a bear eat?', weight: 0 },
      { role: 'assistant', content: 'Berries.', weight: 0 },
      { role: 'user', content: 'And in winter?', weight: 0 },
      { role: 'assistant', content: 'Then it sleeps.', weight: 1 },
    ])
    expect(made({}, followUp).id).not.toBe(made({}, { ...followUp, context: [] }).id)
  })

  it('gives the same id to the same example, and another to another', () => {
    expect(made().id).toBe(made({ system: 'X' }).id)
    expect(made().id).not.toBe(made({ context: true }).id)
  })
})
