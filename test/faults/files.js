// Files that grow or are replaced, under kill -9, failing calls and power cuts: node test/faults/files.js [PART]
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plant } from '../support/planted.js'
import { FILE_BUGS } from './file-bugs.js'
import { installStrace, spread } from './kill.js'

const PROGRAM = join(import.meta.dirname, 'files-program.js')
const { PARTS } = await import('./files-program.js')
export const PART_NAMES = Object.keys(PARTS)
const KILLED = [
  'openat',
  'write',
  'fsync',
  'fdatasync',
  'rename',
  'unlink',
  'rmdir',
  'mkdir',
  'fchmod',
  'fchown',
  'close',
]
const FAILING = [
  ['write', 'ENOSPC'],
  ['openat', 'EMFILE'],
  ['fsync', 'EIO'],
  ['fdatasync', 'EIO'],
  ['rename', 'EACCES'],
]
/** Processes at the same time, where a file may be shared. */
const SHARED = ['append', 'ledger', 'memory']
const RACERS = 4

function place(part) {
  const root = mkdtempSync(join(tmpdir(), 'strom-files-'))
  const at = { part, folder: join(root, 'files'), log: join(root, 'log'), trace: join(root, 'trace'), root }
  mkdirSync(at.folder)
  PARTS[part].prepare(at.folder)
  return at
}
const notedIn = ({ log }) => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [])

/** Runs the program under strace, or by itself. One thread works with the disk, so that a call's number stays the same. */
function run({ part, folder, log }, root, options, ...more) {
  const [command, ...args] = [
    ...(options ? ['strace', '-f', '-qq', ...options] : []),
    process.execPath,
    PROGRAM,
  ]
  const child = spawn(command, [...args, part, folder, log, ...more], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', ...(root && { STROM_ROOT: root }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (data) => {
    errors += data
  })
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, errors })))
}

/** What is wrong with what a run has left, by the judge of another process, with the program that made it. */
async function judge(at, root, runs) {
  try {
    const out = execFileSync(
      process.execPath,
      [import.meta.filename, '--judge', at.part, at.folder, at.log, `${runs ?? 1}`],
      {
        env: { ...process.env, ...(root && { STROM_ROOT: root }) },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
      },
    )
    return JSON.parse(out)
  } catch (error) {
    return [`the next run fails: ${String(error.stderr ?? error).slice(0, 500)}`]
  } finally {
    rmSync(at.root, { recursive: true, force: true })
  }
}

/** The lines of a trace without threads that overlap: what was unfinished is put where it ended. */
function* callsOf(trace) {
  const open = new Map()
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const [, thread, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (!rest) continue
    if (rest.endsWith('<unfinished ...>')) open.set(thread, rest.slice(0, -16))
    else yield [thread, rest.replace(/^<\.\.\. \w+ resumed>/, () => open.get(thread) ?? '')]
  }
}

