import { setImmediate } from 'node:timers/promises'
import * as Flags from '@oclif/core/flags'
import { BaseCommand, commonFlags } from '../cli/base.js'
import { count, positive } from '../cli/flags.js'
import { type Figure, figures } from '../evolution/figures.js'
import { POLICIES } from '../evolution/plan.js'
import { FIRST_REPORTED_SEED, type Run, simulate } from '../evolution/simulate.js'
import { WORLDS } from '../evolution/worlds.js'

export default class Simulate extends BaseCommand {
  static override summary = 'Try policies of learn in simulated worlds'
  static override description =
    `Runs the code of analyze and learn against worlds whose pass rates are known, and prints what a policy captures of the
gain between an even plan (0) and the best style and wrapper of every generation (100): the mean and the 10th percentile of
the runs, the share of runs that end locked onto a costly style, and the share in which one style takes 90 % or more of
generation 3; each with its standard error. Worlds: ${WORLDS.join(', ')}.`
  static override examples = [
    '<%= config.bin %> simulate --world stationary --seeds 10',
    '<%= config.bin %> simulate --world rare --policy strom --seeds 5 --format json',
  ]
  static override baseFlags = commonFlags
  static override flags = {
    world: Flags.option({ options: WORLDS, multiple: true, multipleNonGreedy: true })({
      description: 'world to run in; may be repeated [default: all]',
    }),
    policy: Flags.option({ options: POLICIES, multiple: true, multipleNonGreedy: true })({
      description: 'policy to try; may be repeated [default: strom, count]',
    }),
    seeds: positive({ default: 100, description: 'number of runs for each world and policy' }),
    'first-seed': count({
      default: FIRST_REPORTED_SEED,
      description: `seed of the first run; strom was tuned on seeds below ${FIRST_REPORTED_SEED}`,
    }),
    generations: positive({ default: 25, description: 'generations of a run' }),
    count: positive({ char: 'n', default: 20, description: 'jobs of a generation' }),
    format: Flags.option({ options: ['table', 'json'] as const })({
      default: 'table',
      description: 'a table to read, or one JSON object a line',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Simulate)
    const { seeds, 'first-seed': first, generations, count: batchSize, format } = flags
    const row = (...cells: string[]) =>
      cells.map((cell, i) => (i < 2 ? cell.padEnd(11) : cell.padStart(14))).join('')
    if (format === 'table')
      await this.print(row('world', 'policy', 'mean', '10th pct.', 'locked', 'collapsed'))
    for (const world of flags.world ?? WORLDS) {
      for (const policy of flags.policy ?? (['strom', 'count'] as const)) {
        const runs: Run[] = []
        for (let seed = first; seed < first + seeds; seed++) {
          await setImmediate() // lets a signal through
          if (this.world.stop.signal.aborted) return
          runs.push(simulate(world, policy, seed, { generations, batchSize }))
        }
        const found = figures(runs)
        const { mean, p10, lock, collapse } = found
        await this.print(
          format === 'json'
            ? JSON.stringify({
                world,
                policy,
                seeds,
                first_seed: first,
                generations,
                batch_size: batchSize,
                ...found,
              })
            : row(world, policy, ...[mean, p10, lock, collapse].map(percent)),
        )
      }
    }
  }
}

function percent({ value, error }: Figure): string {
  return `${(100 * value).toFixed(1)} ± ${(100 * error).toFixed(1)}`
}
