/**
 * Lets the trainers themselves load what `strom export --for` writes: by hand, not in `npm test`.
 *
 *   npm run test:trainers [-- --only trl,axolotl] [--turns FILE] [--chats FILE] [--dir DIR] [--keep]
 *
 * --turns: turns with steps (`strom import` of agent sessions); --chats: plain turns. Without them two small sets are made.
 * Each trainer is installed by pip into a virtual environment of its own below DIR (default: a temporary folder), 5 to 7
 * GB, which is removed before the next one, unless --keep. One that is there already is used.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { agentSession, chats, preferences } from './samples.js'

const here = import.meta.dirname
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'trl,llamafactory,axolotl' },
    turns: { type: 'string' },
    chats: { type: 'string' },
    dir: { type: 'string', default: mkdtempSync(join(tmpdir(), 'strom-trainers-')) },
    keep: { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
  },
})

/** What pip installs, and the exports that are loaded: the task, the input, and the flags of strom export. */
const TRAINERS = {
  trl: {
    install: ['trl', 'datasets>=4.7', 'jinja2', 'torch'],
    folders: [
      ['sft', 'turns', []],
      ['plain', 'turns', ['--reasoning', 'drop', '--parallel', 'split']],
      ['steps', 'turns', ['--rows', 'step', '--parallel', 'split', '--max-length', '8000']],
      ['sft', 'chats', []],
      ['dpo', 'preferences', ['--format', 'dpo']],
      ['kto', 'preferences', ['--format', 'kto']],
    ],
  },
  llamafactory: {
    install: ['llamafactory'],
    folders: [
      ['sft', 'turns', []],
      ['sft', 'chats', []],
      ['dpo', 'preferences', ['--format', 'dpo']],
      ['kto', 'preferences', ['--format', 'kto']],
    ],
  },
  axolotl: {
    install: ['axolotl'],
    folders: [
      ['sft', 'turns', []],
      ['split', 'turns', ['--parallel', 'split', '--reasoning', 'drop']],
      ['sft', 'chats', []],
      ['dpo', 'preferences', ['--format', 'dpo']],
    ],
  },
}

mkdirSync(values.dir, { recursive: true })
const inputs = { turns: values.turns, chats: values.chats, preferences: undefined }
for (const [name, records] of Object.entries({
  turns: agentSession(),
  chats: chats(),
  preferences: preferences(),
})) {
  if (inputs[name]) continue
  inputs[name] = join(values.dir, `${name}.jsonl`)
  writeFileSync(inputs[name], records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

let failed = false
for (const name of values.only.split(',')) {
  const { install, folders } = TRAINERS[name]
  const sets = folders.map(([task, input, flags]) => {
    const out = join(values.dir, `${name}-${input}-${task}`)
    must(process.execPath, [
      join(here, '../../bin/run.js'),
      'export',
      '-q',
      '-i',
      inputs[input],
      '--for',
      name,
      '--split',
      '1',
      '--out',
      out,
      ...flags,
    ])
    return `${task}=${out}`
  })
  const venv = join(values.dir, `venv-${name}`)
  const bin = (program) => join(venv, 'bin', program)
  if (!existsSync(bin('python'))) {
    must(values.python, ['-m', 'venv', venv])
    must(bin('python'), ['-m', 'pip', 'install', '-q', ...install])
  }
  const env = {
    ...process.env,
    HF_HOME: join(values.dir, 'hf'),
    PYTHONWARNINGS: 'ignore',
    TRANSFORMERS_VERBOSITY: 'error',
  }
  const { status, stdout } = spawnSync(bin('python'), [join(here, `${name}_check.py`), ...sets], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // Trainers print whole examples.
  for (const line of stdout.split('\n'))
    if (/^(?:ok {4}|FAILED| {2}FAULT|\w+ \d[\w.]*, )/.test(line)) process.stdout.write(`${line}\n`)
  failed ||= status !== 0
  if (!values.keep) rmSync(venv, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

function must(program, args) {
  const { status, stderr } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${status}\n${stderr?.slice(-2000)}`)
}
