import { describe, expect, it } from 'vitest'
import { answerClass } from '../../src/model/answer.js'
import { canonicalJson } from '../../src/model/canonical.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { ModelError } from '../../src/model/errors.js'
import { limitReset, retryAfter } from '../../src/model/retry-after.js'
import { scrubber, scrubPieces } from '../../src/model/scrub.js'
import { Window } from '../../src/model/window.js'
import { makeLimit } from '../support/limits.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'
import { virtualModel } from '../support/virtual-model.js'

describe('Retry-After', () => {
  const NOW = Date.parse('2026-01-01T00:00:00Z')
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': ' 1.5 ' }, 1500],
    [{ 'retry-after': '7', 'retry-after-ms': '250' }, 250],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    // A server whose clock is ten minutes slow means its own time.
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:51:00 GMT', date: 'Wed, 31 Dec 2025 23:50:00 GMT' }, 60_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
  ])('%j', (headers, ms) => {
    expect(retryAfter(new Headers(headers), NOW)).toBe(ms)
  })
})

describe('limits that begin anew', () => {
  const NOW = Date.parse('2026-01-01T00:00:00Z')
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'x-ratelimit-reset': '60' }, 60_000],
    [{ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '60' }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 90) }, 90_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 90_000) }, 90_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-01-01T00:02:00Z' }, 120_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2025-01-01T00:02:00Z' }, 0],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, undefined],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '5' }, 5000],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1d2h3m4.5s6ms' }, 93_784_506],
    [{ 'x-ratelimit-reset-requests': '7s' }, undefined],
  ])('%j', (headers, ms) => {
    expect(limitReset(new Headers(headers), NOW)).toBe(ms)
  })
})

describe('scrubber', () => {
  const KEY = 'sk-proj-a+b/c=0123456789'
  it.each([
    [`key ${KEY}!`, 'key [key]!'],
    [encodeURIComponent(KEY), '[key]'],
    [Buffer.from(KEY).toString('base64'), '[key]'],
    ['Authorization: Bearer abcdefgh12345', 'Authorization: Bearer [key]'],
    ['another sk-abcdefgh12345 key', 'another [key] key'],
    ['http://user:secret@host/v1', 'http://[key]@host/v1'],
    ['the disk is full', 'the disk is full'],
  ])('%s', (text, clean) => {
    expect(scrubber(KEY)(text)).toBe(clean)
  })

  it('leaves ordinary words alone where the key is only a placeholder', () => {
    expect(scrubber('ollama')('ollama is not running')).toBe('ollama is not running')
  })

  it.each([1, 2, 3, 7])('takes a key out of pieces of %d characters', (size) => {
    const text = `sk-pro, ${KEY} and s${encodeURIComponent(KEY)}, sk-proj-a`
    const seen: string[] = []
    const pieces = scrubPieces(KEY, (piece) => seen.push(piece))
    for (let at = 0; at < text.length; at += size) pieces.take(text.slice(at, at + size))
    pieces.end()
    expect(seen.join('')).toBe('sk-pro, [key] and s[key], sk-proj-a')
    expect(seen.length).toBeGreaterThan(2)
  })

  it('is linear on long texts', () => {
    const scrub = scrubber(KEY)
    for (const unit of ['Bearer ', '://', 'sk-', '@', 'sk-aaaaaaa ', '://a'])
      expect(scrub(unit.repeat(2_000_000 / unit.length)).length).toBeGreaterThan(0)
  })
})

describe('class of an answer', () => {
  it.each([
    [{ text: 'x', finishReason: 'stop' }, 'ok'],
    [{ text: '', finishReason: 'stop', refusal: 'No.' }, 'refused'],
    [{ text: 'x', finishReason: 'content_filter' }, 'content_filter'],
    [{ text: '', finishReason: 'length' }, 'truncated'],
    [{ text: ' \n', finishReason: 'stop' }, 'malformed'],
  ])('%j', (answer, kind) => {
    expect(answerClass(answer)).toBe(kind)
  })
})

