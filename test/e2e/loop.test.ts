import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom } from '../support/strom.js'

const STATES = ['incoming', 'processing', 'processed', 'error', 'archive']

/** Every job file of the queue, by the folder it is in. */
function jobsIn(queue: string) {
  return STATES.flatMap((state) =>
    readdirSync(join(queue, state), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ state, job: JSON.parse(readFileSync(join(queue, state, name), 'utf8')) })),
  )
}

it('runs five generations offline: explores first, then favours what passes, and drops no style', async () => {
  const cwd = scratch()
  const run = await strom(['loop', '--queue', 'q', '--generations', '5', '--format', 'json'], { cwd })
  expect(run.stderr).toContain('simulated model')
  expect(run.code).toBe(0)
  const rows = parseLines(run.stdout) as { jobs: number; yield: number; styles: Record<string, number> }[]
  expect(rows).toHaveLength(5)
  expect(Object.values(rows[0]?.styles ?? {})).toEqual([5, 5, 5, 5])
  for (const { styles, jobs } of rows) {
    expect(jobs).toBe(20)
    expect(Object.keys(styles)).toHaveLength(4)
  }
  const later = rows.slice(2).reduce((sum, row) => sum + row.yield, 0) / 3
  expect(later).toBeGreaterThan(rows[0]?.yield ?? 1)

  const jobs = jobsIn(join(cwd, 'q'))
  expect(jobs).toHaveLength(100)
  expect(new Set(jobs.map(({ job }) => job.id)).size).toBe(100)
  for (const { state, job } of jobs) {
    expect(['processed', 'error', 'archive']).toContain(state)
    expect(job.class).toBeTypeOf('string')
  }
  const first = jobs.filter(({ job }) => job.generation === 1)
  expect(new Set(first.map(({ job }) => job.category)).size).toBe(7)

  const evolution = parseLines(readFileSync(join(cwd, 'logs', 'evolution.jsonl'), 'utf8'))
  expect(evolution.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5])
  for (const line of evolution) {
    expect(Object.keys(line)).toEqual(
      expect.arrayContaining([
        'timestamp',
        'generation',
        'learned_from',
        'prompts_generated',
        'seed',
        'input_hash',
      ]),
    )
    expect(Object.keys(line.learned_from as object)).toEqual([
      'sample_count',
      'avg_score',
      'top_categories',
      'top_styles',
    ])
  }
})

it('brings every job to the right end over a back end with all kinds of faults', async () => {
  const mock = await startMock({
    latencyMs: 5,
    text: answers(),
    retryAfter: 1,
    key: 'sk-test-planted',
    mix: {
      429: 0.05,
      '429-after': 0.03,
      500: 0.06,
      'reset-mid': 0.02,
      refusal: 0.06,
      content_filter: 0.05,
      malformed: 0.08,
      truncated: 0.05,
      empty: 0.04,
      ok: 0.56,
    },
  })
  const cwd = scratch()
  const env = { OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: 'sk-test-planted' }
  const run = await strom(
    ['loop', '--queue', 'q', '-n', '16', '--generations', '2', '--min-score', '60', '--jobs', '6'],
    { cwd, env },
  )
  await mock.close()
  // What may have been paid for and got no answer is held, and said.
  const lost = Number(/(\d+) failed/.exec(run.stderr)?.[1])
  expect(run.code, run.stderr).toBe(lost > 0 ? 1 : 0)

  const jobs = jobsIn(join(cwd, 'q'))
  expect(new Set(jobs.map(({ job }) => job.id)).size).toBe(jobs.length)
  const waiting = jobs.filter(({ state }) => state === 'incoming' || state === 'processing')
  expect(waiting).toEqual([])
  const classes = new Set(jobs.map(({ job }) => job.class))
  for (const kind of classes) {
    expect([
      'ok',
      'refused',
      'content_filter',
      'malformed',
      'truncated',
      'duplicate',
      'weak',
      'too_long',
      'server_error',
      'network',
    ]).toContain(kind)
  }
  for (const kind of ['ok', 'weak']) expect(classes).toContain(kind)
  for (const { job } of jobs) {
    if (job.class === 'ok') expect(job.score.total).toBeGreaterThan(0)
    if (job.class === 'refused' || job.class === 'content_filter') expect(job.score).toBeNull()
  }
  // Every brief of both plans became a job or a rejected prompt, or its back end gave up on it.
  expect(jobs.length).toBeGreaterThanOrEqual(28)
  for (const { job } of jobs) expect(JSON.stringify(job)).not.toContain('sk-test-planted')
  expect(run.stdout + run.stderr).not.toContain('sk-test-planted')
})

it('answers a pipe of prompts over the real client, and ends on a refused key', async () => {
  const mock = await startMock({ text: answers(), key: 'right' })
  const cwd = scratch()
  const env = { OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: 'right' }
  const prompts = await strom(['produce', '-n', '6', '-q'], { cwd, env })
  expect(parseLines(prompts.stdout)).toHaveLength(6)
  const results = await strom(['consume', '--model', 'some-model'], { cwd, env, stdin: prompts.stdout })
  expect(results.code).toBe(0)
  expect(parseLines(results.stdout).map(({ class: kind, model }) => [kind, model])).toEqual(
    Array(6).fill(['ok', 'some-model']),
  )
  expect(results.stderr).toContain('some-model')
  const wrong = await strom(['consume'], {
    cwd,
    env: { ...env, OPENAI_API_KEY: 'wrong' },
    stdin: prompts.stdout,
  })
  await mock.close()
  expect(wrong.code).toBe(77)
  expect(parseLines(wrong.stdout)).toMatchObject([{ error: { class: 'incomplete', exit: 77 } }])
})

it('starts no second loop on a queue, and says so with 75', async () => {
  const mock = await startMock({ text: answers(), latencyMs: 3000 })
  const cwd = scratch()
  const env = { OPENAI_BASE_URL: mock.url }
  const first = strom(['loop', '--queue', 'q', '-n', '1', '-q'], { cwd, env })
  await expect.poll(() => mock.counts.requests, { timeout: 20_000 }).toBeGreaterThan(0)
  const second = await strom(['loop', '--queue', 'q'], { cwd, env })
  expect(second.code).toBe(75)
  expect(second.stderr).toContain('a loop is running')
  expect((await first).code).toBe(0)
  await mock.close()
})

it('ends a job whose wrapper is not there without asking, and goes on with the others', async () => {
  const cwd = scratch()
  const plan = await strom(['learn', '-q', '-n', '2'], { cwd })
  const briefs = plan.stdout.replace(/"wrapper":"[^"]+"/, '"wrapper":"gone"')
  await strom(['produce', '-q', '--queue', 'q', '--provider', 'simulated'], { cwd, stdin: briefs })
  expect((await strom(['consume', '-q', '--queue', 'q', '--provider', 'simulated'], { cwd })).code).toBe(0)
  const jobs = jobsIn(join(cwd, 'q')).map(({ job }) => job)
  expect(jobs).toHaveLength(2)
  expect(jobs.find(({ wrapper }) => wrapper === 'gone')).toMatchObject({
    class: 'cancelled',
    error: { message: expect.stringContaining('no wrapper "gone"') },
  })
})
