import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom } from '../support/strom.js'

/** Which model answered: none stands in for another without a word. */

/** What came out, without the mark of a run that did not reach its end. */
const records = (stdout: string) => parseLines(stdout).filter(({ schema }) => schema !== 'strom.error/1')

async function server() {
  const mock = await startMock({ text: answers() })
  onTestFinished(() => mock.close())
  return { OPENAI_BASE_URL: mock.url }
}

describe('a queue', () => {
  it('is answered by one model, unless --mix-models is typed', async () => {
    const cwd = scratch()
    const env = await server()
    const loop = (model: string[], more: string[] = []) =>
      strom(['loop', '-q', '--queue', 'q', '-n', '2', ...model, ...more], { cwd, env })
    expect((await loop(['--model', 'one'])).code).toBe(0)
    const other = await loop(['--model', 'two'])
    expect(other.code).toBe(78)
    expect(other.stderr).toContain('answered by one, and now by two')
    expect((await loop(['--provider', 'simulated'])).code).toBe(78)

    // the variable that is missing under cron
    for (const command of ['loop', 'consume', 'produce']) {
      const run = await strom([command, '-q', '--queue', 'q'], { cwd })
      expect([command, run.code]).toEqual([command, 77])
      expect(run.stderr).toContain('the simulated model does not stand in')
    }
    expect((await loop(['--model', 'one'])).code).toBe(0)
    const status = await strom(['queue', 'status', '--queue', 'q'], { cwd })
    expect(status.stdout).toMatch(/health\s+ok/)

    expect((await loop(['--model', 'two'], ['--mix-models'])).code).toBe(0)
    for (const args of [['analyze'], ['learn', '-n', '2']]) {
      const run = await strom([...args, '-q', '--queue', 'q'], { cwd })
      expect([run.code, records(run.stdout)]).toEqual([65, []])
      expect(run.stderr).toContain('of 2 models: one 4, two 2')
      expect((await strom([...args, '-q', '--queue', 'q', '--mix-models'], { cwd })).code).toBe(0)
    }
  })

  it('that is simulated throughout may learn', async () => {
    const cwd = scratch()
    const loop = ['loop', '-q', '--queue', 'q', '-n', '3']
    expect((await strom(loop, { cwd })).code).toBe(0)
    expect((await strom(loop, { cwd })).code).toBe(0)
    const real = await strom(loop, { cwd, env: await server() })
    expect(real.code).toBe(78)
    expect(real.stderr).toContain('answered by simulated')
  })

  it('forgets a model that never answered', async () => {
    const cwd = scratch()
    const mock = await startMock({ script: ['404'] })
    onTestFinished(() => mock.close())
    const loop = ['loop', '-q', '--queue', 'q', '-n', '2', '--model']
    expect((await strom([...loop, 'tpyo', '--base-url', mock.url], { cwd })).code).toBe(78)
    expect((await strom([...loop, 'right'], { cwd, env: await server() })).code).toBe(0)
  })
})

it('refuses results of several models on a pipe, and counts a model by the name it was asked for', async () => {
  const cwd = scratch()
  const mock = await startMock({ text: answers() })
  onTestFinished(() => mock.close())
  const prompts = await strom(['produce', '-q', '-n', '2', '--provider', 'simulated'], { cwd })
  const consume = (...more: string[]) => strom(['consume', '-q', ...more], { cwd, stdin: prompts.stdout })
  const real = await consume('--model', 'm', '--base-url', mock.url)
  const simulated = await consume('--provider', 'simulated')
  const stdin = real.stdout + simulated.stdout
  expect((await strom(['analyze', '-q'], { stdin })).code).toBe(65)
  const mixed = await strom(['analyze', '-q', '--mix-models'], { stdin })
  expect(parseLines(mixed.stdout)).toMatchObject([{ models: { m: 2, simulated: 2 } }])
  expect((await strom(['learn', '-n', '2'], { stdin: mixed.stdout })).stderr).toContain(
    'several models: m, simulated',
  )
  const snapshots = parseLines(real.stdout).map((result, i) =>
    JSON.stringify({ ...result, model: `m-2026-0${i + 1}`, request_model: 'm' }),
  )
  const one = await strom(['analyze', '-q'], { stdin: snapshots.join('\n') })
  expect(parseLines(one.stdout)).toMatchObject([{ models: { m: 2 } }])
})

it.each([
  ['a file', { strom: 'model: gpt-x\n' }, {}],
  ['a variable', {}, { STROM_MODEL: 'gpt-x' }],
])('takes no other model for one that %s names', async (_, files: { strom?: string }, env) => {
  const cwd = scratch()
  if (files.strom) {
    await strom(['init'], { cwd })
    writeFileSync(join(cwd, 'strom', 'generator.yaml'), files.strom)
  }
  const run = await strom(['produce', '-q', '-n', '1'], { cwd, env })
  expect([run.code, records(run.stdout)]).toEqual([77, []])
  expect(run.stderr).toContain('no key for the model gpt-x')
})

it('makes no training rows with a model that nobody asked for', async () => {
  const example = { id: 'e_1', instruction: 'What is jazz?', input: '', output: 'Music.', meta: {} }
  const stdin = `${JSON.stringify({ schema: 'strom.example/1', ...example })}\n`
  const run = await strom(['augment', '-q'], { stdin })
  expect([run.code, records(run.stdout)]).toEqual([77, []])
  expect((await strom(['augment', '-q', '--provider', 'simulated'], { stdin })).code).toBe(0)
})

describe('chat without a model', () => {
  it('answers with the passages that belong to a question, marked as such, and remembers none', async () => {
    const cwd = scratch()
    writeFileSync(join(cwd, 'notes.md'), '# Queue\n\nThe queue is a folder of files.\n')
    const args = ['chat', '--knowledge', 'notes.md', '--memory', 'm.jsonl']
    const run = await strom(args, { cwd, stdin: 'Is the queue a folder?\nWho wrote Faust?\n' })
    const turns = records(run.stdout)
    expect(turns).toMatchObject([{ signal: false, importance: 0, authors: { assistant: 'injected' } }])
    expect(turns[0]?.assistant).toMatch(/^No model answered\.[\s\S]*notes\.md: Queue[\s\S]*folder of files/)
    expect(turns[0]).not.toHaveProperty('model')
    expect(readFileSync(join(cwd, 'm.jsonl'), 'utf8')).toBe('')
    // the second question is answered by nobody
    expect(run.code).toBe(77)
    expect(run.stderr).toContain('OPENAI_API_KEY')
    const mined = await strom(['mine', '-q', '--all'], { stdin: JSON.stringify(turns[0]) })
    expect(mined.stdout).not.toContain('folder of files')
  })

  it('ends with 77 where there is nothing to look up', async () => {
    const run = await strom(['chat', '-q'], { stdin: 'What is a queue?\nAnd why?\n' })
    expect([run.code, records(run.stdout)]).toEqual([77, []])
    expect(run.stderr.match(/there is no model/g)).toHaveLength(1)
    expect(run.stderr).toContain('--provider simulated')
  })

  it('lets the simulated one answer, and remembers it, where that was typed', async () => {
    const cwd = scratch()
    const args = ['chat', '-q', '--provider', 'simulated', '--memory', 'm.jsonl']
    const run = await strom(args, { cwd, stdin: 'Explain Thompson sampling in detail, with its priors.\n' })
    expect(run.code).toBe(0)
    expect(parseLines(run.stdout)).toMatchObject([{ model: 'simulated' }])
  })
})
