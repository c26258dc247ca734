// Kills program.js with strace before each of its system calls on the queue, one kind of call at a time, and judges
// what is left: node test/faults/kill.js
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDirectory } from '../../dist/queue/directory.js'

const PROGRAM = join(import.meta.dirname, 'program.js')
/** Calls that change the disk are killed at each, the others at each n-th. */
const KINDS = [
  ['rename', 1],
  ['link', 1],
  ['unlink', 1],
  ['mkdir', 1],
  ['fsync', 1],
  ['write', 1],
  ['openat', 3],
  ['close', 5],
  ['getdents64', 5],
  ['statx', 8],
]
const IDS = [1, 2, 3, 4].map((n) => `p_${n.toString(16).padStart(16, '0')}`)

/**
 * @param until as performance.now() tells it
 * @returns points: kills that hit; of: how many there are; wrong: what they broke
 */
export async function killSweep(until = Number.POSITIVE_INFINITY) {
  installStrace()
  const totals = { points: 0, of: 0, lost: 0, duplicated: 0, stuck: 0, paidTwice: 0, wrong: [] }
  const points = []
  for (const [kind, step] of KINDS)
    for (const [i, number] of (await callsOnQueue(kind)).entries())
      if (i % step === 0) points.push([kind, number])
  totals.of = points.length
  for (const [kind, number] of spread(points)) {
    if (performance.now() > until) break
    const { killed, verdict } = await trial(kind, number)
    if (killed) totals.points++
    for (const key of ['lost', 'duplicated', 'stuck', 'paidTwice']) totals[key] += verdict[key].length
    if (Object.values(verdict).some((list) => list.length > 0))
      totals.wrong.push({ kind, number, ...verdict })
  }
  return totals
}

/** In an order that leaves no kind and no part out where time is short. */
export function spread(points) {
  return points
    .map((point, i) => [(i * 7919) % points.length, point])
    .sort(([a], [b]) => a - b)
    .map(([, point]) => point)
}

export function installStrace() {
  try {
    execFileSync('strace', ['--version'], { stdio: 'ignore' })
  } catch {
    if (process.getuid?.() !== 0) throw new Error('strace is missing: install it (apt-get install strace)')
    execFileSync('apt-get', ['install', '-y', 'strace'], { stdio: 'inherit' })
  }
}

function place() {
  const root = mkdtempSync(join(tmpdir(), 'strom-kill-'))
  return { root, path: join(root, 'q'), log: join(root, 'log') }
}

/** One thread syncs, so that a call's number is the same in every run. */
function strace(options, { path, log }) {
  const child = spawn('strace', ['-f', '-qq', ...options, process.execPath, PROGRAM, path, log], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (data) => {
    errors += data
  })
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, errors })))
}

/** Which calls of this kind, counted by thread, have to do with the queue. */
async function callsOnQueue(kind) {
  const at = place()
  const out = join(at.root, 'trace')
  const { code, errors } = await strace(['-y', '-o', out, '-e', `trace=${kind}`], at)
  if (code !== 0) throw new Error(`the program fails without being killed: ${errors}`)
  const seen = new Map()
  const numbers = new Set()
  for (const line of readFileSync(out, 'utf8').split('\n')) {
    const [thread] = line.split(' ', 1)
    if (!line.includes(`${kind}(`)) continue
    seen.set(thread, (seen.get(thread) ?? 0) + 1)
    if (line.includes(at.path)) numbers.add(seen.get(thread))
  }
  rmSync(at.root, { recursive: true })
  return [...numbers].sort((x, y) => x - y)
}

async function trial(kind, number) {
  const at = place()
  const { signal, code } = await strace(
    ['-o', '/dev/null', '-e', `inject=${kind}:signal=KILL:when=${number}`],
    at,
  )
  const verdict = await judge(at)
  rmSync(at.root, { recursive: true })
  return { killed: signal === 'SIGKILL' || code === 137, verdict }
}

/** Ends what the killed program has begun, and compares it with the log. */
async function judge({ path, log }) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  const noted = (what) =>
    lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1))
  const verdict = { lost: [], duplicated: [], stuck: [], paidTwice: [], violations: [] }
  const queue = await openDirectory(path, { create: true, onUnknown: 'hold' })
  const before = await places(queue)
  for (const id of noted('acked')) if (!before.has(id)) verdict.lost.push(`${id} before recovery`)
  const paid = noted('paid')
  await queue.putBatch(IDS.filter((id) => !noted('acked').includes(id)).map((id) => ({ id })))
  for (let turns = 0; turns < 200; turns++) {
    const claim = await queue.claim()
    if (claim.idle === 'later')
      await new Promise((done) => setTimeout(done, Math.min(100, claim.until - Date.now())))
    else if (claim.idle) break
    else {
      if (claim.answers.length === 0) paid.push(claim.id)
      await queue.complete(claim, { class: 'ok' }, 'processed')
    }
  }
  const after = await places(queue)
  for (const id of IDS) {
    const at = after.get(id) ?? []
    const open = at.filter((state) => state === 'incoming' || state === 'processing')
    if (at.length === 0) verdict.lost.push(id)
    if (at.length > 1) verdict.duplicated.push(`${id} ${at}`)
    if (open.length > 0) verdict.stuck.push(`${id} ${open}`)
    const times = paid.filter((other) => other === id).length
    if (times > 1 + noted('redriven').filter((other) => other === id).length)
      verdict.paidTwice.push(`${id} ${times}`)
  }
  for (const id of noted('done'))
    if (!['processed', 'error', 'archive'].some((s) => after.get(id)?.includes(s)))
      verdict.lost.push(`${id} done`)
  verdict.violations = await queue.fsck({ deep: true })
  await queue.close()
  return verdict
}

async function places(queue) {
  const found = new Map()
  for (const state of ['incoming', 'processing', 'processed', 'error', 'archive'])
    for (const { id } of await queue.list(state)) found.set(id, [...(found.get(id) ?? []), state])
  return found
}

if (process.argv[1] === import.meta.filename) {
  const { wrong, ...totals } = await killSweep()
  console.log(totals)
  for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one))
  process.exitCode = wrong.length ? 1 : 0
}
