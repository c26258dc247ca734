import type { OpenOptions } from '../../../src/queue/directory.js'
import { Chance } from './chance.js'
import { Crash, type Mode, ModelDisk } from './disk.js'
import { type Actor, type Bug, judge, Ledger, script, work } from './scenario.js'

export interface Sweep {
  /** Points at which the program was killed. */
  points: number
  /** Disks that were looked at, by mode. */
  disks: Record<Mode, number>
  wrong: { seed: number; point: number; mode: Mode; disk: number; what: string[] }[]
}

interface Plan {
  seeds: readonly number[]
  /** How many disks to draw for one point and mode. */
  draws: number
  /** Only each n-th point. */
  every?: number
  bug?: Bug
  /** Stop at this time, as performance.now() tells it. */
  until?: number
  /** Stop after this many wrong disks: one is enough to catch a planted bug. */
  enough?: number
}

/** A planted bug shows at most this many changes after the operation it hits. */
const AFTERWARDS = 8

/**
 * Runs the script once for each point at which it changes something, kills it there, and judges every disk that it
 * may leave behind.
 */
export async function sweep({
  seeds,
  draws,
  every = 1,
  bug = {},
  until = Number.POSITIVE_INFINITY,
  enough,
}: Plan): Promise<Sweep> {
  const done: Sweep = { points: 0, disks: { kill: 0, ordered: 0, loose: 0, remount: 0 }, wrong: [] }
  for (const seed of seeds) {
    const options: OpenOptions = { onUnknown: seed % 2 ? 'hold' : 'retry' }
    const { trace } = (await runUntil(Number.POSITIVE_INFINITY, seed, bug, options)).disk
    for (const point of pointsOf(trace.length, seed % every, every)) {
      if (performance.now() > until) return done
      if (bug.during && !trace.slice(Math.max(0, point - AFTERWARDS), point + 1).includes(bug.during))
        continue
      const run = await runUntil(point, seed, bug, options)
      done.points++
      // The process alone comes last: it goes on with the disk itself, the others with copies.
      for (const mode of ['ordered', 'loose', 'remount', 'kill'] as const) {
        for (let disk = 0; disk < (mode === 'kill' ? 1 : draws); disk++) {
          const again = { ...run, ledger: run.ledger.copy() }
          const chance = new Chance(seed * 1e6 + point * 1e3 + disk)
          const what = await (mode === 'kill' ? afterKill(again) : afterPowerCut(again, mode, chance))
          done.disks[mode]++
          if (what.length > 0) done.wrong.push({ seed, point, mode, disk, what })
          if (enough && done.wrong.length >= enough) return done
        }
      }
    }
  }
  return done
}

/** Each n-th, in an order that leaves no part out where time is short. */
function pointsOf(length: number, first: number, every: number): number[] {
  const points = Array.from({ length: Math.ceil((length - first) / every) }, (_, n) => first + n * every)
  return [0, 1, 2, 3, 4, 5, 6].flatMap((rest) => points.filter((_, n) => n % 7 === rest))
}

export interface Run {
  disk: ModelDisk
  ledger: Ledger
  actors: Actor[]
  seed: number
  bug: Bug
  options: OpenOptions
}

/** Runs the script until it is killed, fails, or is done. */
export async function runUntil(
  point: number,
  seed: number,
  bug: Bug,
  options: OpenOptions,
  prepare: (disk: ModelDisk) => void = () => {},
): Promise<Run & { failed?: Error }> {
  const run: Run & { failed?: Error } = {
    disk: new ModelDisk(),
    ledger: new Ledger(),
    actors: [],
    seed,
    bug,
    options,
  }
  run.disk.crashAfter = point
  prepare(run.disk)
  try {
    await script(run.disk, seed, run.ledger, bug, options, run.actors)
  } catch (error) {
    if (!(error instanceof Crash)) run.failed = error as Error
  }
  run.disk.crashAfter = Number.POSITIVE_INFINITY
  return run
}

/** The kernel lives, and so do the other processes: nobody takes what is theirs, and they end it. */
async function afterKill({ disk, ledger, actors, seed, bug, options }: Run): Promise<string[]> {
  const living = actors.filter(({ process }) => !process.dead)
  try {
    await living[0]?.queue.recover()
    for (const actor of living) {
      for (const claim of actor.held) await work(actor, ledger, claim)
      await actor.queue.close()
    }
  } catch (error) {
    return [`a living worker fails: ${(error as Error).message}`]
  }
  for (const { process } of actors) process.dead = true
  ledger.crash()
  return judge(disk, seed + 1007, ledger, bug, options)
}

/** One time in four the power goes again, while the queue is being put right. */
async function afterPowerCut(run: Run, mode: Exclude<Mode, 'kill'>, chance: Chance): Promise<string[]> {
  const { ledger, seed, bug, options } = run
  ledger.crash()
  const disk = run.disk.after(mode, chance)
  if (chance.below(4) === 0) disk.crashAfter = chance.below(60)
  try {
    return await judge(disk, seed + 2008, ledger, bug, options)
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
  ledger.crash()
  disk.crashAfter = Number.POSITIVE_INFINITY
  return judge(disk.after(mode, chance), seed + 3009, ledger, bug, options)
}
