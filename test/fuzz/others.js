import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zip } from '../support/zip.js'
import { check, checkRecords, runs } from './checks.js'
import { EXPORTS, good, SESSION } from './goods.js'
import { anyValue, broken, chunksOf, damagedText, text } from './inputs.js'
import { MANIFEST, ROOT } from './program.js'

const TRAINERS = ['axolotl', 'llamafactory', 'trl', 'unsloth', 'together', 'fireworks', 'openai']
const SIMULATED = ['--provider', 'simulated']

/** Turns without their place in the file, which differs with what stands before. */
const placeless = (stdout) => stdout.split('\n').map((line) => line.replace(/,"source":\{[^}]*\}/, ''))

/** The same under other ids: of two copies of one message the first counts, and that is to be the good one. */
const another = (document) =>
  JSON.parse(
    JSON.stringify(document).replace(/[0-9a-f](?=[0-9a-f]{7}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g, 'x'),
  )

/** Good documents of one format between bad ones, one a line: every good one comes through. */
async function importLines(chance, { most }) {
  const [format, documents] = chance.pick(Object.entries(EXPORTS))
  const lines = documents.flatMap((document) => [
    ...Array.from({ length: chance.below(3) }, () => broken(chance, another(chance.pick(documents)), most)),
    Buffer.from(JSON.stringify(document)),
  ])
  // What comes first decides whether a file is lines; so a good line does.
  lines.unshift(lines.pop())
  const stdin = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
  const from = chance.one(2) ? ['--from', format] : []
  const args = [...from, '--on-error', 'skip', '-q']
  const mixed = await runs('import', args, chunksOf(chance, stdin), [0, 1])
  const alone = documents.map((document) => Buffer.from(`${JSON.stringify(document)}\n`))
  const found = new Set(placeless(mixed.stdout))
  for (const turn of placeless((await runs('import', args, alone, [0])).stdout))
    check(found.has(turn), `${format}: a good turn is missing: ${turn.slice(0, 300)}`)
}

/** Whole files of any format, damaged anywhere, plain or in a ZIP that may be damaged too. */
async function importFiles(chance, { most, folder }) {
  const [name, documents] = chance.pick([...Object.entries(EXPORTS), ['claude-code', SESSION]])
  const some = documents.map((document) =>
    chance.one(3) ? broken(chance, document, most) : JSON.stringify(document),
  )
  const whole = chance.pick([
    () => Buffer.from(`[${some.join(chance.pick([',', ',\n', ' ']))}]`),
    () => Buffer.concat(some.flatMap((one) => [Buffer.from(one), Buffer.from('\n')])),
    () => Buffer.from(`{"conversations":[${some}]}`),
    () => broken(chance, documents, most),
    () => Buffer.from(JSON.stringify(documents, null, 2)).subarray(0, chance.below(5000)),
  ])()
  const file = join(
    folder,
    chance.pick(['conversations.json', 'a.jsonl', 'x.json', 'message_feedback.json', 'x.zip']),
  )
  writeFileSync(file, whole)
  if (file.endsWith('.zip')) {
    const names = chance.pick([
      ['conversations.json'],
      ['../../x.jsonl', 'a/b.json'],
      ['conversations.json', 'message_feedback.json'],
      ['__MACOSX/x.json'],
    ])
    const bytes = zip(Object.fromEntries(names.map((one) => [one, whole.toString('latin1')])))
    for (let n = chance.below(4); n > 0; n--) bytes[chance.below(bytes.length)] = chance.below(256)
    writeFileSync(file, chance.one(4) ? bytes.subarray(0, chance.below(bytes.length)) : bytes)
  }
  const from = chance.one(2) ? ['--from', chance.pick([name, ...Object.keys(EXPORTS)])] : []
  const mode = chance.pick([['--on-error', 'skip'], [], ['--branches', 'all', '--on-error', 'skip']])
  const args = [...from, ...mode, '-q', '-i', chance.one(6) ? folder : file]
  checkRecords((await runs('import', args, [], [0, 1, 65, 66])).stdout)
}

async function validate(chance, { most, folder }) {
  const format = chance.pick(['chatml', 'alpaca', 'sharegpt', 'prompt-completion', 'dpo', 'kto'])
  const { stdout } = await runs(
    'export',
    ['-q', '--format', format],
    [Buffer.from((await good('any')).join('\n'))],
    [0],
  )
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .slice(0, 4)
  const bytes = Buffer.concat(
    rows.flatMap((row) => [
      Buffer.from(`${JSON.stringify(row)}\n`),
      broken(chance, row, most),
      Buffer.from('\n'),
    ]),
  )
  const trainer = chance.pick(TRAINERS)
  if (trainer === 'llamafactory')
    writeFileSync(join(folder, 'dataset_info.json'), broken(chance, { set: { file_name: 'x' } }, most))
  writeFileSync(join(folder, 'rows.jsonl'), bytes)
  const input = chance.one(2) ? ['-i', 'rows.jsonl'] : []
  const args = ['--for', trainer, '--format', 'json', ...input]
  checkRecords((await runs('validate', args, chunksOf(chance, bytes), [0, 1])).stdout)
}

/** Messages on stdin, with a memory and knowledge that are damaged. */
async function chat(chance, { most, folder }) {
  const said = { user: 'What is a queue?', assistant: 'A list of jobs.' }
  const lines = Array.from({ length: 4 }, () => broken(chance, said, most))
  const stdin = Buffer.concat(
    [...lines, Buffer.from(JSON.stringify(said))].flatMap((line) => [line, Buffer.from('\n')]),
  )
  const files = knowledgeIn(folder, chance, most, await good('turn'))
  const { stdout } = await runs('chat', [...SIMULATED, '-q', ...files], chunksOf(chance, stdin), [0, 1])
  checkRecords(stdout)
  check(stdout.includes('"A list of jobs."'), 'a good message got no turn')
}

function knowledgeIn(folder, chance, most, turns) {
  const lines = turns
    .slice(0, 3)
    .flatMap((turn) => [
      Buffer.from(turn),
      Buffer.from('\n'),
      broken(chance, JSON.parse(turn), most),
      Buffer.from('\n'),
    ])
  writeFileSync(join(folder, 'memory.jsonl'), Buffer.concat(lines))
  writeFileSync(
    join(folder, 'notes.md'),
    damagedText(chance, '# Queue\n\nA list of jobs.\n\n- one\n- two\n\n```js\nx\n```\n', most),
  )
  return chance.pick([
    [],
    ['--memory', 'memory.jsonl'],
    ['--memory', 'memory.jsonl', '--knowledge', 'notes.md'],
    ['--knowledge', 'memory.jsonl'],
  ])
}

const rpc = (id, method, params) => ({ jsonrpc: '2.0', id, method, params })
const CALLS = [
  rpc(1, 'tools/call', {
    name: 'chat',
    arguments: { user: 'What is a log?', assistant: 'A file that only grows.' },
  }),
  rpc(2, 'tools/call', { name: 'recall', arguments: { query: 'queue', limit: 3 } }),
  rpc(3, 'tools/call', {
    name: 'mine_training_data',
    arguments: { kinds: ['definition'], min_confidence: 0.1 },
  }),
  rpc(4, 'tools/call', { name: 'export_training_data', arguments: { file: 'x.jsonl', format: 'alpaca' } }),
  rpc(5, 'resources/list', {}),
  rpc(6, 'resources/read', { uri: 'memory://t_1' }),
  rpc(7, 'tools/list', {}),
]

/** Requests of the protocol, most of them damaged; the good one at the end is answered. */
async function mcp(chance, { most, folder }) {
  mkdirSync(join(folder, 'exports'))
  const hello = rpc(0, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'x', version: '1' },
  })
  const lines = [
    ...(chance.one(4)
      ? []
      : [JSON.stringify(hello), JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })]),
    ...Array.from({ length: 5 }, () => broken(chance, chance.pick(CALLS), most)),
    JSON.stringify(rpc(99, 'tools/call', { name: 'conversation_stats', arguments: {} })),
  ]
  const stdin = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]))
  const files = knowledgeIn(folder, chance, most, await good('turn'))
  const write =
    chance.one(2) && files.includes('--memory') ? ['--allow-write', '--export-dir', 'exports'] : []
  const { stdout } = await runs('mcp', ['-q', ...files, ...write], chunksOf(chance, stdin), [0])
  checkRecords(stdout)
  check(
    stdout.split('\n').some((line) => line.includes('"id":99') && line.includes('"result"')),
    'a good request got no answer',
  )
}

