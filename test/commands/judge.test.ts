import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { untagged } from '../../src/text/tagged.js'
import { sampleLines } from '../contract/samples.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, STROM, scratch, strom, summaryOf } from '../support/strom.js'

interface Body {
  messages: { content: string }[]
  response_format?: unknown
  temperature?: number
}

/** A judge that gives every criterion the same score, and quotes the answer. */
const scoring = (score: number) => (body: Body) => {
  const asked = body.messages.at(-1)?.content ?? ''
  const quote = untagged('answer', asked)
  const names = [...asked.matchAll(/^- ([a-z_]+):/gm)].map((match) => match[1] ?? '')
  return JSON.stringify({
    criteria: Object.fromEntries(names.map((name) => [name, { quote, reason: 'So it is.', score }])),
  })
}
/** A judge that prefers the longer answer. */
const lengthy = (body: Body) => {
  const asked = body.messages.at(-1)?.content ?? ''
  const [first = '', second = ''] = [untagged('first', asked), untagged('second', asked)]
  const better = first.length > second.length ? 'first' : 'second'
  return JSON.stringify({ quote: first, reason: 'Longer.', better })
}

async function server(options: Record<string, unknown>) {
  const mock = await startMock(options)
  onTestFinished(() => mock.close())
  return mock
}

const run = (url: string, args: string[], stdin: string) =>
  strom(['judge', '--base-url', url, '--model', 'm', '--log-format', 'json', ...args], { stdin })

describe('a verdict', () => {
  it.each(['turn', 'example', 'result'])('is put to a %s, which stays as it was', async (kind) => {
    const mock = await server({ text: scoring(80) })
    const stdin = sampleLines(kind, 2)
    const { code, stdout } = await run(mock.url, [], stdin)
    expect(code).toBe(0)
    const records = parseLines(stdout)
    expect(records.map(({ judge, ...rest }) => rest)).toEqual(parseLines(stdin))
    for (const { judge } of records) {
      expect(judge).toMatchObject({ model: 'm', score: 80, reason: expect.stringContaining('So it is.') })
      expect(judge).not.toHaveProperty('simulated')
    }
    expect(mock.received[0]?.body).toMatchObject({
      temperature: 0,
      response_format: { type: 'json_schema' },
    })
  })

  it('comes from servers too that know no response_format', async () => {
    const mock = await server({ text: scoring(80), refuses: ['response_format'] })
    const { code, stdout, stderr } = await run(mock.url, ['-j', '1'], sampleLines('turn', 2))
    expect(code).toBe(0)
    expect(parseLines(stdout).map(({ judge }) => (judge as { score: number }).score)).toEqual([80, 80])
    expect(stderr).toContain('does not take response_format')
    expect(mock.counts.requests).toBe(3)
  })

  it('sees the turn that an example was made of', async () => {
    const turns = join(scratch(), 'turns.jsonl')
    writeFileSync(turns, `\uFEFF\n${sampleLines('turn', 3).replaceAll('\n', '\r\n')}`)
    const mock = await server({ text: scoring(80) })
    const { stdout } = await run(mock.url, ['--turns', turns], sampleLines('example', 3))
    expect(mock.received.map(({ body }) => untagged('source', body.messages[1].content))).toEqual(
      parseLines(sampleLines('turn', 3)).map(({ user, assistant }) => `${user}\n\n${assistant}`),
    )
    for (const { judge } of parseLines(stdout))
      expect(judge).toMatchObject({ criteria: { supported: { score: 80 } } })
    const wrong = await run(mock.url, ['--turns', turns, '--turns', '-'], '')
    expect([wrong.code, wrong.stderr]).toEqual([64, expect.stringContaining('--turns needs a file')])
  })

  it('asks by a rubric of the user', async () => {
    const rubric = join(scratch(), 'tone.yaml')
    writeFileSync(rubric, 'criteria:\n  friendly:\n    ask: It is friendly.\n')
    const mock = await server({ text: scoring(30) })
    const { stdout } = await run(mock.url, ['--rubric', rubric], sampleLines('turn', 1))
    expect(parseLines(stdout)[0]?.judge).toMatchObject({ rubric: 'tone', score: 30 })
    writeFileSync(rubric, 'criteria:\n  friendly:\n    asks: It is friendly.\n')
    const wrong = await run(mock.url, ['--rubric', rubric], '')
    expect([wrong.code, wrong.stderr]).toEqual([78, expect.stringContaining('tone.yaml:3:5')])
    const unknown = await run(mock.url, ['--rubric', 'anser'], '')
    expect([unknown.code, unknown.stderr]).toEqual([78, expect.stringContaining('did you mean answer?')])
  })

  it.each([
    [['--min-score', '50'], { out: 1, rejected: { 'below the least score': 1, 'no verdict': 1 } }],
    [['--keep', 'bad'], { out: 1, rejected: { good: 1, 'no verdict': 1 } }],
    [[], { out: 3, rejected: {} }],
  ])('decides which records are kept: %j', async (args, summary) => {
    const text = (body: Body) => {
      const n = Number(/number (\d)/.exec(body.messages.at(-1)?.content ?? '')?.[1])
      return n === 2 ? 'I cannot tell.' : scoring(n === 0 ? 90 : 20)(body)
    }
    const mock = await server({ text })
    expect(summaryOf(await run(mock.url, args, sampleLines('turn', 3)))).toMatchObject({ in: 3, ...summary })
  })

  it('varies where several are asked for, and the same are paid for once with a cache', async () => {
    const mock = await server({ text: scoring(80) })
    const cache = join(scratch(), 'cache')
    const args = ['--votes', '3', '--cache', cache]
    const first = await run(mock.url, args, sampleLines('turn', 2))
    expect(mock.counts.requests).toBe(6)
    expect(new Set(mock.received.map(({ body }) => body.temperature))).toEqual(new Set([0.7]))
    const again = await run(mock.url, [...args, '--replay'], sampleLines('turn', 2))
    expect(mock.counts.requests).toBe(6)
    const scores = ({ stdout }: { stdout: string }) =>
      parseLines(stdout).map(({ judge }) => (judge as { criteria: unknown }).criteria)
    expect(scores(again)).toEqual(scores(first))
    const missing = await run(mock.url, [...args, '--replay'], sampleLines('turn', 3))
    expect(missing.code).toBe(66)
  })

  it('leaves a record without an answer as it is', async () => {
    const mock = await server({ text: scoring(80) })
    const turn = '{"schema":"strom.turn/1","user":"hi","assistant":""}\n'
    expect((await run(mock.url, [], turn)).stdout).toBe(turn)
    expect(mock.counts.requests).toBe(0)
  })
})

