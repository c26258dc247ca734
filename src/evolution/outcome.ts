import type { Result, ResultClass } from '../record/loop.js'

/** What a job says about its prompt. `missing`: nothing, it ended for a reason of the back end. */
export type Outcome = 'pass' | 'fail' | 'missing'

/** Classes that the prompt, its style or its wrapper caused. */
const BLAMED: ReadonlySet<ResultClass> = new Set([
  'refused',
  'content_filter',
  'malformed',
  'truncated',
  'duplicate',
  'too_long',
])

/** Does the result count as a pass, a failure, or not at all? */
export function outcomeOf(result: Pick<Result, 'class' | 'score'>, minScore: number): Outcome {
  if (BLAMED.has(result.class)) return 'fail'
  if (result.class !== 'ok' || !result.score) return 'missing'
  return result.score.total >= minScore ? 'pass' : 'fail'
}
