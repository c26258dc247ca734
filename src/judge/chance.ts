import type { Calibration } from '../record/calibration.js'
import { ConfigError } from '../record/errors.js'
import type { Judge } from '../record/judge.js'
import { nameOf, whoJudged } from './agreement.js'
import { chanceOf } from './statistics.js'

/** The verdict with the chance that a person agrees. @throws ConfigError where the calibration is of another judge */
export function withChance(judge: Judge, calibration: Calibration): Judge {
  const { model, rubric, of, simulated = false } = calibration
  const [made, here] = [nameOf({ model, rubric, of, simulated }), nameOf(whoJudged(judge))]
  if (made !== here)
    throw new ConfigError(
      `the calibration is of ${made}, and ${here} judges now`,
      'calibrate this one: strom judge --calibrate LABELS',
    )
  if (judge.score === null) return judge
  return { ...judge, chance: Math.round(1e4 * chanceOf(calibration, judge.score)) / 1e4 }
}
