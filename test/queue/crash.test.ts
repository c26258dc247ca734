import { describe, expect, it } from 'vitest'
import { BUGS } from './model/bugs.js'
import { sweep } from './model/sweep.js'

/** `npm run test:faults` looks at every point and more disks; `npm test` at a sample of them. */
const full = process.env.STROM_FAULTS === 'full'

describe('a crash at any call', () => {
  it('loses nothing, doubles nothing, pays for nothing twice, and leaves nothing stuck', async () => {
    const until = performance.now() + 1000 * Number(process.env.STROM_FAULTS_SECONDS ?? 3600)
    const plan = full
      ? { seeds: [1, 2, 3, 4, 5, 6], draws: 12, until }
      : { seeds: [1, 2], draws: 2, every: 6 }
    const { points, disks, wrong } = await sweep(plan)
    if (full)
      console.log(`${points} kill points, disks judged ${JSON.stringify(disks)}, ${wrong.length} wrong`)
    expect(points).toBeGreaterThan(60)
    expect(wrong.slice(0, 3)).toEqual([])
  })

  it.each(Object.entries(BUGS))('is caught: %s', async (name, bug) => {
    const { wrong } = await sweep({ seeds: [1, 2], draws: 4, bug, enough: 1 })
    if (full) console.log(`planted: ${name}: ${wrong.length > 0 ? 'caught' : 'NOT CAUGHT'}`)
    expect(wrong).not.toEqual([])
  })
})
