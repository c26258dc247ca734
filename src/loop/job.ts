import type { Found } from '../queue/queue.js'
import type { Result, Score } from '../record/loop.js'

/** What a person wants to know of a job: where it is, what it was, how it ended and why. */
export interface JobLook {
  state: string
  category: string
  topic: string
  style: string
  wrapper: string
  /** The level of each further factor. */
  levels: Record<string, string>
  /** How it ended; null while it has not. */
  class: string | null
  /** 0..100 */
  score: number | null
  why: string
  prompt: string
  answer: string | null
}

/** @param found by `Queue.find` */
export function lookAt({ state, record }: Found): JobLook {
  const { category, topic, style, wrapper, text = '', levels = {}, ...ended } = record as Partial<Result>
  return {
    state,
    category: category ?? '',
    topic: topic ?? '',
    style: style ?? '',
    wrapper: wrapper ?? '',
    levels,
    class: ended.class ?? null,
    score: ended.score?.total ?? null,
    why: whyOf(ended),
    prompt: text,
    answer: ended.response ?? null,
  }
}

/** What the score is made of, the fields of the answer that cost points, what went wrong, what the judge says. */
function whyOf({ score, error, judge }: Partial<Result>): string {
  return [
    ...(error ? [error.message] : []),
    ...(score ? [partsOf(score)] : []),
    ...(judge
      ? [`judge ${judge.model}: ${judge.score ?? 'no score'}${judge.reason ? `, ${judge.reason}` : ''}`]
      : []),
  ].join('; ')
}

function partsOf({ completeness, depth, structure, coherence, fields = {} }: Score): string {
  const parts = Object.entries({ completeness, depth, structure, coherence })
  const weak = Object.entries(fields).filter(([, { state }]) => state !== 'ok')
  return [
    ...parts.map(([name, value]) => `${name} ${Math.round(value)}`),
    ...weak.map(([name, { state }]) => `${name}: ${state}`),
  ].join(', ')
}
