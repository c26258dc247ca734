import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** A sample of `npm run test:fuzz`, the same in every run. */
it('never fails, hangs or loses a good line, whatever stands beside it', () => {
  const args = [join(import.meta.dirname, 'run.js'), '--runs', '16', '--seed', '1', '--most', '30000']
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 300_000 })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/\b0 failures/)
  expect(status).toBe(0)
}, 300_000)
