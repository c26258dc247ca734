import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startMock } from '../support/mock-openai.js'
import { parseLines, STROM, scratch, strom } from '../support/strom.js'
import { answerTo, DIALOGUE, REMEMBERED } from './dialogue.js'

/** strom chat without a terminal: a message a line in, a scored turn a line out. */
async function mock(options: Record<string, unknown> = {}) {
  const server = await startMock({ text: answerTo, ...options })
  onTestFinished(() => server.close())
  return server
}

const users = (turns: Record<string, unknown>[]) => turns.map(({ user }) => user)
const asked = DIALOGUE.map(({ user }) => `${user}\n`).join('')

it('remembers exactly what matters of the sample dialogue', async () => {
  const { url } = await mock()
  const memory = join(scratch(), 'memory.jsonl')
  const { code, stdout, stderr } = await strom(['chat', '--memory', memory, '--base-url', url], {
    stdin: asked,
  })
  expect(code).toBe(0)
  const turns = parseLines(stdout)
  expect(users(turns)).toEqual(DIALOGUE.map(({ user }) => user))
  for (const turn of turns) {
    expect(turn).toMatchObject({ schema: 'strom.turn/1', origin: 'chat', importance: expect.any(Number) })
    expect(turn.why).not.toEqual([])
  }
  const kept = parseLines(readFileSync(memory, 'utf8'))
  expect(users(kept)).toEqual(REMEMBERED)
  expect(kept).toEqual(turns.filter(({ signal }) => signal))
  expect(stderr).toContain('3 remembered, 3 forgotten')
})

it('takes what was remembered, and passages of files, along with a question that they belong to', async () => {
  const server = await mock()
  const folder = scratch()
  const args = ['chat', '--memory', join(folder, 'memory.jsonl'), '--base-url', server.url]
  await strom(args, { stdin: asked })
  const notes = join(folder, 'notes.md')
  writeFileSync(notes, '# Garden\n\nTomatoes need sun.\n\n# Queue\n\nThe queue is a folder of files.\n')
  const before = server.received.length
  const { stderr } = await strom([...args, '--knowledge', notes, '-v'], {
    stdin: 'Why is Thompson Sampling popular?\nIs the queue a folder?\nhow are you?\n',
  })
  const systems = server.received
    .slice(before)
    .map(({ body }: { body: { messages: { role: string; content: string }[] } }) =>
      body.messages.filter(({ role }) => role === 'system').map(({ content }) => content),
    )
  expect(systems[0]?.[0]).toContain('draws a value from the posterior')
  expect(systems[0]?.[0]).not.toContain('Tomatoes')
  expect(systems[1]?.[0]).toContain('The queue is a folder of files.')
  expect(systems[2]).toEqual([])
  expect(stderr).toContain(`recalled ${notes}: Queue`)
})

it('reads JSON lines too, with an answer that is known already, and text that begins with a brace', async () => {
  const server = await mock()
  const stdin = [
    { user: 'What is HoloLoom?' },
    { user: 'Is it new?', assistant: 'It was written in 2024 for research.' },
  ]
  const { stdout } = await strom(['chat', '--base-url', server.url], {
    stdin: `${stdin.map((line) => JSON.stringify(line)).join('\r\n')}\n\n{not JSON}`,
  })
  expect(users(parseLines(stdout))).toEqual(['What is HoloLoom?', 'Is it new?', '{not JSON}'])
  expect(parseLines(stdout)[1]?.assistant).toBe('It was written in 2024 for research.')
  expect(server.counts.requests).toBe(2)
})

it('goes on after a message that gets no answer, and ends where none would get one', async () => {
  const { url } = await mock({
    text: (body: { messages: { content: string }[] }) =>
      body.messages.at(-1)?.content === 'b' ? '' : 'An answer.',
  })
  const one = await strom(['chat', '--base-url', url], { stdin: 'a\nb\nc\n' })
  expect(one.code).toBe(1)
  expect(users(parseLines(one.stdout))).toEqual(['a', 'c'])
  const { url: locked } = await mock({ key: 'right' })
  const two = await strom(['chat', '--base-url', locked], {
    stdin: 'a\nb\n',
    env: { OPENAI_API_KEY: 'wrong' },
  })
  expect(two.code).toBe(77)
  expect(parseLines(two.stdout)).toMatchObject([{ schema: 'strom.error/1' }])
})

it('loses no remembered turn to kill -9, and takes up after half a line', async () => {
  const { url } = await mock()
  const memory = join(scratch(), 'memory.jsonl')
  const args = ['chat', '-q', '--memory', memory, '--base-url', url]
  const child = spawn(process.execPath, [STROM, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.write(`${asked}What is left after this?\n`)
  let shown = ''
  await new Promise<void>((done) => {
    child.stdout.on('data', (data) => {
      shown += data
      if (shown.split('\n').length > 2 && child.kill('SIGKILL')) done()
    })
  })
  await new Promise((done) => child.on('close', done))
  const seen = parseLines(shown.slice(0, shown.lastIndexOf('\n') + 1)).filter(({ signal }) => signal)
  const kept = parseLines(readFileSync(memory, 'utf8'))
  expect(users(kept)).toEqual(expect.arrayContaining(users(seen)))
  writeFileSync(memory, `${readFileSync(memory, 'utf8')}{"schema":"strom.turn/1","user":"What is ha`)
  expect((await strom(args, { stdin: 'What is HoloLoom?\n' })).code).toBe(0)
  const lines = readFileSync(memory, 'utf8').trimEnd().split('\n')
  expect(lines.at(-2)).toMatch(/"What is ha$/)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ user: 'What is HoloLoom?' })
})

it('shares one memory file between processes', async () => {
  const memory = join(scratch(), 'memory.jsonl')
  const exchanges = (name: string) =>
    Array.from({ length: 60 }, (_, n) =>
      JSON.stringify({
        user: `What is queue ${name}${n}?`,
        assistant: `Queue ${name}${n} is a durable list of jobs that survives a crash.`,
      }),
    ).join('\n')
  const runs = await Promise.all(
    ['a', 'b', 'c'].map((name) => strom(['chat', '-q', '--memory', memory], { stdin: exchanges(name) })),
  )
  const signals = runs.flatMap(({ stdout }) => parseLines(stdout)).filter(({ signal }) => signal)
  const kept = parseLines(readFileSync(memory, 'utf8'))
  expect(signals).toHaveLength(180)
  expect(users(kept).sort()).toEqual(users(signals).sort())
})

it('gives nothing for nothing, and says what it cannot write or read', async () => {
  expect(await strom(['chat', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' })
  expect((await strom(['chat', '--memory', '/nowhere/m.jsonl'])).code).toBe(73)
  expect((await strom(['chat', '--knowledge', '/nowhere/k.md'])).code).toBe(66)
  expect(existsSync('/nowhere')).toBe(false)
})
