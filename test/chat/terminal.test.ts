import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startMock } from '../support/mock-openai.js'
import { parseLines, STROM, scratch } from '../support/strom.js'
import { answerTo, DIALOGUE, REMEMBERED } from './dialogue.js'

/** A chat at a pseudo-terminal: what is typed, and what is then seen. */
async function talk(args: string[], options: Record<string, unknown> = {}) {
  const server = await startMock({ text: answerTo, ...options })
  const cwd = scratch()
  const command = [process.execPath, STROM, 'chat', ...args, '--base-url', server.url]
  const child = spawn('script', ['-qec', command.map((word) => `'${word}'`).join(' '), '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'dumb' },
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await server.close()
  })
  let [seen, at] = ['', 0]
  child.stdout.on('data', (data) => {
    seen += data
  })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  return {
    cwd,
    server,
    ended,
    seen: () => seen,
    /** Types, and waits until the text is shown; `text` is what was shown since what was waited for last. */
    async type(keys: string, until: string): Promise<string> {
      child.stdin.write(keys)
      for (;;) {
        const found = seen.indexOf(until, at)
        if (found >= 0) {
          const text = seen.slice(at, found + until.length)
          at = found + until.length
          return text
        }
        await new Promise((done) => setTimeout(done, 10))
      }
    },
  }
}

it('holds the sample dialogue, remembers three exchanges, and obeys commands', async () => {
  const chat = await talk(['--memory', 'memory.jsonl'])
  await chat.type('', '> ')
  for (const { user, assistant } of DIALOGUE) await chat.type(`${user}\r`, assistant)
  await chat.type('/stats\r', '6 exchanges, 3 remembered, 3 forgotten, mean importance 0.')
  const memory = join(chat.cwd, 'memory.jsonl')
  expect(parseLines(readFileSync(memory, 'utf8')).map(({ user }) => user)).toEqual(REMEMBERED)
  const history = await chat.type('/history 10 --min 0.4\r', 'The policy engine selects')
  expect(history).toContain('How does Thompson Sampling work?')
  expect(history).not.toContain('thanks')
  await chat.type('/history x\r', 'it is /history [n] [--min x]')
  await chat.type('/export out.jsonl\r', '6 turns written to out.jsonl')
  expect(parseLines(readFileSync(join(chat.cwd, 'out.jsonl'), 'utf8'))).toHaveLength(6)
  await chat.type('/export out.jsonl\r', 'out.jsonl exists; name another file')
  await chat.type('/forget\r', '1 exchange forgotten')
  expect(parseLines(readFileSync(memory, 'utf8').replace(/^ +$/gm, '')).map(({ user }) => user)).toEqual(
    REMEMBERED.slice(0, 2),
  )
  await chat.type('/forget all\r', '5 exchanges forgotten')
  expect(readFileSync(memory, 'utf8').trim()).toBe('')
  await chat.type('/forgt\r', 'there is no /forgt')
  await chat.type('/help\r', '/export [FILE]')
  await chat.type('/quit\r', 'strom chat: 6 in, 6 out')
  expect(await chat.ended).toBe(0)
})

it('shows what it recalls with -v, and makes escapes in an answer harmless', async () => {
  const evil = 'Thompson Sampling is \u001b]0;owned\u0007\u001b[2Ja method.\nIt draws from posteriors.'
  const chat = await talk(['-v'], { text: evil })
  await chat.type('What is Thompson Sampling?\r', 'remembered, importance')
  expect(chat.seen()).toContain('\\u001b]0;owned\\u0007\\u001b[2Ja method.\r\nIt draws')
  expect(chat.seen()).not.toContain('\u001b]0;')
  await chat.type('/forget\r', 'forgotten')
  await chat.type('\u0004', 'strom chat: 1 in')
  expect(await chat.ended).toBe(0)
})

it('Ctrl-C ends an answer, a second one the conversation', async () => {
  const chat = await talk(['--memory', 'memory.jsonl'], { script: ['stall'] })
  chat.type('What is HoloLoom?\r', 'never').catch(() => {})
  while (chat.server.counts.requests === 0) await new Promise((done) => setTimeout(done, 10))
  await chat.type('\u0003', '(ended)')
  expect(readFileSync(join(chat.cwd, 'memory.jsonl'), 'utf8')).toBe('')
  await chat.type('\u0003', 'strom chat: 0 in')
  await chat.ended
  expect(existsSync(join(chat.cwd, 'memory.jsonl'))).toBe(true)
})

it('shows no thoughts, also where a template opens them, once that is known', async () => {
  let n = 0
  const thought = [
    '<think>\nFirst secret.\n</think>\n',
    'Second secret.\n</think>\n',
    'Third secret.\n</think>\n',
  ]
  const chat = await talk([], { text: () => `${thought[n++]}Answer ${n}.` })
  await chat.type('Who?\r', 'Answer 1.')
  expect(chat.seen()).not.toContain('secret')
  await chat.type('What?\r', '(so far the model was thinking; it answers:)')
  await chat.type('Why?\r', 'Answer 3.')
  expect(chat.seen()).not.toContain('Third secret')
  await chat.type('/quit\r', 'strom chat: 3 in')
  expect(await chat.ended).toBe(0)
})

it('says that an answer was cut off', async () => {
  const cut = await talk(['--memory', 'memory.jsonl'], { script: ['finish:length'] })
  await cut.type('What is HoloLoom?\r', 'the answer was cut off: it is not remembered')
  await cut.type('/quit\r', 'strom chat: 1 in')
  expect(readFileSync(join(cut.cwd, 'memory.jsonl'), 'utf8')).toBe('')
})

it('tells why there is no answer, and goes on', async () => {
  const chat = await talk([], { key: 'another' })
  await chat.type('What is HoloLoom?\r', 'key')
  await chat.type('/stats\r', '0 exchanges')
  await chat.type('/quit\r', 'strom chat: 0 in')
  expect(await chat.ended).toBe(0)
})
