import type { Counts } from './counts.js'
import type { Reader } from './reader.js'

type Measure = (counts: Counts, reader: Reader) => number

const yes = (value: boolean): number => (value ? 1 : 0)

/** The indicators by name: how strongly each is there in the text that was read last, 0 where it is not. */
export const MEASURES = {
  base: () => 1,
  substance: (c) => Math.log2(1 + c.mass),
  'nothing said': (c) => yes(c.content === 0),
  greeting: (c) => c.share('greeting'),
  thanks: (c) => c.share('thanks'),
  farewell: (c) => c.share('farewell'),
  acknowledgement: (c) => c.share('acknowledgement'),
  backchannel: (c) => c.share('backchannel'),
  praise: (c) => c.share('praise'),
  exclamation: (c) => c.share('exclamation'),
  filler: (c) => c.share('filler'),
  courtesy: (c) => c.share('courtesy'),
  mention: (c) => (c.mentions === 0 ? 0 : c.mentions / c.total),
  thin: (c) => (c.tokens === 0 ? 1 : 1 - c.content / c.tokens),
  question: (c) => {
    const strength = c.questionMarks > 0 ? 1 : c.questionWords > 0 ? 0.5 : 0
    return c.tokens - c.units >= 2 || c.content > 0 ? strength : strength * 0.3
  },
  explanation: (c) => Math.min(3, c.explanation),
  decision: (c) => Math.min(3, c.decision),
  request: (c) => Math.min(2, c.request),
  domain: (c) => Math.min(3, c.domain),
  number: (c) => Math.min(3, c.numbers),
  name: (c) => Math.min(3, c.names),
  code: (c, reader) => Math.min(3, c.code + yes(reader.codeMarks >= 3)),
  answer: (c, reader) => yes(reader.asked && c.content > c.echoed),
  reply: (c, reader) => yes(reader.asked && c.content === 0 && c.share('acknowledgement') > 0),
  echo: (c, reader) => yes(!reader.asked && c.content > 0 && c.echoed === c.distinct),
  continues: (_, reader) => yes(reader.continues),
  hanging: (_, reader) => yes(reader.hanging),
  'open end': (_, reader) => yes(reader.open),
  fragment: (c) => (c.tokens === 0 ? 0 : c.fragments / c.tokens),
  brief: (c) => yes(c.tokens <= 3),
  error: (c) => (c.tokens === 0 ? 0 : Math.min(1, (c.error * 3) / c.tokens)),
} satisfies Record<string, Measure>

export type Indicator = keyof typeof MEASURES
export const INDICATORS = Object.keys(MEASURES) as Indicator[]
const measures: readonly Measure[] = Object.values(MEASURES)

/** All indicators of the text that was read last, into `values`. */
export function measure(reader: Reader, values: Float64Array): void {
  for (let i = 0; i < measures.length; i++) values[i] = measures[i]!(reader.counts, reader)
}