/** In the order of the trace: nothing is promised that a power cut could take back. */
async function powerCut(part, root) {
  const at = place(part)
  const known = new Set(readdirSync(at.folder))
  const kinds = 'write,pwrite64,fsync,fdatasync,rename,openat'
  const { code, errors } = await run(at, root, ['-y', '-s', '60', '-o', at.trace, '-e', `trace=${kinds}`])
  const wrong = code === 0 ? [] : [`it fails: ${errors.slice(0, 500)}`]
  const dirty = new Set() // written and not synced: files, and folders that have a new name in them
  const within = (path) => path?.startsWith(at.folder) && !path.endsWith('.lock')
  for (const [, call] of callsOf(at.trace)) {
    const [, name] = /^(\w+)\(/.exec(call) ?? []
    const [, path] = /^\w+\(\d+<([^>]+)>/.exec(call) ?? []
    if (/ = -1 /.test(call)) continue
    if (name === 'openat') {
      const [, opened] = / = \d+<([^>]+)>/.exec(call) ?? []
      const file = opened?.slice(at.folder.length + 1)
      if (within(opened) && call.includes('O_CREAT') && !known.has(file) && !file.endsWith('.tmp')) {
        known.add(file)
        dirty.add(opened.slice(0, opened.lastIndexOf('/')))
      }
    } else if (name === 'rename') {
      const [, from, to] = /^rename\("([^"]+)", "([^"]+)"/.exec(call) ?? []
      if (!within(to)) continue
      if (dirty.has(from)) wrong.push(`${from} gets its name before it is synced`)
      dirty.delete(from)
      known.add(to.slice(at.folder.length + 1))
      dirty.add(to.slice(0, to.lastIndexOf('/')))
    } else if (name?.endsWith('sync')) dirty.delete(path)
    else if (path === at.log) {
      if (call.includes('"safe ') && dirty.size) wrong.push(`promised before a sync of ${[...dirty]}`)
    } else if (within(path)) dirty.add(path)
  }
  rmSync(at.root, { recursive: true, force: true })
  return wrong
}

/** Numbers of the calls of this kind, counted by thread, that have to do with the files. */
async function callsOnFiles(part, kinds, root) {
  const at = place(part)
  const { code, errors } = await run(at, root, ['-y', '-o', at.trace, '-e', `trace=${kinds}`])
  if (code !== 0) throw new Error(`${part} fails without a fault: ${errors}`)
  const counts = new Map()
  const points = new Map()
  for (const [thread, call] of callsOf(at.trace)) {
    const [, kind] = /^(\w+)\(/.exec(call) ?? []
    const key = `${thread} ${kind}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (call.includes(at.folder)) points.set(`${kind} ${counts.get(key)}`, [kind, counts.get(key)])
  }
  rmSync(at.root, { recursive: true, force: true })
  return [...points.values()]
}

async function race(part, root) {
  const at = place(part)
  const runs = Array.from({ length: RACERS }, (_, n) => run(at, root, undefined, `${n}`))
  const ready = () => readdirSync(at.root).filter((name) => name.startsWith('log.ready.')).length
  for (let turns = 0; turns < 3000 && ready() < RACERS; turns++)
    await new Promise((done) => setTimeout(done, 10))
  writeFileSync(`${at.log}.go`, '')
  const failed = (await Promise.all(runs)).filter(({ code }) => code !== 0)
  const wrong = await judge(at, root, RACERS)
  return [...failed.map(({ errors }) => `one of several fails: ${errors.slice(0, 300)}`), ...wrong]
}

async function fault(part, kind, number, error, root) {
  const at = place(part)
  const what = error ? `error=${error}` : 'signal=KILL'
  const { code, signal, errors } = await run(at, root, [
    '-o',
    '/dev/null',
    '-e',
    `inject=${kind}:${what}:when=${number}`,
  ])
  const bug = error && /TypeError|ReferenceError|AssertionError/.test(errors)
  const wrong = await judge(at, root)
  return {
    hit: error ? true : signal === 'SIGKILL' || code === 137,
    wrong: [...(bug ? [errors.slice(0, 500)] : []), ...wrong],
  }
}

/**
 * @param until as performance.now() tells it
 * @returns how many faults were tried of how many there are, and what they broke
 */
export async function fileFaults(part, until, root, enough = Number.POSITIVE_INFINITY) {
  installStrace()
  const wrong = []
  const note = (how, found) => found.length && wrong.push({ part, how, found: found.slice(0, 3) })
  note('power cut', await powerCut(part, root))
  if (SHARED.includes(part) && wrong.length < enough) note('several at once', await race(part, root))
  const kill = wrong.length < enough ? await callsOnFiles(part, KILLED.join(), root) : []
  const [names, others] = [true, false].map((changes) =>
    kill.filter(([kind]) => ['rename', 'unlink'].includes(kind) === changes),
  )
  const failing = FAILING.flatMap(([kind, error]) =>
    kill.filter(([one]) => one === kind).map(([, number]) => [kind, number, error]),
  )
  const points = [...names, ...spread([...others, ...failing])]
  let tried = 0
  for (const [kind, number, error] of points) {
    if (performance.now() > until || wrong.length >= enough) break
    tried++
    note(`${error ?? 'kill'} at ${kind} ${number}`, (await fault(part, kind, number, error, root)).wrong)
  }
  return { tried, of: points.length, wrong }
}

/** Is each planted bug found? @returns the names of those that are not */
export async function plantedFiles(until) {
  const missed = []
  for (const [name, { part, ...bug }] of Object.entries(FILE_BUGS)) {
    const { root, remove } = plant(bug)
    const { wrong } = await fileFaults(part, Math.max(until, performance.now() + 20_000), root, 1)
    remove()
    if (wrong.length === 0) missed.push(name)
    console.log(
      `planted: ${name}: ${wrong.length ? `caught: ${wrong[0].how}: ${wrong[0].found[0].slice(0, 100)}` : 'NOT CAUGHT'}`,
    )
  }
  return missed
}

if (process.argv[2] === '--judge') {
  const [part, folder, log, runs] = process.argv.slice(3)
  const again = () => PARTS[part].work(folder, () => {})
  console.log(JSON.stringify(await PARTS[part].judge(folder, notedIn({ log }), again, Number(runs))))
} else if (process.argv[1] === import.meta.filename) {
  const chosen = process.argv.slice(2)
  for (const part of chosen.length ? chosen : PART_NAMES)
    console.log(part, JSON.stringify(await fileFaults(part, performance.now() + 60_000)))
}