describe('--pairs', () => {
  const rows = [
    { prompt: 'p', a: 'the longer one', b: 'short' },
    {
      prompt: [{ role: 'user', content: 'p' }],
      chosen: [{ role: 'assistant', content: 'x' }],
      rejected: [{ role: 'assistant', content: 'longer' }],
    },
  ]
  const stdin = rows.map((row) => `${JSON.stringify(row)}\n`).join('')

  it('asks in both orders', async () => {
    const mock = await server({ text: lengthy })
    const made = await run(mock.url, ['--pairs'], stdin)
    expect(mock.counts.requests).toBe(4)
    expect(parseLines(made.stdout).map(({ judge }) => judge)).toMatchObject([
      { score: 100, preferred: 'a', orders: ['a', 'a'] },
      { score: 0, preferred: 'b', orders: ['b', 'b'] },
    ])
    const kept = await run(mock.url, ['--pairs', '--min-score', '100'], stdin)
    expect(parseLines(kept.stdout)).toHaveLength(1)
  })

  it('takes a verdict that turns with the order for a tie', async () => {
    const text = (body: Body) =>
      JSON.stringify({
        quote: untagged('first', body.messages[1]?.content ?? ''),
        reason: '.',
        better: 'first',
      })
    const mock = await server({ text })
    const made = await run(mock.url, ['--pairs'], stdin)
    for (const { judge } of parseLines(made.stdout))
      expect(judge).toMatchObject({ score: 50, preferred: 'tie', orders: ['a', 'b'] })
  })

  it('refuses what is no pair', async () => {
    const { code, stderr } = await run((await server({})).url, ['--pairs'], sampleLines('turn', 1))
    expect([code, stderr]).toEqual([65, expect.stringContaining('expected an example, or a row with prompt')])
  })
})

it('says what it would ask, and asks nobody', async () => {
  const mock = await server({ text: scoring(80) })
  const made = await run(mock.url, ['--dry-run', '--votes', '2'], sampleLines('turn', 5))
  expect(made.stderr).toContain('would make at least 10 calls')
  expect(mock.counts.requests).toBe(0)
})

it('keeps to the budget', async () => {
  const mock = await server({ text: scoring(80) })
  const made = await run(mock.url, ['--max-calls', '5', '-j', '2'], sampleLines('turn', 30))
  expect(made.code).toBe(75)
  expect(mock.counts.requests).toBe(5)
})

