// Everything that can go wrong with the queue and with the files that strom keeps, at more length than npm test:
//
//     npm run test:faults                      all, within ten minutes
//     npm run test:faults -- --seconds 3600    with more time: more points, more jobs
//     npm run test:faults -- kill soak         some of the parts: model, kill, files, soak, planted
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { soak } from '../queue/soak.js'
import { TimeBudget } from '../support/planted.js'
import { fileFaults, PART_NAMES, plantedFiles } from './files.js'
import { killSweep } from './kill.js'

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '500' } },
  allowPositionals: true,
})
const parts = Object.entries({ model, kill, files, soak: longSoak, planted }).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
)
const budget = new TimeBudget(Number(values.seconds), parts.length)
for (const [, run] of parts) if (!(await run(budget.next()))) process.exitCode = 1

/** Crashes, power cuts, errors and planted bugs on a model of the disk. */
function model(until) {
  console.log('== crashes, power cuts, errors and planted bugs on a model of the disk')
  const args = ['vitest', 'run', '--reporter=dot', '--disable-console-intercept', '--testTimeout=3600000']
  const { status, stdout } = spawnSync(
    'npx',
    [...args, 'test/queue/crash.test.ts', 'test/queue/errors.test.ts'],
    {
      env: {
        ...process.env,
        STROM_FAULTS: 'full',
        STROM_FAULTS_SECONDS: String((until - performance.now()) / 1000),
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  )
  const lines = stdout
    .split('\n')
    .map((line) => line.replace(/^·+/, '')) // the reporter's dots
    .filter((line) => /kill points|planted: |faults, /.test(line))
  const planted = lines.filter((line) => line.startsWith('planted'))
  for (const line of lines.filter((line) => !planted.includes(line))) console.log(line)
  console.log(
    `planted bugs caught: ${planted.filter((line) => line.endsWith(': caught')).length} of ${planted.length}`,
  )
  if (status !== 0) console.log(stdout)
  return status === 0
}

/** kill -9 before each system call of the real program, by strace. */
async function kill(until) {
  console.log('== kill -9 before each system call of a queue')
  const { wrong, ...totals } = await killSweep(until)
  console.log(JSON.stringify(totals))
  for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one))
  return wrong.length === 0
}

/** Files that grow or are replaced: kill -9, failing calls, power cuts, several processes at once. */
async function files(until) {
  console.log('== kill -9, failing calls, power cuts and several processes on files')
  const budget = new TimeBudget((until - performance.now()) / 1000, PART_NAMES.length)
  let good = true
  for (const part of PART_NAMES) {
    const { tried, of, wrong } = await fileFaults(part, budget.next())
    console.log(`${part.padEnd(10)}${String(tried).padStart(4)} of ${of} faults, ${wrong.length} wrong`)
    for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one))
    good &&= wrong.length === 0 && tried > 0
  }
  return good
}

/** Are mistakes in how files are kept found? */
async function planted(until) {
  console.log('== planted bugs in how files are kept')
  return (await plantedFiles(until)).length === 0
}

/** 8 consumers, one of them killed every 200 ms, queue after queue; then by `strom consume` itself. */
async function longSoak(until) {
  const cases = [
    { jobs: 150, most: 5000, workers: 8, killEvery: 200, hold: true },
    { jobs: 150, most: 5000, workers: 8, killEvery: 200, hold: false },
    { jobs: 60, most: 1000, workers: 8, killEvery: 400, hold: true, consumer: 'strom', delay: 50 },
  ]
  const budget = new TimeBudget((until - performance.now()) / 1000, cases.length)
  let good = true
  for (const { most, ...one } of cases) {
    console.log(`== soak: ${JSON.stringify(one)}`)
    const totals = { jobs: 0, kills: 0 }
    const end = budget.next()
    do {
      const root = mkdtempSync(join(tmpdir(), 'strom-soak-'))
      const result = await soak({ path: join(root, 'q'), ...one })
      rmSync(root, { recursive: true })
      totals.jobs += one.jobs
      for (const [key, value] of Object.entries(result))
        if (typeof value === 'number') totals[key] = (totals[key] ?? 0) + value
      const { lost, duplicated, stuck, paidTwice, violations, failures, processed, inError } = result
      const right =
        lost + duplicated + stuck + paidTwice + violations.length + failures.length === 0 &&
        processed + inError === one.jobs &&
        (!one.hold || (result.askedTwice === 0 && result.heldFound === result.held))
      if (!right) console.log(JSON.stringify({ violations, failures }))
      good &&= right
    } while (performance.now() < end && totals.jobs < most)
    console.log(JSON.stringify(totals))
  }
  return good
}
