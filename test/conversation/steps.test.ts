import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/record/step.js'
import { importValues } from '../support/import.js'
import fc from '../support/property.js'

/** A conversation as it happened: what a person asked, and the steps of each answer. */
interface Exchange {
  user: string
  steps: Step[]
}

const word = fc.stringMatching(/^[a-z]{1,8}$/)
const text = fc.oneof(
  word,
  fc.constantFrom('Zwei\n\nAbsätze', 'a "quote" \\ and <tags>', '1: {"a": 1}', '🦦'),
)
const value = fc.jsonValue({ maxDepth: 2 }).filter((each) => !JSON.stringify(each).includes('e-'))
const args = fc.dictionary(word, value as fc.Arbitrary<unknown>, { maxKeys: 3 })

/** Every call has its result, as requests to an API must. */
const call = fc.record(
  { name: word, arguments: args, text: fc.oneof(text, fc.constant('')), error: fc.boolean() },
  { noNullPrototype: true },
)
const step = fc
  .record({
    reasoning: fc.option(text, { nil: undefined }),
    text: fc.option(text, { nil: undefined }),
    calls: fc.array(call, { maxLength: 3 }),
  })
  .filter(({ text, calls }) => text !== undefined || calls.length > 0)
const conversation = fc.array(
  fc.record({ user: text, steps: fc.array(step, { minLength: 1, maxLength: 4 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
)

/** Gives calls their ids. @param errors whether the format says that a call failed */
function made(drawn: Drawn[], errors: boolean): Exchange[] {
  let count = 0
  return drawn.map(({ user, steps }) => ({
    user,
    steps: steps.map(({ reasoning, text, calls }) => ({
      ...(reasoning !== undefined && { reasoning }),
      ...(text !== undefined && { text }),
      ...(calls.length && {
        calls: calls.map((each) => ({
          id: `c${count++}`,
          name: each.name,
          arguments: each.arguments,
          result: { text: each.text, ...(errors && each.error && { error: true as const }) },
        })),
      }),
    })),
  }))
}
interface Drawn {
  user: string
  steps: {
    reasoning: string | undefined
    text: string | undefined
    calls: { name: string; arguments: Record<string, unknown>; text: string; error: boolean }[]
  }[]
}

function asOpenai(exchanges: Exchange[]): unknown[] {
  return exchanges.flatMap(({ user, steps }) => [
    { role: 'user', content: user },
    ...steps.flatMap(({ reasoning, text, calls = [] }) => [
      {
        role: 'assistant',
        content: text ?? null,
        ...(reasoning !== undefined && { reasoning_content: reasoning }),
        ...(calls.length && {
          tool_calls: calls.map(({ id, name, arguments: args }) => ({
            id,
            type: 'function',
            function: { name, arguments: JSON.stringify(args) },
          })),
        }),
      },
      ...calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result?.text })),
    ]),
  ])
}

/** Results and the person's next words share a message. */
function asAnthropic(exchanges: Exchange[]): unknown[] {
  const messages: { role: string; content: unknown[] }[] = []
  const say = (role: string, parts: unknown[]) => {
    if (parts.length === 0) return
    const last = messages.at(-1)
    if (role === 'user' && last?.role === 'user') last.content.push(...parts)
    else messages.push({ role, content: parts })
  }
  for (const { user, steps } of exchanges) {
    say('user', [{ type: 'text', text: user }])
    for (const { reasoning, text, calls = [] } of steps) {
      say('assistant', [
        ...(reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning, signature: 's' }]),
        ...(text === undefined ? [] : [{ type: 'text', text }]),
        ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
      ])
      say(
        'user',
        calls.map(({ id, result }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: [{ type: 'text', text: result?.text }],
          ...(result?.error && { is_error: true }),
        })),
      )
    }
  }
  return messages
}

/** Items of the Responses API: what was made in one go stands between outputs. */
function asResponses(exchanges: Exchange[]): unknown[] {
  return exchanges.flatMap(({ user, steps }) => [
    { role: 'user', content: user },
    ...steps.flatMap(({ reasoning, text, calls = [] }) => [
      ...(reasoning === undefined
        ? []
        : [{ type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: reasoning }] }]),
      ...(text === undefined
        ? []
        : [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }]),
      ...calls.map(({ id, name, arguments: args }) => ({
        type: 'function_call',
        call_id: id,
        name,
        arguments: JSON.stringify(args),
      })),
      ...calls.map(({ id, result }) => ({ type: 'function_call_output', call_id: id, output: result?.text })),
    ]),
  ])
}

/** Steps that follow each other without a call between them are one there: nothing tells them apart. */
function merged(steps: Step[]): Step[] {
  const all: Step[] = []
  for (const step of steps) {
    const last = all.at(-1)
    if (!last || last.calls) all.push({ ...step })
    else {
      const both = (one = '', other = '') => [one, other].filter(Boolean).join('\n\n') || undefined
      const { reasoning, text, calls } = step
      all[all.length - 1] = {
        reasoning: both(last.reasoning, reasoning),
        text: both(last.text, text),
        ...(calls && { calls }),
      }
    }
  }
  return all
}

const whole = (steps: Step[]) => JSON.parse(JSON.stringify(steps)) as Step[]

describe('random conversations of steps', () => {
  it.each<[string, boolean, (exchanges: Exchange[]) => unknown, (steps: Step[]) => Step[]]>([
    ['OpenAI messages', false, (all) => ({ messages: asOpenai(all) }), (steps) => steps],
    ['Anthropic messages', true, (all) => ({ messages: asAnthropic(all) }), (steps) => steps],
    ['Responses', false, (all) => ({ input: asResponses(all), output: [] }), merged],
  ])('come back from %s', async (_, errors, written, expected) => {
    await fc.assert(
      fc.asyncProperty(conversation, async (drawn) => {
        const exchanges = made(drawn, errors)
        const { turns, rejected, bad } = await importValues([written(exchanges)])
        expect({ rejected, bad }).toEqual({ rejected: {}, bad: [] })
        expect(turns.map(({ user }) => user)).toEqual(exchanges.map(({ user }) => user))
        const found = turns.map(({ steps, assistant }) => steps ?? [{ text: assistant }])
        const should = exchanges.map(({ steps }) => expected(steps))
        // An answer that is one text has no steps; several texts are steps only beside something else.
        for (const [index, steps] of should.entries()) {
          const isText = steps.every(({ reasoning, calls }) => reasoning === undefined && !calls)
          if (isText) expect(turns[index]?.assistant).toBe(steps.map(({ text }) => text).join('\n\n'))
          else expect(whole(found[index]!)).toEqual(whole(steps))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('come back from bare messages, one a line', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, async (drawn) => {
        const exchanges = made(drawn, true)
        const [one, other] = [
          await importValues([{ messages: asAnthropic(exchanges) }]),
          await importValues(asAnthropic(exchanges)),
        ]
        expect(other.turns.map(({ user, assistant, steps }) => ({ user, assistant, steps }))).toEqual(
          one.turns.map(({ user, assistant, steps }) => ({ user, assistant, steps })),
        )
      }),
      { numRuns: 100 },
    )
  })
})
