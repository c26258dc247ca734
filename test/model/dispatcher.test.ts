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

  it('keeps a short Retry-After for the one job', async () => {
    const { clock, run, sent } = setup([{ ...RATE, retryAfterMs: 3000 }, {}], { policy: { maxInFlight: 1 } })
    await clock.run(Promise.all([run('a'), run('b')]))
    expect(sent.map(({ text }) => text)).toEqual(['a', 'b', 'a'])
    expect(sent[2]?.at).toBeGreaterThanOrEqual(4000)
  })

  it('gives the jobs back where the back end asks for a longer wait than we have', async () => {
    const { clock, run, sent } = setup([{ ...RATE, retryAfterMs: 7_200_000 }])
    const jobs = Promise.allSettled([run('a'), run('b')])
    await clock.run(jobs)
    for (const job of await jobs)
      expect(job).toMatchObject({ reason: { class: 'rate_limited', retryAfterMs: 7_200_000, exitCode: 75 } })
    await expect(run('c')).rejects.toMatchObject({ class: 'rate_limited' })
    expect(sent).toHaveLength(2)
  })

  it('retries a server error with growing waits and gives up after so many attempts', async () => {
    const { clock, run, sent } = setup([SERVER], { policy: { maxAttempts: 4 } })
    await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'server_error', attempts: 4 })
    expect(sent).toHaveLength(4)
    sent.slice(1).forEach(({ at }, i) => {
      expect(at - (sent[i]?.at ?? 0) - 1000).toBeLessThanOrEqual(400 * 2 ** i)
    })
  })

  it('sends a call that may have been paid for only once more', async () => {
    const { clock, run, sent } = setup([{ class: 'timeout', billed: 'maybe' }])
    await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'timeout' })
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['too_long', { class: 'too_long', status: 400, transient: false }],
    ['content_filter', { class: 'content_filter', status: 400, transient: false }],
    ['a 400 after other calls have worked', { class: 'auth', status: 400, transient: false, fatal: true }],
  ] as [string, Step][])('%s ends the one job, at once', async (_, step) => {
    const { clock, run, sent } = setup([{}, step, {}], { policy: { maxInFlight: 1 } })
    const ends = await clock.run(Promise.allSettled([run('a'), run('b'), run('c')]))
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: { fatal: false } })
    expect(ends[1]).not.toMatchObject({ reason: { class: 'auth' } })
    expect(sent).toHaveLength(3)
  })

  it.each([401, 403, 404, 400])('%i stops all jobs at once', async (status) => {
    const { clock, run, sent } = setup([{ class: 'auth', status, transient: false, fatal: true }], {
      policy: { maxInFlight: 1 },
    })
    const ends = await clock.run(Promise.allSettled([run('a'), run('b'), run('c')]))
    for (const end of ends) expect(end).toMatchObject({ reason: { class: 'auth', status } })
    await expect(run('d')).rejects.toMatchObject({ status })
    expect(sent).toHaveLength(1)
  })

  it('never asks again after a refusal', async () => {
    const { clock, run, sent } = setup([{ text: '', refusal: 'No.' }])
    expect(await clock.run(run('a'))).toMatchObject({ class: 'refused', refusal: 'No.' })
    expect(sent).toHaveLength(1)
  })

  it('asks once more, for half as much again, where an answer was cut off; both are counted', async () => {
    const { clock, run, sent } = setup([{ text: 'ye', finishReason: 'length' }, {}], {
      prices: { m: { input: 1, output: 10 } },
    })
    const saved: unknown[] = []
    const onAnswer = ({ text }: { text: string }, final: boolean) => void saved.push([text, final])
    const outcome = await clock.run(run('a', { onAnswer }, { maxTokens: 101 }))
    expect(sent.map(({ options }) => options.maxTokens)).toEqual([101, 152])
    expect(outcome).toMatchObject({
      text: 'yes',
      class: 'ok',
      attempts: 2,
      usage: { prompt_tokens: 200, completion_tokens: 100 },
    })
    expect(outcome.cost).toBeCloseTo(2 * (100 * 1e-6 + 50 * 10e-6))
    expect(saved).toEqual([
      ['ye', false],
      ['yes', true],
    ])
  })

  it('keeps the cut-off answer where the second call fails', async () => {
    const { clock, run } = setup([
      { text: 'ye', finishReason: 'length' },
      { class: 'timeout', billed: 'maybe' },
    ])
    const saved: unknown[] = []
    const onAnswer = ({ text }: { text: string }, final: boolean) => void saved.push([text, final])
    const outcome = await clock.run(run('a', { onAnswer }, { maxTokens: 100 }))
    expect(outcome).toMatchObject({ text: 'ye', class: 'truncated' })
    expect(saved.at(-1)).toEqual(['ye', true])
  })

  it('does not begin again with a text that was shown while it grew', async () => {
    const onText = () => {}
    const broken = setup([{ class: 'network', billed: 'yes' }])
    await expect(broken.clock.run(broken.run('a', { onText }))).rejects.toMatchObject({ class: 'network' })
    const cut = setup([{ text: 'ye', finishReason: 'length' }, {}])
    expect(await cut.clock.run(cut.run('a', { onText }, { maxTokens: 9 }))).toMatchObject({
      class: 'truncated',
    })
    expect([broken.sent.length, cut.sent.length]).toEqual([1, 1])
  })

  it('remembers that an earlier call of a job may have been charged', async () => {
    const { clock, run } = setup([
      { class: 'timeout', billed: 'maybe' },
      { class: 'too_long', transient: false },
    ])
    await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'too_long', billed: 'maybe' })
  })

  it('makes a paid answer safe before anything else, and does not ask again where that fails', async () => {
    const { clock, run, sent } = setup([{}])
    const order: string[] = []
    const onAnswer = async () => {
      await clock.sleep(5000)
      order.push('saved')
    }
    await clock.run(run('a', { onAnswer }).then(() => order.push('returned')))
    expect(order).toEqual(['saved', 'returned'])
    const full = async () => {
      throw new Error('disk full')
    }
    await expect(clock.run(run('b', { onAnswer: full }))).rejects.toThrow('disk full')
    expect(sent).toHaveLength(2)
  })

  it('pauses after ten failures in a row, and goes on when one call works', async () => {
    const { clock, run, sent, dispatcher } = setup([...Array(14).fill(SERVER), {}], {
      policy: { maxInFlight: 4 },
    })
    const ends = await clock.run(Promise.allSettled(Array.from({ length: 12 }, (_, i) => run(`${i}`))))
    expect(ends.every(({ status }) => status === 'fulfilled')).toBe(true)
    const opened = (sent[9]?.at ?? 0) + 1000
    // Sent before it was known: three. Then one at a time, each a pause after the last has failed.
    const probes = sent.slice(13, 15).map(({ at }) => at)
    expect(probes[0]).toBeGreaterThanOrEqual(opened + 1000)
    expect((probes[1] ?? 0) - (probes[0] ?? 0)).toBeGreaterThanOrEqual(2500)
    expect(dispatcher.stats()).toMatchObject({ answers: 12, failed: 14 })
  })

  it('gives up soon where the server has never answered, later where it has', async () => {
    const REFUSED: Step = { class: 'network', billed: 'no' }
    const never = setup([REFUSED], { policy: { maxAttempts: 1000 } })
    const ends = await never.clock.run(
      Promise.allSettled(Array.from({ length: 20 }, (_, i) => never.run(`${i}`))),
    )
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
    expect(never.clock.now()).toBeLessThan(60_000)
    const once = setup([{}, REFUSED], { policy: { maxAttempts: 1000 } })
    await once.clock.run(Promise.allSettled(Array.from({ length: 20 }, (_, i) => once.run(`${i}`))))
    expect(once.clock.now()).toBeGreaterThan(900_000)
  })

  it('tells at once that nobody is there, and gives a single job up within 15 seconds, for the whole run', async () => {
    const refused = setup([{ class: 'network', billed: 'no' }], {
      endpoint: { baseURL: 'http://x/v1', keyHash: '' },
    })
    const job = refused.run('a')
    await refused.clock.run(refused.clock.sleep(1001))
    expect(refused.notices).toEqual([
      'http://x/v1 does not answer (no): is the server running? Trying for 15 s',
    ])
    await expect(refused.clock.run(job)).rejects.toMatchObject({ fatal: true, billed: 'no', exitCode: 75 })
    expect(refused.clock.now()).toBeLessThan(17_000)
    expect(refused.notices).toHaveLength(1)
    // a server that loads its model answers, if only to say so: it is waited for
    const loading = setup([...Array(6).fill({ ...SERVER, status: 503 }), {}])
    expect(await loading.clock.run(loading.run('a'))).toMatchObject({ text: 'yes', attempts: 7 })
  })

  it('asks once more where the back end broke off, and takes no reason that it does not know for good', async () => {
    const broken = setup([{ text: 'ye', finishReason: 'error' }, {}], { policy: { maxUnsure: 1 } })
    expect(await broken.clock.run(broken.run('a'))).toMatchObject({ text: 'yes', class: 'ok', attempts: 2 })
    for (const [finishReason, calls] of [
      ['abort', 2],
      ['because', 1],
    ] as const) {
      const { clock, run, sent, dispatcher } = setup([{ finishReason }])
      await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'server_error', billed: 'yes' })
      expect(sent).toHaveLength(calls)
      expect(dispatcher.failure).toMatchObject({ times: 1, jobs: 1, error: { class: 'server_error' } })
      expect(dispatcher.stats().answers).toBe(0)
    }
  })

  it('starts no call for a job after its deadline', async () => {
    const { clock, run, sent } = setup([{ ...RATE, retryAfterMs: 1000 }], { policy: { deadlineMs: 60_000 } })
    await expect(clock.run(run('a'))).rejects.toMatchObject({ class: 'rate_limited', attempts: 0 })
    expect(sent.at(-1)?.at).toBeLessThanOrEqual(60_000)
    expect(sent.length).toBeGreaterThan(2)
  })

  it('takes back a waiting job that is aborted', async () => {
    const { clock, run, sent } = setup([{}], { policy: { maxInFlight: 1 } })
    const abort = new AbortController()
    const jobs = Promise.allSettled([run('a'), run('b', { signal: abort.signal }), run('c')])
    abort.abort()
    expect(await clock.run(jobs)).toMatchObject([
      { status: 'fulfilled' },
      { reason: { class: 'cancelled', billed: 'no' } },
      { status: 'fulfilled' },
    ])
    expect(sent.map(({ text }) => text)).toEqual(['a', 'c'])
  })

  it('sends nothing more when it is drained, and finishes what runs', async () => {
    const { clock, run, sent, dispatcher } = setup([{}], { policy: { maxInFlight: 1 } })
    const jobs = Promise.allSettled([run('a'), run('b')])
    await Promise.resolve() // the first call is under way
    dispatcher.drain()
    expect(await clock.run(jobs)).toMatchObject([{ status: 'fulfilled' }, { reason: { class: 'cancelled' } }])
    await expect(run('c')).rejects.toMatchObject({ class: 'cancelled' })
    expect(sent).toHaveLength(1)
  })

  it('does not send a failed call again after it is drained', async () => {
    const { clock, run, sent, dispatcher } = setup([SERVER])
    const job = run('a')
    clock.after(500, () => dispatcher.drain())
    await expect(clock.run(job)).rejects.toMatchObject({ class: 'server_error' })
    expect(sent).toHaveLength(1)
  })

  it('has never more calls under way than it may, and counts what was paid', async () => {
    const { clock, run, dispatcher } = setup([{}], {
      policy: { maxInFlight: 3 },
      prices: { m: { input: 1, output: 10 } },
    })
    let most = 0
    const watch = () => {
      most = Math.max(most, dispatcher.stats().inFlight)
      if (dispatcher.stats().answers < 50) clock.after(100, watch)
    }
    watch()
    await clock.run(Promise.all(Array.from({ length: 50 }, (_, i) => run(`${i}`))))
    expect(most).toBe(3)
    const stats = dispatcher.stats()
    expect(stats).toMatchObject({
      calls: 50,
      answers: 50,
      inFlight: 0,
      waiting: 0,
      tokens: 7500,
      unpriced: 0,
    })
    expect(stats.cost).toBeCloseTo(50 * 6e-4)
  })

  it('calls an unknown cost unknown', async () => {
    const { clock, run, dispatcher } = setup([{}])
    expect((await clock.run(run('a'))).cost).toBeNull()
    expect(dispatcher.stats()).toMatchObject({ cost: 0, unpriced: 1 })
  })
})
