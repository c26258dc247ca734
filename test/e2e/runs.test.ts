import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom, summaryOf } from '../support/strom.js'

/** How a run ended: what was answered, rejected, failed and held, and who is told. */

async function server(options: Record<string, unknown>) {
  const mock = await startMock(options)
  onTestFinished(() => mock.close())
  return mock
}

/** A port of loopback where nobody listens. */
async function closedPort(): Promise<number> {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  const { port } = taken.address() as { port: number }
  await new Promise((done) => taken.close(done))
  return port
}

const ended = (queue: string, state: string) =>
  readdirSync(join(queue, state)).map((name) => JSON.parse(readFileSync(join(queue, state, name), 'utf8')))

describe('a loop without one answer', () => {
  it('is no success, says why under -q too, and holds what may have been paid for until it is asked again', async () => {
    const cwd = scratch()
    const portal = await server({ script: ['html'] })
    const loop = ['loop', '-q', '--queue', 'q', '-n', '3', '--model', 'm', '--base-url']
    const run = await strom([...loop, portal.url, '--generations', '2'], { cwd })
    expect(run.code).toBe(75)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain(`no answer from m at ${portal.url} to any of 3 requests: each time network:`)
    expect(run.stderr).toContain('something else than a chat completion')
    expect(portal.counts.requests).toBe(3) // and none for a second generation

    const status = JSON.parse(
      (await strom(['queue', 'status', '--queue', 'q', '--format', 'json'], { cwd })).stdout,
    )
    expect(status).toMatchObject({ held: 3, health: 'warning', problem: expect.stringContaining(portal.url) })
    const fsck = await strom(['queue', 'fsck', '--queue', 'q'], { cwd })
    expect(fsck.stdout).toContain('3 job(s) in error/ may have been paid for')
    expect(fsck.stdout).toContain('something else than a chat completion')

    await strom(['queue', 'recover', '--retry-unknown', '--queue', 'q'], { cwd })
    const mock = await server({ text: answers() })
    const args = ['consume', '--log-format', 'json', '--queue', 'q', '--model', 'm', '--min-score', '0']
    const again = await strom([...args, '--base-url', mock.url], { cwd })
    expect(again.code, again.stderr).toBe(0)
    expect(summaryOf(again)).toMatchObject({ in: 3, out: 3, failed: 0 })
    expect(mock.counts.requests).toBe(6) // a prompt and an answer each
    for (const job of ended(join(cwd, 'q'), 'processed')) expect(job.text).toMatch(/^Erkläre Fall/)
    const after = JSON.parse(
      (await strom(['queue', 'status', '--queue', 'q', '--format', 'json'], { cwd })).stdout,
    )
    expect(after).toMatchObject({ held: 0, health: 'ok', problem: null })
    expect((await strom(['queue', 'fsck', '--queue', 'q'], { cwd })).stdout).toBe('nothing is wrong\n')
  })

  it('gives up soon where nobody listens, and says what to do', async () => {
    const cwd = scratch()
    const url = `http://127.0.0.1:${await closedPort()}/v1`
    const asking = { cwd, stdin: 'What is a queue?\n' }
    const [chat, loop] = await Promise.all([
      strom(['chat', '-q', '--base-url', url], asking),
      strom(['loop', '-q', '--queue', 'q', '-n', '2', '--base-url', url], { cwd }),
    ])
    for (const { code, stdout, stderr } of [chat, loop]) {
      expect(code).toBe(75)
      for (const line of parseLines(stdout)) expect(line).toMatchObject({ schema: 'strom.error/1' })
      expect(stderr).toContain(url)
      expect(stderr).toContain('is the server running?')
    }
    expect(readdirSync(join(cwd, 'q', 'error'))).toEqual([])
  })

  it('has the exit code of what went wrong', async () => {
    const cwd = scratch()
    const { url } = await server({ script: ['context'] })
    const run = await strom(['loop', '-q', '--queue', 'q', '-n', '2', '--base-url', url], { cwd })
    expect(run.code).toBe(69)
    expect(run.stderr).toContain('use a model with a longer context')
  })
})

it('counts what failed apart from what was rejected, in produce and in the loop', async () => {
  const cwd = scratch()
  const same =
    'Beschreibe die Lage in drei Absätzen, nenne Zahlen und begründe, welche davon am meisten zählt.'
  const { url } = await server({ text: same, mix: { ok: 0.6, 'reset-mid': 0.4 }, seed: 5 })
  const plan = (await strom(['learn', '-q', '-n', '10'], { cwd })).stdout.replace(
    /"topic":"\w+"/g,
    '"topic":"one"',
  )
  const args = ['produce', '--base-url', url, '--log-format', 'json', '-j', '1']
  const run = await strom(args, { cwd, stdin: plan })
  const { failed, rejected, out, ...summary } = summaryOf(run)
  expect(out).toBe(1)
  expect(failed).toBeGreaterThan(0)
  expect(rejected).toEqual({ duplicate: 9 - failed })
  expect(summary).toMatchObject({ in: 10, failures: { network: failed } })
  expect(run.code).toBe(1)

  const queued = await strom([...args, '--queue', 'q'], { cwd, stdin: plan })
  const counts = summaryOf(queued)
  expect(counts).toMatchObject({ in: 10, out: 1 })
  expect(counts.failed).toBeGreaterThan(0)
  expect(counts).toMatchObject({ held: counts.failed, rejected: { duplicate: 9 - counts.failed } })
  expect(queued.stderr).toContain(`${counts.failed} job(s) in error/ may have been paid for`)
})

describe('a generation that teaches nothing', () => {
  it('says so, under -q too, and the next plan is spread evenly', async () => {
    const cwd = scratch()
    let n = 0
    const { url } = await server({
      text: ({ messages }: { messages: { content: string }[] }) =>
        /^\d+\. /m.test(messages.at(-1)?.content ?? '')
          ? 'I do not know.'
          : `Erkläre Fall ${n++ * 7919} in Worten.`,
    })
    const loop = ['loop', '-q', '--queue', 'q', '-n', '8', '--generations', '2', '--base-url', url]
    const run = await strom(loop, { cwd })
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(
      /generation 1 taught nothing: none of 8 jobs reached 90 \(malformed 8\)\. Try wrappers/,
    )
    const lines = parseLines(readFileSync(join(cwd, 'logs', 'evolution.jsonl'), 'utf8'))
    for (const { styles, kinds } of lines) {
      expect(Object.values(styles as object)).toEqual([2, 2, 2, 2])
      expect(kinds).toEqual({ cold: 8 })
    }
    const status = await strom(['queue', 'status', '--queue', 'q'], { cwd })
    expect(status.stdout).toContain('generation 2 taught nothing')
  })

  it('sends no prompt that is none', async () => {
    const cwd = scratch()
    const mock = await server({
      text: "Sure! I'd be happy to help. What topic would you like me to write about?",
    })
    const args = ['loop', '--log-format', 'json', '--queue', 'q', '-n', '3', '--base-url', mock.url]
    const run = await strom(args, { cwd })
    expect(summaryOf(run)).toMatchObject({ in: 3, out: 0, rejected: { weak: 3 } })
    expect(run.stderr).toContain('The model hardly writes prompts')
    expect(mock.counts.requests).toBe(3)
    expect(existsSync(join(cwd, 'q', 'incoming')) && readdirSync(join(cwd, 'q', 'incoming'))).toEqual([])
  })
})
