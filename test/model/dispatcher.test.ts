import { describe, expect, it } from 'vitest'
import type { ChatAnswer, ChatModel, ChatOptions } from '../../src/model/chat-model.js'
import { Dispatcher, type DispatcherOptions } from '../../src/model/dispatcher.js'
import { ModelError, type ModelErrorDetails } from '../../src/model/errors.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'

type Step = Partial<ChatAnswer> | Partial<ModelErrorDetails>
const isError = (step: Step): step is Partial<ModelErrorDetails> => 'class' in step

/** A model that answers each call with the next step, after a second; the last step is repeated. */
function scripted(clock: ReturnType<typeof virtualClock>, steps: Step[]) {
  const sent: { at: number; text: string; options: ChatOptions }[] = []
  const model: ChatModel = {
    async chat(messages, options) {
      sent.push({ at: clock.now(), text: messages[0]?.content ?? '', options })
      const step = steps[Math.min(sent.length - 1, steps.length - 1)] ?? {}
      await clock.sleep(1000)
      if (isError(step))
        throw new ModelError('no', {
          class: 'server_error',
          billed: 'no',
          transient: true,
          fatal: false,
          ...step,
        })
      return {
        text: 'yes',
        finishReason: 'stop',
        model: options.model,
        usage: { prompt_tokens: 100, completion_tokens: 50 },
        ...step,
      }
    },
  }
  return { model, sent }
}

function setup(steps: Step[], more: Partial<DispatcherOptions> = {}) {
  const clock = virtualClock()
  const { model, sent } = scripted(clock, steps)
  const notices: string[] = []
  const dispatcher = new Dispatcher({
    model,
    endpoint: { baseURL: 'test:', keyHash: '' },
    clock,
    random: seededRandom(7),
    onNotice: (message) => notices.push(message),
    ...more,
  })
  const run = (text: string, options = {}, request = {}) =>
    dispatcher.run({ model: 'm', messages: [{ role: 'user', content: text }], ...request }, options)
  return { clock, dispatcher, sent, run, notices }
}

const RATE: Step = { class: 'rate_limited', status: 429 }
const SERVER: Step = { class: 'server_error', status: 500 }

describe('dispatcher', () => {
  it('charges no attempt for a 429 and sends that job first', async () => {
    const { clock, run, sent } = setup([RATE, {}], { policy: { maxInFlight: 1 } })
    const [first, second] = await clock.run(Promise.all([run('a'), run('b')]))
    expect(sent.map(({ text }) => text)).toEqual(['a', 'a', 'b'])
    expect([first.attempts, second.attempts]).toEqual([1, 1])
  })

  it('honours Retry-After in full, for all jobs', async () => {
    const { clock, run, sent, notices } = setup([{ ...RATE, retryAfterMs: 60_000 }, {}], {
      policy: { maxInFlight: 1 },
    })
    await clock.run(Promise.all([run('a'), run('b'), run('c')]))
    expect(sent[1]?.at).toBe(61_000)
    expect(notices).toEqual(['m: asked to wait 60 s'])
  })

  it('retries a server error with growing waits and gives up after so many attempts', async () => {
    const { clock, run, sent } = setup([SERVER], { policy: { maxAttempts: 4 } })
    await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'server_error', attempts: 4 })
    expect(sent).toHaveLength(4)
    sent.slice(1).forEach(({ at }, i) => {
      expect(at - (sent[i]?.at ?? 0) - 1000).toBeLessThanOrEqual(400 * 2 ** i)
    })
  })
})
