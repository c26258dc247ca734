import { dice, normal } from './dice.js'

/** What a request looks like to the simulated model; undefined where it cannot tell. */
export interface Factors {
  style: string | undefined
  topic: string | undefined
  wrapper: string
}

/** How strongly the hidden preferences differ, as standard deviations on the logit scale. */
const SPREAD = { style: 0.9, topic: 0.63, wrapper: 0.63, cell: 0.4 }

/**
 * Hidden preferences: P(pass) = sigmoid(base + style + topic + wrapper + style x wrapper), each effect a normal
 * draw that depends on the world's seed and the level's name alone, so that any level a user adds has one.
 */
export function passProbability(seed: number, base: number, { style, topic, wrapper }: Factors): number {
  const effect = (factor: keyof typeof SPREAD, level: string | undefined) =>
    level === undefined ? 0 : SPREAD[factor] * normal(dice('world', seed, factor, level))
  const cell = style === undefined ? undefined : `${style}\0${wrapper}`
  const logit =
    base + effect('style', style) + effect('topic', topic) + effect('wrapper', wrapper) + effect('cell', cell)
  return 1 / (1 + Math.exp(-logit))
}

/** What goes wrong in an answer that does not pass, and how often. */
const FAILURES = [
  ['missing', 0.28],
  ['thin', 0.26],
  ['empty', 0.13],
  ['malformed', 0.12],
  ['truncated', 0.08],
  ['refused', 0.07],
  ['sloppy', 0.06],
] as const
export type Failing = (typeof FAILURES)[number][0]

/** The failure at a point of [0, 1). */
export function failureAt(point: number): Failing {
  let sum = 0
  for (const [name, share] of FAILURES) {
    sum += share
    if (point < sum) return name
  }
  return 'missing'
}
