import { describe, expect, it } from 'vitest'
import { Conversations } from '../../../src/dataset/dialogue/conversations.js'
import { cutToLength, withLastReasoning, withoutMasked } from '../../../src/dataset/dialogue/cut.js'
import type { Said } from '../../../src/dataset/dialogue/dialogue.js'
import { STEP_OPTIONS, type StepOptions } from '../../../src/dataset/dialogue/steps.js'
import { toolsOf } from '../../../src/dataset/dialogue/tools.js'
import type { Step } from '../../../src/record/step.js'
import type { Turn } from '../../../src/record/turn.js'

const turn = (steps: Step[], more: Partial<Turn> = {}): Turn => ({
  id: 't',
  conversation: 'c',
  index: 0,
  user: 'q',
  assistant: 'a',
  steps,
  ...more,
})
const call = (id: string, result: string | undefined, error?: true) => ({
  id,
  name: 'Run',
  arguments: { id },
  ...(result !== undefined && { result: { text: result, ...(error && { error }) } }),
})

/** user, (masked), thought~, text, calls +id, results =text; rows apart by |. */
const shown = (messages: readonly Said[]) =>
  messages
    .map(({ role, content, reasoning, calls = [], masked }) => {
      const thought = reasoning ? `${reasoning}~` : ''
      const said = `${thought}${content}${calls.map(({ id }) => `+${id}`).join('')}`
      return role === 'tool' ? `=${content}` : masked ? `(${said})` : said
    })
    .join(' ')

function rows(turns: Turn[], options: Partial<StepOptions> = {}) {
  const conversations = new Conversations('mask', { ...STEP_OPTIONS, ...options })
  const joined = [...turns.map((each) => conversations.add(each)), conversations.end()].flatMap(
    (each) => each ?? [],
  )
  const dialogues = joined.flatMap(({ dialogues }) => dialogues)
  const rejected = joined.flatMap(({ rejected }) => rejected.map(({ reason }) => `!${reason}`))
  return [...dialogues.map(({ messages }) => shown(messages)), ...rejected].join(' | ')
}

describe('a turn of steps becomes messages', () => {
  it.each<[string, Step[], string, Partial<StepOptions>?]>([
    [
      'a call, its result and what was said then',
      [{ text: 'x', calls: [call('1', 'r')] }, { text: 'y' }],
      'q x+1 =r y',
    ],
    ['calls made at once', [{ calls: [call('1', 'r'), call('2', 's')] }, { text: 'y' }], 'q +1+2 =r =s y'],
    [
      'or one by one',
      [{ text: 'x', calls: [call('1', 'r'), call('2', 's')] }, { text: 'y' }],
      'q x+1 =r +2 =s y',
      { parallel: 'split' },
    ],
    ['without calls', [{ text: 'x', calls: [call('1', 'r')] }, { text: 'y' }], 'q x\n\ny', { calls: 'drop' }],
    ['thoughts', [{ reasoning: 'h', text: 'y' }], 'q h~y'],
    ['no thoughts', [{ reasoning: 'h', text: 'y' }], 'q y', { reasoning: 'drop' }],
    ['no summaries of thoughts', [{ reasoning: 'h', reasoning_is: 'summary', text: 'y' }], 'q y'],
    ['a failure as context', [{ calls: [call('1', 'e', true)] }, { text: 'y' }], 'q (+1) =e y'],
    [
      'a failure that is trained on',
      [{ calls: [call('1', 'e', true)] }, { text: 'y' }],
      'q +1 =e y',
      { failed: 'keep' },
    ],
    ['no failure', [{ calls: [call('1', 'e', true)] }, { text: 'y' }], 'q y', { failed: 'drop' }],
    [
      'half a failure is none',
      [{ calls: [call('1', 'e', true), call('2', 'r')] }, { text: 'y' }],
      'q +1+2 =e =r y',
    ],
    [
      'what was cut, or is weighed nothing, as context',
      [{ text: 'x', weight: 0, calls: [call('1', 'r')] }, { text: 'y' }],
      'q (x+1) =r y',
    ],
    ['nothing where nothing was finished', [{ text: 'y', stop: 'length' }], '!not finished'],
    ['nothing where all failed', [{ calls: [call('1', 'e', true)] }], '!failed'],
    ['no call without its result', [{ text: 'x', calls: [call('1', undefined)] }, { text: 'y' }], 'q y'],
    ['but in the end', [{ text: 'x', calls: [call('1', undefined)] }], 'q x+1'],
    [
      'malformed arguments as context',
      [{ calls: [{ ...call('1', 'r'), arguments: '{"a' }] }, { text: 'y' }],
      'q (+1) =r y',
    ],
    [
      'what a runtime says, without its envelope',
      [
        { text: 'x', calls: [call('1', 'r')] },
        { from: 'runtime', name: 'note', text: '<note id="7">\nended\n</note>\nRead it.' },
        { text: 'y' },
      ],
      'q x+1 =r [runtime: note]\nended\n\nRead it. y',
    ],
    [
      'what another agent says',
      [{ text: 'x' }, { from: 'agent', name: 'B]\n', text: 'hi <b>you</b>' }, { text: 'y' }],
      'q x [agent: B]\nhi <b>you</b> y',
    ],
    [
      'a compaction begins another row',
      [{ text: 'x' }, { from: 'runtime', name: 'compaction', text: 'sum' }, { text: 'y' }],
      'q x | [runtime: compaction]\nsum y',
    ],
    [
      'long results by head and tail',
      [{ calls: [call('1', '0123456789')] }, { text: 'y' }],
      'q +1 =01\n[… 6 characters left out …]\n89 y',
      { maxResult: 4 },
    ],
  ])('%s', (_, steps, expected, options) => {
    expect(rows([turn(steps)], options)).toBe(expected)
  })

  it('gives each id once, and a result that of its call', () => {
    const twice = [
      turn([{ calls: [call('1', 'r')] }, { text: 'y' }]),
      turn([{ calls: [call('1', 's')] }, { text: 'z' }], { index: 1 }),
    ]
    expect(rows(twice)).toBe('q +1 =r y q +1_2 =s z')
  })

  it('begins anew where a turn is missing, with what the next one carries', () => {
    const carried = { index: 3, context: ['q1', 'a1', 'q2', 'a2'] }
    expect(rows([turn([{ text: 'x' }]), turn([{ text: 'y' }], carried)])).toBe('q x | q1 (a1) q2 (a2) q y')
  })

  it('leaves out what a person rejected or took back', () => {
    expect(rows([turn([{ text: 'x' }], { outcome: { value: -0.8, evidence: [] } })])).toBe('!bad outcome')
  })
})

