import type { Judge } from '../record/judge.js'
import { BadRecord } from '../record/parse.js'

/** Verdicts of a model and those drawn by lot never stand in one file. @throws BadRecord */
export function refuseMixed(record: Record<string, unknown>, simulated: boolean): void {
  const judge = record.judge as Judge | undefined
  if (!judge || Boolean(judge.simulated) === simulated) return
  throw new BadRecord(
    simulated
      ? {
          message: `it has a verdict of ${judge.model}, which the simulated judge does not replace`,
          hint: 'name a model, or take the verdicts out first',
        }
      : {
          message: 'it has a verdict of the simulated judge, which means nothing',
          hint: 'judge the records that were there before',
        },
  )
}

/** Why a record is left out; undefined where it stays. */
export function leftOut(
  judge: Judge | undefined,
  { keep, minScore }: { keep: 'all' | 'good' | 'bad'; minScore: number },
): string | undefined {
  if (keep === 'all') return undefined
  if (!judge) return 'nothing to judge'
  if (judge.score === null) return 'no verdict'
  if (judge.score >= minScore) return keep === 'good' ? undefined : 'good'
  return keep === 'bad' ? undefined : 'below the least score'
}
