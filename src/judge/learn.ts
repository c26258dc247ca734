import type { Calibration } from '../record/calibration.js'
import { DataError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import type { Judge } from '../record/judge.js'
import type { Pair, Subject } from './subject.js'

/** Fewer verdicts teach nothing that could be measured. */
const LEAST = 40
/** More take long and teach little more. */
const MOST = 2000

interface Sample {
  x: Float64Array
  y?: Float64Array
  target: number
  group: number
}
type Read = (exchange: { user: string; assistant: string; context: string[] }) => Float64Array

/** What can be learned from a verdict; undefined where there is none. */
export function sampleOf(judge: Judge, subject: Subject | Pair, read: Read): Sample | undefined {
  if (judge.score === null) return undefined
  const { prompt: user, context } = subject
  const features = (assistant: string) => read({ user, assistant, context: context ? [context] : [] })
  const group = Number.parseInt(contentId('g', user).slice(2, 10), 16)
  const target = judge.score / 100
  return 'answer' in subject
    ? { x: features(subject.answer), target, group }
    : { x: features(subject.a), y: features(subject.b), target, group }
}

/** @throws DataError where there are too few */
export function enough<T>(samples: readonly T[]): readonly T[] {
  if (samples.length < LEAST)
    throw new DataError(
      `${samples.length} verdicts are too few to learn from`,
      `at least ${LEAST} are needed; some hundreds teach something`,
    )
  return samples.slice(0, MOST)
}

const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`)

/** For the summary line. */
export function agreementNotes(made: Calibration): string[] {
  const { accuracy, kappa, turned, first, longer, n, of } = made
  return [
    `agrees with people on ${percent(accuracy)} of ${n} ${of} (kappa ${kappa.toFixed(2)})`,
    ...(turned === undefined ? [] : [`${percent(turned)} turn with the order`]),
    ...(first === undefined ? [] : [`the first shown preferred ${percent(first)}`]),
    `the longer one ${percent(longer.judge)} (people ${percent(longer.people)})`,
  ]
}

export function learnedNotes({ before, after }: { before: number; after: number }): string {
  return `of verdicts held out, the better one has the higher quality in ${percent(after)}, before ${percent(before)}`
}
