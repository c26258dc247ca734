// Everything that can go wrong with the queue, at full length (npm test runs a sample): some minutes.
//
//     npm run test:faults            all
//     node test/faults/run.js soak   one part: model, kill, soak
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soak } from '../queue/soak.js'
import { killSweep } from './kill.js'

const parts = { model, kill, soak: longSoak }
const chosen = process.argv.slice(2)
for (const [name, run] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  if (!(await run())) process.exitCode = 1
}

/** Crashes, power cuts, errors and planted bugs on a model of the disk. */
function model() {
  console.log('== crashes, power cuts, errors and planted bugs on a model of the disk')
  const args = ['vitest', 'run', '--reporter=dot', '--disable-console-intercept', '--testTimeout=3600000']
  const { status, stdout } = spawnSync(
    'npx',
    [...args, 'test/queue/crash.test.ts', 'test/queue/errors.test.ts'],
    {
      env: { ...process.env, STROM_FAULTS: 'full', NO_COLOR: '1' },
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
async function kill() {
  console.log('== kill -9 before each system call')
  const { wrong, ...totals } = await killSweep()
  console.log(JSON.stringify(totals))
  for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one))
  return wrong.length === 0
}

/** 8 consumers, 5,000 jobs, one consumer killed every 200 ms; then fewer jobs by `strom consume` itself. */
async function longSoak() {
  const cases = [
    { jobs: 5000, workers: 8, killEvery: 200, hold: true },
    { jobs: 5000, workers: 8, killEvery: 200, hold: false },
    { jobs: 1000, workers: 8, killEvery: 400, hold: true, consumer: 'strom', delay: 50 },
  ]
  let good = true
  for (const one of cases) {
    console.log(`== soak: ${JSON.stringify(one)}`)
    const root = mkdtempSync(join(tmpdir(), 'strom-soak-'))
    const result = await soak({ path: join(root, 'q'), ...one })
    console.log(JSON.stringify(result))
    const { lost, duplicated, stuck, paidTwice, violations, failures, processed, inError } = result
    good &&= lost + duplicated + stuck + paidTwice + violations.length + failures.length === 0
    good &&= processed + inError === one.jobs
    if (one.hold) good &&= result.askedTwice === 0 && result.heldFound === result.held
    rmSync(root, { recursive: true })
  }
  return good
}