describe('rows are cut', () => {
  const said = (text: string): Said => {
    const [kind, content = ''] = [text[0], text.slice(1)]
    if (kind === 'u') return { role: 'user', content }
    if (kind === 't') return { role: 'tool', content, call_id: content }
    return {
      role: 'assistant',
      content,
      ...(kind === 'm' && { masked: true as const }),
      ...(kind === 'c' && { calls: [{ id: content, name: 'Run', arguments: {} }] }),
    }
  }
  const dialogue = (text: string) => ({ conversation: 'c', messages: text.split(' ').map(said) })
  const texts = (list: { messages: Said[] }[]) =>
    list.map(({ messages }) => messages.map(({ content }) => content).join(' ')).join(' | ')

  it.each([
    ['at a question', 'u1 a2 u3 a4', 2, '1 2 | 3 4'],
    ['not where it fits', 'u1 a2 u3 a4', 4, '1 2 3 4'],
    ['never between a call and its result', 'u1 c2 t2 c3 t3 a4', 4, '1 2 2 3'],
    ['to nothing, where nothing fits', 'u1 a2', 1, ''],
    ['an answer that is too long, to its first steps', 'u1 a2 u3 c4 t4 c5 t5 a6', 3, '1 2 | 3 4'],
  ])('%s', (_, text, most, expected) => {
    expect(texts(cutToLength(dialogue(text), most, () => 1))).toBe(expected)
  })

  it('where an answer is not to be learned, for who cannot mask it', () => {
    expect(texts(withoutMasked(dialogue('u1 a2 u3 c4 t4 m5 u6 a7')))).toBe('1 2 3 4 | 6 7')
  })

  it('keeps the thoughts behind the last question', () => {
    const messages: Said[] = [
      said('u1'),
      { ...said('a2'), reasoning: 'h' },
      said('u3'),
      { ...said('a4'), reasoning: 'k' },
    ]
    expect(withLastReasoning(messages).map(({ reasoning }) => reasoning)).toEqual([
      undefined,
      undefined,
      undefined,
      'k',
    ])
  })
})

it('knows tools by their declaration, by a file, and by their calls', () => {
  const parameters = { type: 'object', properties: { x: { type: 'string' } } }
  const calls = [
    { id: '1', name: 'Run', arguments: { n: 1, path: 'a' } },
    { id: '2', name: 'Run', arguments: '{"n": 1.5}' },
    { id: '3', name: 'Find', arguments: {} },
  ]
  const library = new Map([['Find', { name: 'Find', description: 'Finds.', parameters }]])
  const declared = [{ name: 'Read', parameters }, { name: 'Unused' }, { name: 'Run', description: 'Runs.' }]
  expect(toolsOf(declared, [{ role: 'assistant', content: '', calls }], library)).toEqual([
    { name: 'Read', parameters },
    {
      name: 'Run',
      description: 'Runs.',
      parameters: {
        type: 'object',
        properties: { n: { type: ['integer', 'number'] }, path: { type: 'string' } },
        required: ['n'],
      },
      inferred: true,
    },
    { name: 'Find', description: 'Finds.', parameters },
  ])
})
