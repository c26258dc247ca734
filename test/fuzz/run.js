// Throws bad input of every kind at every command, and checks that it ends in time, with an exit code of the contract,
// without a stack trace, and without losing a good line:
//
//     npm run test:fuzz -- --runs 200 --seed 7              so many inputs a command; with texts of 10 MB
//     npm run test:fuzz -- --only score --case 123456789    one case again
import { fork } from 'node:child_process'
import { parseArgs } from 'node:util'

const HANG_MS = 240_000
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    case: { type: 'string' },
    most: { type: 'string', default: '10000000' },
  },
})
const { TARGETS } = await import('./targets.js')
const chosen = TARGETS.filter(({ name }) => !values.only || name === values.only)
const runs = values.case ? 1 : Number(values.runs)
const seedOf = (target, n) => Number(values.case ?? (Number(values.seed) * 1000 + target) * 100_000 + n)
const cases = chosen.flatMap(({ name, share = 1 }, target) =>
  Array.from({ length: Math.max(1, Math.round(runs * share)) }, (_, n) => ({
    name,
    seed: seedOf(target, n),
  })),
)
const counts = new Map(chosen.map(({ name }) => [name, { tried: 0, ms: 0, slowest: 0, slowestSeed: 0 }]))
const failures = []

/** A child that hangs or dies is replaced by one that goes on after the case. */
async function work(rest) {
  const child = fork(new URL('child.js', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let current
  let timer
  const watch = () => {
    clearTimeout(timer)
    timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS)
  }
  child.on('message', (message) => {
    watch()
    current = message
    if (message.failed) fail(message)
    if (message.ms === undefined) return
    const count = counts.get(message.name)
    count.tried++
    count.ms += message.ms
    if (message.ms > count.slowest) Object.assign(count, { slowest: message.ms, slowestSeed: message.seed })
  })
  child.send({ cases: rest, most: Number(values.most) })
  watch()
  const [code, signal] = await new Promise((done) => child.on('close', (...how) => done(how)))
  clearTimeout(timer)
  if (code === 0 && !current?.begins) return
  fail({
    ...current,
    failed: signal === 'SIGKILL' ? 'it hangs' : `the process died: ${code ?? signal}`,
  })
  const at = rest.findIndex(({ name, seed }) => name === current?.name && seed === current?.seed)
  if (at >= 0 && at + 1 < rest.length) await work(rest.slice(at + 1))
}
function fail(failure) {
  failures.push(failure)
  const { name, seed, failed } = failure
  console.log(
    `FAILED: npm run test:fuzz -- --only '${name}' --case ${seed} --most ${values.most}\n${failed}\n`,
  )
}

function sumUp() {
  for (const [name, { tried, ms, slowest, slowestSeed }] of counts)
    console.log(
      `${name.padEnd(14)}${String(tried).padStart(7)} inputs${(ms / 1000).toFixed(1).padStart(9)} s CPU   slowest ${(slowest / 1000).toFixed(1)} s (--case ${slowestSeed})`,
    )
  const total = [...counts.values()].reduce((sum, { tried }) => sum + tried, 0)
  console.log(`\n${total} inputs, ${failures.length} failures`)
  process.exit(failures.length ? 1 : 0)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, sumUp)
await work(cases)
sumUp()
