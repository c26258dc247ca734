import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sampleLines } from '../contract/samples.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom, summaryOf } from '../support/strom.js'

const KEY = { OPENAI_API_KEY: 'sk-test' }
const example = {
  schema: 'strom.example/1',
  id: 'e_1',
  instruction: 'How many bits has a byte in C?',
  input: '',
  output: 'A byte has 8 bits on nearly every machine.',
  meta: { pattern: 'qa_pair', confidence: 0.9, sources: ['t_1'] },
  mark: 12345678901234567890n.toString(),
}
const line = `${JSON.stringify(example).replace(`"${example.mark}"`, example.mark)}\n`

/** A model that says what the task of the request calls for. */
const says =
  (texts: Record<string, string>) =>
  ({ messages }: { messages: { content: string }[] }) =>
    texts[/^Task: (\w+)/.exec(messages.at(-1)?.content ?? '')?.[1] ?? ''] ?? ''

const run = (url: string, args: string[], stdin = line) =>
  strom(['augment', '--base-url', url, '--model', 'test-model', '--log-format', 'json', ...args], {
    stdin,
    env: KEY,
  })

it('writes the source byte for byte, and what the model made of it, tied to it', async () => {
  const mock = await startMock({
    text: says({
      paraphrase: '"What is the number of bits of a byte in C?"',
      variation: '<think>short</think>bits per byte C',
      negative: 'A byte has 10 bits on nearly every machine.',
      contrast: 'Question: How many bits has a word in C?\nAnswer: That depends: 16, 32 or 64 bits.',
    }),
  })
  const args = ['--kinds', 'paraphrase,variation,negative,contrast']
  const made = await run(mock.url, args)
  expect(made.code).toBe(0)
  expect(mock.counts.requests).toBe(4)
  expect(made.stdout.startsWith(line)).toBe(true)
  const [, ...rest] = parseLines(made.stdout)
  expect(rest.map(({ instruction, output, rejected }) => [instruction, output, rejected])).toEqual([
    ['What is the number of bits of a byte in C?', example.output, undefined],
    ['bits per byte C', example.output, undefined],
    [example.instruction, example.output, 'A byte has 10 bits on nearly every machine.'],
    ['How many bits has a word in C?', 'That depends: 16, 32 or 64 bits.', example.output],
    [example.instruction, example.output, 'That depends: 16, 32 or 64 bits.'],
  ])
  for (const { meta } of rest)
    expect(meta).toMatchObject({
      generated: true,
      augmented_from: 'e_1',
      model: 'test-model',
      sources: ['t_1'],
      conversation: 'e_1',
    })
  expect(new Set(rest.map(({ id }) => id)).size).toBe(5)
  expect(summaryOf(made)).toMatchObject({ in: 1, out: 6 })

  // What asks the source's question again with the source's answer is trained on once.
  const sft = await strom(['export', '--format', 'alpaca', '--log-format', 'json'], { stdin: made.stdout })
  expect(summaryOf(sft)).toMatchObject({ in: 6, out: 4, rejected: { 'only for preferences': 2 } })
  const pairs = await strom(['export', '--format', 'dpo'], { stdin: made.stdout })
  expect(parseLines(pairs.stdout)).toHaveLength(3)

  // The simulated back end may not stand in: the same calls again are answered from the cache.
  const cache = join(scratch(), 'cache')
  const [first, replayed] = [
    await run(mock.url, [...args, '--cache', cache]),
    await run(mock.url, [...args, '--cache', cache, '--replay']),
  ]
  expect(replayed.stdout).toBe(first.stdout)
  expect(mock.counts.requests).toBe(8)
  await mock.close()
})

it.each([
  ['I cannot help with that request.', 'refused'],
  ['How many bits has a byte in C', 'unchanged'],
  ['How many bits has a byte in C++ 17?', 'another number'],
  ['', 'malformed'],
])('rejects what the model wrote with the reason, and keeps it: %j', async (text, reason) => {
  const mock = await startMock({ text })
  const rejects = join(scratch(), 'rejects.jsonl')
  const made = await run(mock.url, ['--kinds', 'paraphrase', '--rejects', rejects])
  expect(made.stdout).toBe(line)
  expect(summaryOf(made)).toMatchObject({ in: 1, out: 1, rejected: { [reason]: 1 } })
  expect(parseLines(readFileSync(rejects, 'utf8'))[0]).toMatchObject({
    id: 'e_1',
    rejected: reason,
    augmentation: 'paraphrase',
    text,
  })
  await mock.close()
})

it('a call that fails fails its record alone, which can be fed back in', async () => {
  const mock = await startMock({ script: ['context'] })
  const errors = join(scratch(), 'errors.jsonl')
  const failed = await run(mock.url, ['--kinds', 'negative', '--errors', errors])
  expect(failed.code).toBe(69) // of the only call: its own exit code
  expect(parseLines(failed.stdout)).toMatchObject([{ schema: 'strom.error/1' }])
  await mock.close()
  const again = await strom(['augment', '--provider', 'simulated', '-i', errors])
  expect(again.stdout.split('\n')[0]).toContain('"id":"e_1"')
})

it('keeps to the budget, and answers for every example', async () => {
  const mock = await startMock({ text: 'no' })
  const stdin = sampleLines('example', 30)
  const made = await run(
    mock.url,
    ['--kinds', 'paraphrase', '--max-calls', '5', '--jobs', '2', '--only-new'],
    stdin,
  )
  expect(made.code).toBe(75)
  expect(mock.counts.requests).toBe(5)
  await mock.close()
})

it('is not confused by the line at which its budget made it stop reading', async () => {
  const mock = await startMock({ text: 'no' })
  const file = join(scratch(), 'many.jsonl')
  writeFileSync(file, sampleLines('example', 10_000)) // more than is read at once
  const made = await run(mock.url, ['--kinds', 'paraphrase', '--max-calls', '5', '-i', file])
  expect(made.stderr).not.toContain('not JSON')
  expect(made.code).toBe(75)
  await mock.close()
})

it('says what it would ask, and asks nobody', async () => {
  const mock = await startMock()
  const made = await run(
    mock.url,
    ['--dry-run', '--kinds', 'negative,contrast', '--count', '3'],
    sampleLines('example', 4),
  )
  expect(made).toMatchObject({ code: 0, stdout: '' })
  expect(made.stderr).toContain('would make at least 24 calls')
  expect(mock.counts.requests).toBe(0)
  await mock.close()
})

it('marks what the simulated model wrote, and a set says so', async () => {
  const folder = scratch()
  writeFileSync(join(folder, 'examples.jsonl'), sampleLines('example', 40))
  const run = await strom(
    [
      'augment',
      '--provider',
      'simulated',
      '--count',
      '2',
      '-i',
      'examples.jsonl',
      '-o',
      'more.jsonl',
      '--log-format',
      'json',
    ],
    { cwd: folder },
  )
  const { in: read, out, rejected } = summaryOf(run)
  expect(out + Object.values(rejected).reduce((a, b) => a + b, 0)).toBe(read * 5)
  const made = parseLines(readFileSync(join(folder, 'more.jsonl'), 'utf8')).filter(
    ({ id }) => !/^e_\d{1,2}$/.test(String(id)),
  )
  expect(made.length).toBe(out - 40)
  for (const { instruction } of made) expect(instruction).toMatch(/^\[simulated\] /)
  await strom(['export', '--for', 'together', '--out', 'set', '-i', 'more.jsonl'], { cwd: folder })
  expect(readFileSync(join(folder, 'set', 'README.md'), 'utf8')).toContain(`| simulated | ${made.length} |`)
})