it('asks nobody where no model is named, and marks what the simulated judge says', async () => {
  const stdin = sampleLines('turn', 3)
  expect((await strom(['judge', '-q'], { stdin })).code).toBe(77)
  const made = await strom(['judge', '-q', '--provider', 'simulated'], { stdin })
  for (const { judge } of parseLines(made.stdout)) expect(judge).toMatchObject({ simulated: true })

  const mock = await server({ text: scoring(80) })
  const real = await run(mock.url, [], made.stdout)
  expect([real.code, real.stderr]).toEqual([65, expect.stringContaining('a verdict of the simulated judge')])
  const judged = await run(mock.url, [], stdin)
  const mixed = await strom(['judge', '--provider', 'simulated'], { stdin: judged.stdout })
  expect([mixed.code, mixed.stderr]).toEqual([65, expect.stringContaining('it has a verdict of m')])
})

it('goes on after a kill, and pays for no answer twice', async () => {
  const mock = await server({ text: scoring(80), latencyMs: 5 })
  const folder = scratch()
  const [input, output] = [join(folder, 'turns.jsonl'), join(folder, 'judged.jsonl')]
  writeFileSync(input, sampleLines('turn', 120))
  const args = ['judge', '--base-url', mock.url, '--model', 'm', '-i', input, '-o', output, '-j', '1']
  for (const most of [20, 60]) {
    const child = spawn(process.execPath, [STROM, ...args], { stdio: 'ignore' })
    const ended = new Promise((done) => child.on('close', done))
    while (mock.counts.requests < most) await new Promise((done) => setTimeout(done, 2))
    child.kill('SIGKILL')
    await ended
    expect(existsSync(output)).toBe(false)
  }
  expect((await strom(args)).code).toBe(0)
  expect(parseLines(readFileSync(output, 'utf8'))).toHaveLength(120)
  // one call at a time: only the one that was under way at each kill is made again
  expect(mock.counts.requests).toBeLessThanOrEqual(122)
  expect(existsSync(`${output}.paid`)).toBe(false)
})

const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

describe('--calibrate', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    id: `r_${i}`,
    prompt: `p ${i}`,
    a: 'x'.repeat(10 + i),
    b: 'y'.repeat(29 - i),
  }))
  /** People like the longer one too, but for every fifth. */
  const labels = rows.map(({ id, a, b }, i) => ({
    id,
    preferred: (i % 5 === 0) === a.length > b.length ? 'b' : 'a',
  }))

  it('compares with people, and makes scores chances', async () => {
    const mock = await server({ text: lengthy })
    const folder = scratch()
    const [file, calibration] = [join(folder, 'labels.jsonl'), join(folder, 'calibration.json')]
    writeFileSync(file, lines(labels))
    const judged = await run(mock.url, ['--pairs'], lines(rows))
    const made = await strom(['judge', '--calibrate', file, '-o', calibration], { stdin: judged.stdout })
    expect(made.code).toBe(0)
    expect(made.stderr).toContain('agrees with people on 80.0 % of 20 pairs (kappa 0.60)')
    expect(JSON.parse(readFileSync(calibration, 'utf8'))).toMatchObject({
      schema: 'strom.calibration/1',
      model: 'm',
      accuracy: 0.8,
      turned: 0,
      first: 0.5,
      longer: { judge: 1, people: 0.8 },
    })
    const again = await run(mock.url, ['--pairs', '--calibration', calibration], lines(rows.slice(-1)))
    const [{ chance } = { chance: 0 }] = parseLines(again.stdout).map(
      ({ judge }) => judge as { chance: number },
    )
    expect(chance).toBeGreaterThan(0.7)
    expect(chance).toBeLessThan(0.9)
    const other = await run(mock.url, ['--calibration', calibration], sampleLines('turn', 1))
    expect([other.code, other.stderr]).toEqual([
      78,
      expect.stringContaining('the calibration is of m (pairs'),
    ])
  })

  it('says what is missing', async () => {
    const file = join(scratch(), 'labels.jsonl')
    writeFileSync(file, lines(labels))
    const unjudged = await strom(['judge', '--calibrate', file], { stdin: lines(rows) })
    expect([unjudged.code, unjudged.stderr]).toEqual([65, expect.stringContaining('it has no verdict')])
    const judged = await strom(['judge', '--pairs', '--provider', 'simulated'], { stdin: lines(rows) })
    writeFileSync(file, '{"id": "other", "preferred": "a"}\n')
    const strange = await strom(['judge', '--calibrate', file], { stdin: judged.stdout })
    expect([strange.code, strange.stderr]).toEqual([65, expect.stringContaining('0 verdicts have a label')])
    writeFileSync(file, '{"id"\n')
    const broken = await strom(['judge', '--calibrate', file], { stdin: judged.stdout })
    expect([broken.code, broken.stderr]).toEqual([65, expect.stringContaining('labels.jsonl:1: not JSON')])
  })
})

