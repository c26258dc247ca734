// How fast the directory queue is: puts and no-op jobs per second, and the latency of claim and status by backlog.
//
//     npm run build && node test/bench/queue.js [--dir DIR]     DIR: a folder on the disk to measure
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDirectory } from '../../dist/queue/directory.js'

const id = (n) => `p_${n.toString(16).padStart(16, '0')}`
/** A prompt record of about 1.5 kB. */
const prompt = (n) => ({
  schema: 'strom.prompt/1',
  id: id(n),
  text: 'x'.repeat(1300),
  topic: 'Wasser',
  style: 'casual',
})
const result = { schema: 'strom.result/1', class: 'ok', response: 'y'.repeat(1300) }
const THRESHOLDS = { starving: 0, low: 4, balanced: 24, high: 49 }

const [role, ...args] = process.argv.slice(2)
if (role === 'put') await whenTold(() => put(args[0], Number(args[1]), Number(args[2])))
else if (role === 'drain') await whenTold(() => drain(args[0], Number(args[1])))
else await bench(role === '--dir' ? args[0] : tmpdir())

/** The start of the process is not measured. */
async function whenTold(work) {
  process.send('ready')
  await once(process, 'message')
  await work()
  process.send('done')
  process.disconnect()
}

/** Puts jobs one by one, each acknowledged before the next. */
async function put(path, from, count) {
  const queue = await openDirectory(path)
  for (let n = from; n < from + count; n++) await queue.put(prompt(n))
}

/** Works off the queue: claim, begin, save the answer, complete; so many jobs in flight. */
async function drain(path, inFlight) {
  const queue = await openDirectory(path)
  const work = async () => {
    for (;;) {
      const claim = await queue.claim()
      if (claim.idle) return
      await queue.begin(claim)
      await queue.saveResult(claim, 0, result.response)
      await queue.complete(claim, result, 'processed')
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  await queue.close()
}

async function bench(parent) {
  const root = mkdtempSync(join(parent, 'strom-bench-'))
  try {
    print(
      'one fsync of a new file',
      `${median(Array.from({ length: 50 }, () => fsyncOnce(root))).toFixed(2)} ms`,
    )
    await puts(root)
    await jobs(root)
    await backlogs(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

async function puts(root) {
  for (const processes of [1, 8]) {
    const path = join(root, `put-${processes}`)
    await openDirectory(path, { create: true })
    const each = 200
    const seconds = await together(processes, (n) => ['put', path, n * each, each])
    print(`put one by one, ${processes} process(es)`, `${rate(processes * each, seconds)} puts/s`)
  }
  const queue = await openDirectory(join(root, 'batch'), { create: true })
  const payloads = Array.from({ length: 1000 }, (_, n) => prompt(n))
  const seconds = await timed(() => queue.putBatch(payloads))
  print('put 1,000 in one batch', `${rate(1000, seconds)} puts/s`)
}

async function jobs(root) {
  const cases = [
    [1, 1, 200],
    [1, 32, 1000],
    [8, 1, 1000],
    [8, 8, 2000],
  ]
  for (const [processes, inFlight, count] of cases) {
    const path = join(root, `drain-${processes}-${inFlight}`)
    const queue = await openDirectory(path, { create: true })
    await queue.putBatch(Array.from({ length: count }, (_, n) => prompt(n)))
    const seconds = await together(processes, () => ['drain', path, inFlight])
    const done = (await queue.list('processed')).length
    if (done !== count) throw new Error(`${done} of ${count} jobs done`)
    print(`jobs, ${processes} process(es), ${inFlight} in flight each`, `${rate(count, seconds)} jobs/s`)
  }
}

/** The backlog is written directly: only its names matter. */
async function backlogs(root) {
  for (const waiting of [10, 100, 1000, 10_000, 100_000]) {
    const path = join(root, `backlog-${waiting}`)
    const queue = await openDirectory(path, { create: true })
    await queue.put(prompt(0))
    for (let n = 1; n < waiting; n++) {
      const payload = { id: id(n) }
      const sha256 = createHash('sha256').update(JSON.stringify(payload)).digest('hex')
      writeFileSync(
        join(path, 'incoming', `0.${id(n)}~a0.json`),
        JSON.stringify({ id: id(n), sha256, payload, end: 1 }),
      )
    }
    await queue.release(await queue.claim())
    const claims = []
    for (let n = 0; n < Math.min(200, waiting); n++) claims.push(await timed(() => queue.claim()))
    const first = await timed(async () => {
      const fresh = await openDirectory(path)
      await fresh.claim()
      await fresh.close()
    })
    const status = []
    for (let n = 0; n < 5; n++) status.push(await timed(() => queue.status(THRESHOLDS)))
    const ms = (seconds) => `${(seconds * 1000).toFixed(1)} ms`
    const p99 = claims.sort((a, b) => a - b)[Math.floor(claims.length * 0.99)]
    print(
      `${waiting.toLocaleString('en-US')} waiting`,
      `claim median ${ms(median(claims))}, p99 ${ms(p99)}, first of a new consumer ${ms(first)}, status ${ms(median(status))}`,
    )
    await queue.close()
  }
}

function fsyncOnce(root) {
  mkdirSync(join(root, 'fsync'), { recursive: true })
  const fd = openSync(join(root, 'fsync', String(Math.random())), 'wx')
  writeSync(fd, 'x'.repeat(1500))
  const started = performance.now()
  fsyncSync(fd)
  const ms = performance.now() - started
  closeSync(fd)
  return ms
}

/** Starts processes, lets them go all at once, and waits for them. @returns seconds */
async function together(processes, argsOf) {
  const children = Array.from({ length: processes }, (_, n) =>
    spawn(process.execPath, [process.argv[1], ...argsOf(n).map(String)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  const told = (child) => once(child, 'message')
  await Promise.all(children.map(told))
  return timed(() => {
    for (const child of children) child.send('go')
    return Promise.all(children.map(told))
  })
}

async function timed(run) {
  const started = performance.now()
  await run()
  return (performance.now() - started) / 1000
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

function rate(count, seconds) {
  return Math.round(count / seconds).toLocaleString('en-US')
}

function print(what, figure) {
  console.log(`${what.padEnd(42)}${figure}`)
}