it('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[{"d":1}]}')
  expect(canonicalJson(JSON.parse('{"__proto__":{"y":1,"x":2}}'))).toBe('{"__proto__":{"x":2,"y":1}}')
})

describe('window', () => {
  /** Sends what the window allows at a time, and returns the tickets. */
  const fill = (window: Window, now: number) => {
    const tickets = []
    while (window.wait(now) === 0) tickets.push(window.send(now))
    return tickets
  }

  it('starts with eight, and doubles a round while it is used', () => {
    const window = new Window(100)
    const tickets = fill(window, 0)
    expect(tickets).toHaveLength(8)
    expect(window.wait(0)).toBe(Number.POSITIVE_INFINITY)
    tickets.forEach((ticket) => void window.answered(1000, ticket))
    expect(window.size).toBe(16)
  })

  it('does not grow while it is not used', () => {
    const window = new Window(100)
    for (let now = 0; now < 20_000; now += 1000) window.answered(now + 1000, window.send(now))
    expect(window.size).toBe(8)
  })

  it('does not grow while answers only wait in a queue of the back end', () => {
    // One at a time, and nothing refused: twenty at once would only be slower.
    const window = new Window(1000)
    const queue: ReturnType<Window['send']>[] = []
    for (let now = 0; now < 5_000_000; now += 100) {
      queue.push(...fill(window, now))
      if (now % 10_000 === 0 && queue.length > 0) window.answered(now, queue.shift() as never)
    }
    expect(window.size).toBeLessThan(20)
  })

  it('cuts once for refusals that come together, and sends one for each that comes back', () => {
    const window = new Window(100)
    const tickets = fill(window, 0)
    for (const ticket of tickets.slice(4)) window.limited(50, ticket)
    expect(window.size).toBeCloseTo(8 * 0.7)
    expect(window.inFlight).toBe(4)
    expect(window.wait(500)).toBeGreaterThan(0)
    window.answered(1000, tickets[0] as never)
    expect(window.inFlight).toBe(3)
  })

  it('keeps to the pace that was accepted, not to fewer calls at once, where the sends were too fast', () => {
    const window = new Window(200, { size: 100, ceiling: 110, latency: 10_000 })
    let now = 0
    for (let n = 0; n < 40; n++, now += 100) window.send(now)
    window.limited(now, window.send(now))
    expect(window.size).toBeGreaterThan(97)
    expect(window.inFlight).toBe(40)
    expect(window.wait(now)).toBeCloseTo(100)
    const sent = []
    for (const end = now + 3000; now < end; now += 10) if (window.wait(now) === 0) sent.push(window.send(now))
    expect(sent).toHaveLength(29)
  })

  it('holds everything back for a Retry-After of five seconds or more', () => {
    const window = new Window(100)
    window.limited(0, window.send(0), 5000)
    expect(window.wait(4999)).toBeGreaterThan(0)
    expect(window.wait(5000)).toBe(0)
  })
})

describe('goodput on a virtual clock', () => {
  it.each([
    ['10 a second', { kind: 'rate', perSecond: 10, burst: 10 }, 10],
    ['16 in flight', { kind: 'inFlight', most: 16 }, 16],
    ['120 a minute', { kind: 'perWindow', most: 120, windowMs: 60_000, hint: true }, 2],
  ])('%s: nearly all of what is possible, few calls refused, none lost', async (_, limit, perSecond) => {
    const clock = virtualClock()
    const model = virtualModel({
      ModelError,
      clock,
      limit: makeLimit(limit),
      latency: 1000,
      random: seededRandom(5),
    })
    const dispatcher = new Dispatcher({
      model,
      endpoint: { baseURL: 'v:', keyHash: '' },
      clock,
      random: seededRandom(6),
    })
    const jobs = 200 * perSecond
    const run = () => dispatcher.run({ model: 'm', messages: [{ role: 'user', content: 'x' }] })
    await clock.run(Promise.all(Array.from({ length: jobs }, run)))
    expect(clock.now()).toBeLessThan(200_000 / 0.9)
    expect(model.counts.answers).toBe(jobs)
    expect(model.counts.limited / model.counts.calls).toBeLessThan(0.07)
  })
})
