import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Budget } from '../../src/model/budget.js'
import { AnswerCache } from '../../src/model/cache.js'
import { realClock } from '../../src/model/clock.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { fileLedger } from '../../src/model/ledger.js'
import { createOpenAI } from '../../src/model/openai.js'
import { chooseProvider, type ProviderSettings } from '../../src/model/provider.js'
import { LimitMemory } from '../../src/model/state.js'
import { ConfigError } from '../../src/record/errors.js'
import { startMock } from '../support/mock-openai.js'

let folder: string
let keyFile: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strom-provider-'))
  keyFile = join(folder, 'key')
  writeFileSync(keyFile, 'sk-from-the-file\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const SETTINGS: ProviderSettings = { provider: 'auto', model: 'm', baseUrl: null, keyFile: null, timeout: 5 }
const KEY = 'sk-from-the-environment'
const LOCAL = 'http://127.0.0.1:11434/v1'
const OPENAI = 'https://api.openai.com/v1'

describe('provider', () => {
  it.each<[string, Partial<ProviderSettings>, string, string, string]>([
    ['nothing given', {}, 'simulated', 'simulated', 'simulated'],
    ['a key', { key: KEY }, 'openai', 'm', OPENAI],
    ['an empty key', { key: '' }, 'simulated', 'simulated', 'simulated'],
    ['a base URL', { baseUrl: LOCAL }, 'openai', 'm', LOCAL],
    ['both', { baseUrl: LOCAL, key: KEY }, 'openai', 'm', LOCAL],
    ['simulated, with a key', { provider: 'simulated', key: KEY }, 'simulated', 'simulated', 'simulated'],
    ['a replay', { replay: true }, 'openai', 'm', OPENAI],
  ])('%s', async (_, settings, name, modelName, baseURL) => {
    const provider = await chooseProvider({ ...SETTINGS, ...settings })
    expect(provider).toMatchObject({ name, modelName, endpoint: { baseURL } })
  })

  it('prefers the key file, and tells keys apart without showing them', async () => {
    const of = async (more: object) =>
      (await chooseProvider({ ...SETTINGS, key: KEY, ...more })).endpoint.keyHash
    const hashes = [await of({}), await of({ keyFile })]
    expect(new Set(hashes).size).toBe(2)
    expect(hashes.join()).toMatch(/^[0-9a-f]{16},[0-9a-f]{16}$/)
  })

  it.each<[string, () => Partial<ProviderSettings>]>([
    ['openai without a key', () => ({ provider: 'openai' })],
    ['a model asked for by name, without a key', () => ({ asked: true })],
    ['a missing key file', () => ({ keyFile: join(folder, 'no') })],
    ['an empty key file', () => ({ keyFile: '/dev/null' })],
    ['a key of two lines', () => ({ key: 'sk-a\nsk-b' })],
  ])('%s is an error that shows no key', async (_, settings) => {
    const error = await chooseProvider({ ...SETTINGS, ...settings() }).catch((thrown) => thrown)
    expect(error).toMatchObject({ exitCode: 77 })
    expect(`${error.message} ${error.hint} ${error.stack}`).not.toContain('sk-')
  })
})

describe('dispatcher, client and server', () => {
  it('works through a server with every fault: all jobs end in their class, none is lost, the key is nowhere', async () => {
    const key = 'sk-planted-abcdefghijklmnopqrstuvwxyz'
    const mix = {
      ok: 0.5,
      refusal: 0.06,
      content_filter: 0.04,
      truncated: 0.06,
      empty: 0.04,
      malformed: 0.04,
      context: 0.04,
      429: 0.03,
      '429-after': 0.02,
      '429-date': 0.01,
      500: 0.05,
      529: 0.04,
      'echo-key': 0.02,
      reset: 0.02,
      'reset-mid': 0.02,
      stall: 0.005,
      timeout: 0.005,
    }
    const speed = 40
    const mock = await startMock({ mix, latencyMs: 500, spread: 0.5, speed, seed: 4, key })
    const notices: string[] = []
    const state = join(folder, 'state')
    const clock = realClock(speed)
    const dispatcher = new Dispatcher({
      model: createOpenAI({ baseURL: mock.url, apiKey: key, timeoutMs: 20_000, clock }),
      endpoint: { baseURL: mock.url, keyHash: 'h' },
      prices: { m: { input: 1, output: 2 } },
      budget: new Budget({}, fileLedger(join(state, 'spend.jsonl'))),
      memory: new LimitMemory(join(state, 'limits.json'), clock),
      cache: new AnswerCache(join(folder, 'cache')),
      clock,
      policy: { maxUnsure: 4, maxFirstOutageMs: 900_000 },
      onNotice: (message) => notices.push(message),
    })
    const saved = new Map<string, number>()
    const run = (id: string) =>
      dispatcher.run(
        { model: 'm', messages: [{ role: 'user', content: id }], requestId: id },
        { onAnswer: (_, final) => void (final && saved.set(id, (saved.get(id) ?? 0) + 1)) },
      )
    const ids = Array.from({ length: 100 }, (_, i) => `job-${i}`)
    const ends = await Promise.all(ids.map((id) => run(id).catch((error) => error)))
    await dispatcher.close()
    await mock.close()

    const classes = new Set(ends.map((end) => end.class))
    for (const name of ['ok', 'refused', 'content_filter', 'truncated', 'malformed', 'too_long'])
      expect(classes).toContain(name)
    for (const name of ['auth', 'cancelled', 'budget', 'rate_limited', undefined])
      expect(classes).not.toContain(name)
    // One answer for each job that has one, made safe once, and nothing was sent after it.
    ends.forEach((end, i) => {
      expect(saved.get(ids[i] ?? '') ?? 0).toBe('text' in end ? 1 : 0)
    })
    expect(dispatcher.stats()).toMatchObject({ inFlight: 0, waiting: 0 })
    expect(dispatcher.stats().calls).toBe(mock.counts.requests)
    const { execFileSync } = await import('node:child_process')
    const files = execFileSync('cat', [join(state, 'spend.jsonl'), join(state, 'limits.json')], {
      encoding: 'utf8',
    })
    const everything = files + JSON.stringify(ends) + ends.map((end) => end.stack).join() + notices.join()
    expect(everything).not.toContain('planted')
    expect(() => execFileSync('grep', ['-r', 'planted', join(folder, 'cache')])).toThrow()
  })
})

describe('where calls go', () => {
  const settings = { provider: 'openai' as const, model: 'm', timeout: 10, key: 'k' }

  it.each([
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
    ['https://models.example/v1/', 'https://models.example/v1'],
    ['https://models.example/v1/chat/completions', 'https://models.example/v1'],
    ['https://models.example/v1/chat/completions/', 'https://models.example/v1'],
  ])('%s is used as it is meant', async (baseUrl, baseURL) => {
    expect((await chooseProvider({ ...settings, baseUrl })).endpoint.baseURL).toBe(baseURL)
  })

  it.each([
    ['localhost:8000/v1', /http:\/\/ or https:\/\/ is missing/],
    ['ftp://127.0.0.1/v1', /http:\/\/ or https:\/\/ is missing/],
    ['http://me:secret@127.0.0.1/v1', /holds an account/],
    ['http://127.0.0.1:6667/v1', /port 6667 is closed to HTTP/],
    ['https://models.example/v1?version=1', /has a \? or a #/],
  ])('%s is refused before anything is sent', async (baseUrl, reason) => {
    const error = await chooseProvider({ ...settings, baseUrl }).catch((error) => error)
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toMatch(reason)
    expect(error.message).not.toContain('secret')
  })

  it.each(['127.0.0.1:3128', 'socks5://127.0.0.1:1080', 'x'])('a proxy at %s is refused', async (http) => {
    await expect(chooseProvider({ ...settings, proxies: { http } })).rejects.toThrow(
      'HTTP_PROXY is not the URL of an HTTP proxy',
    )
  })

  it('is through the proxy of the environment, but not on this machine, nor where NO_PROXY says so', async () => {
    const mock = await startMock({ text: 'Hi' })
    const seen: string[] = []
    const proxy = createServer().on('connect', (request, socket) => {
      seen.push(request.url ?? '')
      const to = connect(Number(new URL(mock.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        to.pipe(socket).pipe(to)
      })
      for (const one of [to, socket]) one.on('error', () => {})
    })
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
    onTestFinished(async () => {
      proxy.close()
      await mock.close()
    })
    const http = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const ask = async (baseUrl: string, none?: string) => {
      const { model } = await chooseProvider({ ...settings, baseUrl, proxies: { http, none } })
      return model.chat([{ role: 'user', content: 'Hello' }], { model: 'm' }).then(
        ({ text }) => text,
        ({ message }) => message,
      )
    }
    expect(await ask('http://model.invalid/v1')).toBe('Hi')
    expect(seen).toEqual(['model.invalid:80'])
    expect(await ask(mock.url)).toBe('Hi')
    expect(await ask(mock.url.replace('127.0.0.1', 'localhost'))).toBe('Hi')
    expect(await ask('http://model.invalid/v1', 'other, .invalid')).toMatch(/^ENOTFOUND|^EAI_AGAIN/)
    expect(await ask('http://model.invalid/v1', '*')).toMatch(/^ENOTFOUND|^EAI_AGAIN/)
    expect(seen).toHaveLength(1)
    proxy.close()
    proxy.closeAllConnections()
    const error = await ask('http://model.invalid/v1')
    expect(error).toMatch(
      /^ECONNREFUSED: no connection to http:\/\/model\.invalid, where the proxy 127\.0\.0\.1:\d+/,
    )
  })
})
