import type { Call, Step } from '../../src/record/step.js'
import type { Turn } from '../../src/record/turn.js'
import fc from './property.js'

/** Short texts, each with a mark of its own kind, so that a row tells where a piece of it comes from. */
const text = (mark: string) =>
  fc
    .tuple(fc.nat(9_999), fc.constantFrom('', '\n', ' ü', ' <b>', ' "x"', ' {}'))
    .map(([n, end]) => `${mark}${n}${end}.`)

const value = fc.oneof(
  text('arg'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.nat(), { maxLength: 2 }),
)

const call = fc.record<Omit<Call, 'id'>>({
  name: fc.constantFrom('Bash', 'Read', 'mcp__find'),
  arguments: fc.oneof(
    { weight: 9, arbitrary: fc.dictionary(fc.constantFrom('path', 'from', 'n'), value, { maxKeys: 3 }) },
    { weight: 1, arbitrary: text('raw') },
  ),
  result: fc.option(
    fc.record({
      text: fc.oneof(text('result'), fc.constant('')),
      error: fc.constantFrom(undefined, undefined, true as const),
    }),
    { nil: undefined, freq: 12 },
  ),
})

const own = fc.record<Step>({
  text: fc.option(text('said'), { nil: undefined }),
  reasoning: fc.option(text('thought'), { nil: undefined }),
  calls: fc.array(call, { maxLength: 3 }) as fc.Arbitrary<Call[]>,
  stop: fc.constantFrom(undefined, undefined, undefined, undefined, 'length' as const),
  weight: fc.constantFrom(undefined, undefined, undefined, undefined, 0 as const),
})

const remark = fc.record<Step>({
  from: fc.constantFrom('runtime' as const, 'agent' as const),
  name: fc.constantFrom('task-notification', 'compaction', '/review'),
  text: text('remark').map((inner) => `<note id="1">${inner}</note>`),
})

/** One conversation of an agent: turns of steps, some of them plain. */
export const agentTurns: fc.Arbitrary<Turn[]> = fc
  .array(
    fc.record({
      user: text('question'),
      steps: fc.array(fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: remark }), {
        maxLength: 5,
      }),
      signal: fc.constantFrom(undefined, true, true, false),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((turns) =>
    turns.map(({ user, steps, signal }, index) => {
      const said = steps.flatMap(({ from, text }) => (from || !text ? [] : [text])).join('\n\n')
      const numbered = steps.map((step, i) => ({
        ...step,
        ...(step.calls && { calls: step.calls.map((each, j) => ({ ...each, id: `call_${i}_${j}` })) }),
      }))
      const whole = numbered.length ? { assistant: said, steps: numbered } : { assistant: `plain${index}.` }
      return JSON.parse(
        JSON.stringify({ id: `t_${index}`, conversation: 'c', index, user, signal, ...whole }),
      )
    }),
  )
