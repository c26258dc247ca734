// Throws bad input of every kind at every command, and checks that it ends in time, with an exit code of the contract,
// without a stack trace, and without losing a good line:
//
//     npm run test:fuzz                                     all for nine minutes, with texts of 10 MB, and planted bugs
//     npm run test:fuzz -- --runs 200 --seed 7              so many inputs a command at most
//     npm run test:fuzz -- --only score --case 123456789    one case again
//
// The command that has had the least time is next, so that each gets its share, however slow another is.
import { fork, spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { plant, TimeBudget } from '../support/planted.js'

const HANG_MS = 240_000
/** Of the time, where planted bugs are looked for as well. */
const PLANTED_SHARE = 0.3
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    case: { type: 'string' },
    most: { type: 'string', default: '10000000' },
    planted: { type: 'boolean', default: false },
    'until-failure': { type: 'boolean', default: false },
  },
})
const planted = values.planted && !values.only && !values.case
const seconds = Number(values.seconds)
const end = performance.now() + 1000 * seconds * (planted ? 1 - PLANTED_SHARE : 1)

const { TARGETS } = await import('./targets.js')
const targets = TARGETS.map(({ name, share = 1 }, n) => ({
  name,
  most: values.case ? 1 : Math.max(1, Math.round(Number(values.runs) * share)),
  seed: (at) => Number(values.case ?? (Number(values.seed) * 1000 + n) * 100_000 + at),
  ...{ tried: 0, ms: 0, slowest: 0, slowestSeed: 0 },
})).filter(({ name }) => !values.only || name === values.only)
const failures = []

/** The case that is next; undefined when all have had enough. */
function next() {
  if (values['until-failure'] && failures.length) return undefined
  if (performance.now() > end && targets.every(({ tried }) => tried > 0)) return undefined
  const [target] = targets.filter(({ tried, most }) => tried < most).sort((a, b) => a.ms - b.ms)
  return target && { name: target.name, seed: target.seed(target.tried++) }
}

/** A child that hangs or dies is replaced by one that goes on after the case. */
async function work() {
  let current = next()
  if (!current) return
  const child = fork(new URL('child.js', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let timer
  const send = () => {
    clearTimeout(timer)
    if (!current) return child.disconnect()
    timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS)
    child.send({ ...current, most: Number(values.most) })
  }
  child.on('message', ({ failed, ms }) => {
    if (failed) fail({ ...current, failed })
    if (failed && values['until-failure']) return child.kill('SIGKILL')
    if (ms === undefined) return
    const target = targets.find(({ name }) => name === current.name)
    target.ms += ms
    if (ms > target.slowest) Object.assign(target, { slowest: ms, slowestSeed: current.seed })
    current = next()
    send()
  })
  send()
  const [code, signal] = await new Promise((done) => child.on('exit', (...how) => done(how)))
  clearTimeout(timer)
  if (!current || (values['until-failure'] && failures.length)) return
  fail({ ...current, failed: signal === 'SIGKILL' ? 'it hangs' : `the process died: ${code ?? signal}` })
  await work()
}
function fail(failure) {
  failures.push(failure)
  const { name, seed, failed } = failure
  console.log(
    `FAILED: npm run test:fuzz -- --only '${name}' --case ${seed} --most ${values.most}\n${failed}\n`,
  )
}

function sumUp() {
  for (const { name, tried, ms, slowest, slowestSeed } of targets)
    console.log(
      `${name.padEnd(14)}${String(tried).padStart(7)} inputs${(ms / 1000).toFixed(1).padStart(9)} s CPU   slowest ${(slowest / 1000).toFixed(1)} s (--case ${slowestSeed})`,
    )
  const total = targets.reduce((sum, { tried }) => sum + tried, 0)
  console.log(`\n${total} inputs, ${failures.length} failures`)
  if (failures.length) process.exitCode = 1
}

/** Are mistakes in the program found by the targets that are to find them? */
async function findPlanted() {
  const { FUZZ_BUGS } = await import('./bugs.js')
  const bugs = Object.entries(FUZZ_BUGS)
  const budget = new TimeBudget(seconds * PLANTED_SHARE, bugs.length)
  for (const [name, { target, ...bug }] of bugs) {
    const { root, remove } = plant(bug)
    const time = Math.max(10, (budget.next() - performance.now()) / 1000)
    const args = [
      '--only',
      target,
      '--seconds',
      `${time}`,
      '--until-failure',
      '--most',
      '30000',
      '--seed',
      values.seed,
    ]
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, ...args], {
      env: { ...process.env, STROM_ROOT: root },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    remove()
    const caught = stdout.includes('FAILED: ')
    console.log(`planted: ${target}: ${name}: ${caught ? 'caught' : 'NOT CAUGHT'}`)
    if (!caught) process.exitCode = 1
  }
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    sumUp()
    process.exit()
  })
await work()
sumUp()
if (planted) await findPlanted()
