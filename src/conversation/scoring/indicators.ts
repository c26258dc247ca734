import { NOISE } from '../../record/lexicon.js'
import { ACKNOWLEDGEMENT, type Counts } from './counts.js'
import type { Reader } from './reader.js'

type Measure = (counts: Counts, reader: Reader) => number

const yes = (value: boolean): number => (value ? 1 : 0)

/** How strongly each is there in the text that was read last, 0 where it is not. */
export const MEASURES = {
  base: () => 1,
  substance: (c) => c.mass / (c.mass + 4),
  empty: (c) => yes(c.tokens === 0),
  'nothing said': (c) => yes(c.content === 0),
  mention: (c) => (c.mentions === 0 ? 0 : c.mentions / c.total),
  question: (c, reader) => {
    const strength = c.questionMarks > 0 ? 1 : c.questionWords > 0 ? (reader.open ? 0.2 : 0.5) : 0
    return c.tokens - c.units >= 2 || c.content > 0 ? strength : strength * 0.3
  },
  explanation: (c) => Math.min(3, c.explanation),
  plan: (c) => Math.min(3, c.plan),
  decision: (c) => Math.min(3, c.decision),
  request: (c) => Math.min(2, c.request),
  domain: (c) => Math.min(3, c.domain),
  number: (c) => Math.min(3, c.numbers),
  name: (c) => Math.min(3, c.names),
  code: (c, reader) => Math.min(3, c.code + yes(reader.codeMarks >= 3)),
  answer: (c, reader) => yes(reader.asked && c.content > c.echoed),
  reply: (c, reader) => yes(reader.asked && c.content === 0 && c.noise[ACKNOWLEDGEMENT]! > 0),
  echo: (_, reader) => yes(reader.echoes),
  continues: (c, reader) => yes(reader.continues && (c.content > 0 || c.tokens - c.units >= 2)),
  hanging: (c, reader) => yes(reader.hanging && c.questionMarks + c.questionWords === 0),
  'open end': (_, reader) => yes(reader.open),
  fragment: (c) => (c.tokens === 0 ? 0 : c.fragments / c.tokens),
  error: (c) => yes(c.error > 0),
} satisfies Record<string, Measure>

/** The categories of noise, each by its share in what the text says, and what is measured. */
export type Indicator = (typeof NOISE)[number] | keyof typeof MEASURES
export const INDICATORS = [...NOISE, ...Object.keys(MEASURES)] as Indicator[]

/** Clues of form: they tell most of a short text, and less the more a text says. */
const FADING: readonly Indicator[] = [
  'question',
  'explanation',
  'request',
  'number',
  'name',
  'code',
  'answer',
  'reply',
  'continues',
]
const measures: readonly Measure[] = Object.values(MEASURES)
const fades = measures.map((_, i) => FADING.includes(INDICATORS[NOISE.length + i]!))

/** All indicators of the text that was read last, into `values`. */
export function measure(reader: Reader, values: Float64Array): void {
  const { counts } = reader
  for (let i = 0; i < NOISE.length; i++) values[i] = counts.share(i)
  const brevity = 1 / (1 + counts.mass)
  for (let i = 0; i < measures.length; i++) {
    const value = measures[i]!(counts, reader)
    values[NOISE.length + i] = fades[i] ? value * brevity : value
  }
}
