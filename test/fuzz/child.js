// Runs the cases that the parent sends, one by one, and tells it of what fails and when one has ended.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Chance } from './inputs.js'
import { TARGETS } from './targets.js'

const folder = mkdtempSync(join(tmpdir(), 'strom-fuzz-'))
process.setMaxListeners(0)
process.chdir(folder)
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const failed = (error) => process.send({ failed: error?.stack ?? String(error) })
process.on('uncaughtException', failed)
process.on('unhandledRejection', failed)

process.on('message', async ({ name, seed, most }) => {
  const own = join(folder, 'case')
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own)
  process.chdir(own)
  const started = process.cpuUsage()
  try {
    await TARGETS.find((target) => target.name === name).trial(new Chance(seed), { most, folder: own })
  } catch (error) {
    failed(error)
    if (error?.hangs) process.exit(1) // it goes on in this process, and would disturb the others
  }
  const { user, system } = process.cpuUsage(started)
  process.send({ ms: (user + system) / 1000 })
})