describe('--learn', () => {
  const nouns = 'queue cache ledger window journal budget wrapper index schema parser buffer socket'.split(
    ' ',
  )
  const filler = 'committee harbour weather tickets cooking gardens football holidays novels travel'.split(
    ' ',
  )
  /** A judge that wants the question taken up, and does not care for many words on something else. */
  const verdicts = Array.from({ length: 60 }, (_, i) => {
    const noun = nouns[i % nouns.length]
    const good = `The price of the ${noun} is ${i + 3}.`
    const bad = `A ${noun} is there. The ${filler.slice(i % 4).join(' and the ')} come next.`
    const [a, b, preferred] = i % 2 ? [bad, good, 'b'] : [good, bad, 'a']
    const judge = { model: 'm', rubric: 'pair', score: i % 2 ? 0 : 100, reason: '.', preferred }
    return {
      id: `r_${i}`,
      prompt: `What is the price of the ${noun} number ${i}?`,
      a,
      b,
      judge: { ...judge, orders: [preferred, preferred] },
    }
  })

  it('makes weights that score uses, and says what they are worth on verdicts held out', async () => {
    const cwd = scratch()
    mkdirSync(join(cwd, 'strom'))
    const stdin = lines(verdicts)
    const made = await strom(['judge', '--learn', '-o', 'strom/quality.yaml'], { cwd, stdin })
    expect(made.code).toBe(0)
    const [, after, before] =
      /has the higher quality in ([\d.]+) %, before ([\d.]+) %/.exec(made.stderr) ?? []
    expect(Number(after)).toBeGreaterThan(Number(before) + 20)
    const text = readFileSync(join(cwd, 'strom', 'quality.yaml'), 'utf8')
    expect(text).toMatch(/^# Weights of quality, fitted by 'strom judge --learn' to 60 verdicts of m/)

    const turns = lines(verdicts.map(({ prompt, a }) => ({ user: prompt, assistant: a })))
    const scored = async (args: string[], env = {}) =>
      parseLines((await strom(['score', '-q', ...args], { cwd, stdin: turns, env })).stdout).map(
        ({ quality }) => quality as number,
      )
    const lead = (values: number[]) =>
      values.reduce((sum, value, i) => sum + (i % 2 ? -value : value), 0) / values.length
    const [own, threads, shipped] = [
      await scored([]),
      await scored(['-j', '2']),
      await scored([], { STROM_QUALITY: join(import.meta.dirname, '../../config/quality.yaml') }),
    ]
    expect(threads).toEqual(own)
    expect(lead(own)).toBeGreaterThan(lead(shipped))
    const shown = await strom(['config', 'show', '--origin'], { cwd })
    expect(shown.stdout).toContain('# project: strom/quality.yaml')
  })

  it.each<[what: string, records: object[], why: string]>([
    ['few', verdicts.slice(0, 10), '10 verdicts are too few to learn from'],
    [
      'drawn by lot',
      verdicts.map((each) => ({ ...each, judge: { ...each.judge, simulated: true } })),
      'its verdict was drawn by lot',
    ],
    [
      'of two judges',
      verdicts.map((each, i) => ({ ...each, judge: { ...each.judge, model: i < 50 ? 'm' : 'n' } })),
      'it was judged by n (pairs, rubric pair), those before it by m (pairs, rubric pair)',
    ],
    [
      'no news',
      verdicts.map((each, i) => ({
        ...each,
        [i % 2 ? 'a' : 'b']: "I'm sorry, but I cannot help with that.",
      })),
      'the verdicts do not make quality better',
    ],
  ])('learns nothing from verdicts that are %s', async (_, records, why) => {
    const cwd = scratch()
    const made = await strom(['judge', '--learn', '-o', 'quality.yaml'], { cwd, stdin: lines(records) })
    expect([made.code, made.stderr]).toEqual([65, expect.stringContaining(why)])
    expect(existsSync(join(cwd, 'quality.yaml'))).toBe(false)
  })
})