/** A configuration with one file damaged: said to be wrong (78), or used. */
async function config(chance, { most, folder }) {
  const shipped = join(ROOT, 'config')
  const files = readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(yaml|md)$/.test(name),
  )
  const name = chance.pick(files)
  const own = join(folder, 'config')
  cpSync(shipped, own, { recursive: true })
  const odd = chance.one(8)
    ? Buffer.from(
        `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${Array(9).fill(i ? `*b${i - 1}` : '*a')}]`).join('\n')}\n`,
      )
    : undefined
  writeFileSync(join(own, name), odd ?? damagedText(chance, readFileSync(join(shipped, name), 'utf8'), most))
  const first = async (kind) => [Buffer.from((await good(kind))[0])]
  const [id, args, stdin] = await chance.pick([
    async () => ['config:show', ['--config', own, '--origin'], []],
    async () => ['wrappers', ['--config', own], []],
    async () => ['learn', ['--config', own, '-n', '2'], []],
    async () => ['produce', ['--config', own, ...SIMULATED, '-n', '2'], await first('brief')],
    async () => ['consume', ['--config', own, ...SIMULATED, '--wrapper', 'sigma'], await first('prompt')],
    async () => ['score', ['--lexicon', join(own, name)], await first('turn')],
  ])()
  await runs(id, args, stdin, [0, 1, 65, 78])
}

/** Files beside the input that a command looks things up in. */
async function files(chance, { most, folder }) {
  const turns = await good('turn')
  writeFileSync(
    join(folder, 'other'),
    chance.one(2)
      ? broken(chance, JSON.parse(turns[0]), most)
      : damagedText(chance, 'Anna Schmidt, Anna\nBob\n', most),
  )
  const stdin = [Buffer.from(turns.join('\n'))]
  const [id, args] = chance.pick([
    ['dedup', ['--against', 'other']],
    ['dedup', ['--decontaminate', 'other']],
    ['redact', ['--names', 'other']],
    ['redact', ['--salt', 'other']],
    ['export', ['--format', 'csv', '--append', '-o', 'other']],
  ])
  await runs(id, args, stdin, [0, 1, 65, 66])
}

/** Answers that were kept, and are damaged: those that can be read are used, the others asked for again. */
async function kept(chance, { most, folder }) {
  const prompts = [Buffer.from((await good('prompt')).slice(0, 3).join('\n'))]
  const args = [...SIMULATED, '-q', '-j', '2', '--cache', 'cache']
  const { stdout } = await runs('consume', args, prompts, [0])
  const cache = join(folder, 'cache')
  const entries = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  )
  for (const name of entries.filter(() => chance.one(2))) {
    const path = join(cache, name)
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      chance.one(2) ? broken(chance, JSON.parse(text), most) : damagedText(chance, text, most),
    )
  }
  const again = await runs('consume', args, prompts, [0, 1])
  checkRecords(again.stdout)
  const count = (text) => text.split('\n').length
  check(count(again.stdout) === count(stdout), 'a prompt has no answer any more')
  await runs('consume', [...args, '--replay'], prompts, [0, 1])
}

/** Values of flags that are not what is expected: a usage error, or another one that says what to do. */
async function flags(chance, { most }) {
  const { id, flags } = chance.pick(
    Object.values(MANIFEST).filter(({ id }) => !/^(help|completion|init|simulate|loop)$/.test(id)),
  )
  const known = Object.values(flags).filter(
    ({ name }) =>
      !/^(output|out|errors|rejects|cache|base-url|key-file|salt|memory|count|generations|jobs)$/.test(name),
  )
  const args = Array.from({ length: 1 + chance.below(3) }, () => {
    const { name, type, options } = chance.pick(known)
    if (type === 'boolean') return [`--${name}`]
    const value =
      options && chance.one(2)
        ? chance.pick(options)
        : chance.pick([
            text(chance, Math.min(most, 1000)),
            anyValue(chance, 100),
            '-1',
            '1e999',
            'NaN',
            '0x10',
            '/',
            '',
            '/nowhere',
            '999999999999999',
          ])
    return [`--${name}=${value.replaceAll('\0', '')}`]
  }).flat()
  await runs(id, [...('provider' in flags ? SIMULATED : []), ...args], [])
}

export const others = [
  { name: 'import lines', trial: importLines },
  { name: 'import files', trial: importFiles },
  { name: 'validate', trial: validate },
  { name: 'chat', trial: chat },
  { name: 'mcp', trial: mcp },
  { name: 'config', trial: config },
  { name: 'files', trial: files },
  { name: 'cache', trial: kept },
  { name: 'flags', trial: flags },
]
