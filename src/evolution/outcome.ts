import { isMissing, type Result } from '../record/loop.js'

/** What a job says about its prompt. `missing`: nothing, it ended for a reason of the back end. */
export type Outcome = 'pass' | 'fail' | 'missing'

/** Does the result count as a pass, a failure, or not at all? Whatever is not the back end's fault and no pass fails. */
export function outcomeOf(result: Pick<Result, 'class' | 'score'>, minScore: number): Outcome {
  if (isMissing(result.class)) return 'missing'
  return result.class === 'ok' && result.score && result.score.total >= minScore ? 'pass' : 'fail'
}
