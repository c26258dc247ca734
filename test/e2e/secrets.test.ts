import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startMock } from '../support/mock-openai.js'
import { type Run, scratch, shell, strom } from '../support/strom.js'

/** Many starts of the program, on a machine that may be busy. */
vi.setConfig({ testTimeout: 300_000 })

/** Of no usual shape, so that only knowing it helps. */
const KEY = 'planted/Key+0123456789='
const FORMS = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')]
/** Everything that makes programs talk. */
const LOUD = {
  DEBUG: '*',
  NODE_DEBUG: 'http,net,undici',
  OPENAI_LOG: 'debug',
  NODE_OPTIONS: '--trace-warnings',
}

/** A back end that shows the key in its answers, and in half of them as an error. */
async function echo(script: string[]) {
  let n = 0
  const text = (body: { messages: { content: string }[] }, key: string) => {
    const asked = body.messages.at(-1)?.content ?? ''
    const headings = [...asked.matchAll(/^\d+\. ([^:\n]+):/gm)].map((match) => match[1])
    const words = `Der Schlüssel ${n++} ist ${key}, anders geschrieben ${encodeURIComponent(key)}.`
    return headings.length ? headings.map((heading) => `### ${heading}\n${words}`).join('\n\n') : words
  }
  const mock = await startMock({ script, text })
  onTestFinished(() => mock.close())
  return mock
}

/** The files below a folder that hold the key, in whatever form. */
function leaks(folder: string, runs: Run[]): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name !== 'key' && statSync(join(folder, name)).isFile(),
  )
  expect(files.length).toBeGreaterThan(3)
  const texts = [
    ...files.map((name) => [name, `${name}\n${readFileSync(join(folder, name), 'latin1')}`]),
    ...runs.flatMap(({ stdout, stderr }, i) => [
      [`stdout of ${i}`, stdout],
      [`stderr of ${i}`, stderr],
    ]),
  ]
  return texts.filter(([, text]) => FORMS.some((form) => text?.includes(form))).map(([name]) => String(name))
}

describe('a key', () => {
  it('is in nothing that any command writes, whatever the back end sends back', async () => {
    const mock = await echo(['echo-key', 'ok'])
    const cwd = scratch()
    writeFileSync(join(cwd, '.env'), 'OPENAI_API_KEY=another\nOPENAI_BASE_URL=http://127.0.0.1:1/v1\n')
    const env = { ...LOUD, OPENAI_API_KEY: KEY, OPENAI_BASE_URL: mock.url }
    const run = (args: string[], stdin = '') => strom([...args, '-v'], { cwd, env, stdin })
    const cache = ['--cache', 'cache']
    const plan = await run(['learn', '-n', '2'])
    const produced = await run(['produce', ...cache, '--errors', 'errors'], plan.stdout)
    const { stdout } = await strom(['produce', '-n', '2', '--provider', 'simulated'], { cwd })
    const runs = [
      produced,
      await run(['consume', ...cache, '--rejects', 'rejects'], stdout),
      await run(
        ['judge', ...cache, '-o', 'judged.jsonl'],
        '{"user":"What is a key?","assistant":"Steel."}\n',
      ),
      await run(['produce', '--queue', 'q'], plan.stdout),
      await run(['loop', '--queue', 'q', '-n', '2']),
      await run(['chat', '--memory', 'memory.jsonl'], 'What is a key for?\nAnd what is another?\n'),
    ]
    expect(mock.counts.answered).toBeGreaterThan(8)
    for (const { headers } of mock.received) expect(headers.authorization).toBe(`Bearer ${KEY}`)
    expect(runs.map(({ stdout }) => stdout).join()).toContain('[key]') // the echo has come through
    expect(leaks(cwd, runs)).toEqual([])
  })

  it('is in no error, log or job where every call is refused', async () => {
    const cwd = scratch()
    writeFileSync(join(cwd, 'key'), KEY)
    const { stdout } = await strom(['produce', '-n', '2', '--provider', 'simulated'], { cwd })
    const runs: Run[] = []
    for (const fault of ['401', 'echo-key-context']) {
      const mock = await echo([fault])
      const args = ['--base-url', mock.url, '--key-file', 'key', '-v', '--jobs', '2']
      runs.push(
        await strom(['consume', ...args, '--errors', `${fault}.errors`], { cwd, env: LOUD, stdin: stdout }),
      )
      await strom(['produce', '--provider', 'simulated', '--queue', fault, '-n', '2'], { cwd })
      runs.push(await strom(['consume', ...args, '--queue', fault], { cwd, env: LOUD }))
    }
    expect(runs.map(({ stderr }) => stderr).join()).toContain('[key]')
    expect(leaks(cwd, runs)).toEqual([])
  })

  it.each(['base_url: http://127.0.0.1:PORT/v1', 'key_file: ../other-key'])(
    'goes nowhere else because of a folder that lies there: %s',
    async (line) => {
      const mock = await echo(['ok'])
      const cwd = scratch()
      mkdirSync(join(cwd, 'strom'))
      writeFileSync(join(cwd, 'strom', 'system.yaml'), line.replace('PORT', String(new URL(mock.url).port)))
      for (const args of [
        ['produce', '-n', '1'],
        ['consume', '--queue', 'q'],
        ['judge'],
        ['loop'],
        ['chat'],
        ['mcp'],
      ]) {
        const { code, stderr } = await strom(args, { cwd, env: { OPENAI_API_KEY: KEY }, stdin: '' })
        expect(stderr).toContain('a project file may not set')
        expect(code).toBe(78)
      }
      expect(mock.counts.requests).toBe(0)
    },
  )
})

describe('what controls a terminal', () => {
  const ODD =
    '\u001b[2J\u001b]8;;http://x\u0007link\u001b]52;c;aGk=\u0007\u009b31m\u009d0;t\u009c\u202e\r\u0008'
  const turn = { user: `What is ${ODD}?`, assistant: `A list ${ODD}.`, origin: ODD, conversation: ODD }
  const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/
  /** `script` gives a command a terminal for its stdout, and its stderr too. */
  const onTerminal = (args: string) =>
    `script -qec "strom ${args}" /dev/null < /dev/null`.replace('strom', `'${process.execPath}' '$STROM'`)

  const COMMANDS = [
    'stats -i t.jsonl',
    'score -i t.jsonl',
    'dedup -i t.jsonl --rejects /dev/stdout',
    'score -i bad.jsonl',
    'score -i bad.jsonl --on-error skip',
    `score -i 'no${ODD.replace(/[\r\n]/g, '')}.jsonl'`,
    'queue status --queue q',
    'queue list --queue q',
    'queue status --queue q --format json',
  ]

  it.each(COMMANDS)('is shown, not obeyed: %j', async (args) => {
    const cwd = scratch()
    writeFileSync(join(cwd, 't.jsonl'), `${JSON.stringify(turn)}\n${JSON.stringify(turn)}\n`)
    writeFileSync(join(cwd, 'bad.jsonl'), `{"user":"${ODD}" oops\n`)
    if (args.startsWith('queue')) {
      await strom(['produce', '--queue', 'q', '-n', '1', '--provider', 'simulated'], { cwd })
      await strom(['queue', 'pause', '--queue', 'q', '--reason', ODD], { cwd })
    }
    const bin = join(import.meta.dirname, '..', '..', 'bin', 'run.js')
    const { stdout } = await shell(onTerminal(args), { cwd, env: { STROM: bin } })
    expect(stdout).not.toBe('')
    // strom itself clears the line that moves before it writes one that stays
    expect(stdout.replaceAll('\r\n', '\n').replaceAll('\r\u001b[K', '')).not.toMatch(CONTROL)
  })

  it('is left as it is in a pipe', async () => {
    const line = JSON.stringify(turn)
    expect(line).toMatch(/[\u0080-\u009f]/)
    const { stdout } = await strom(['dedup', '-q'], { stdin: `${line}\n` })
    expect(stdout).toBe(`${line}\n`)
  })
})
