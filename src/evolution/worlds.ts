import { deriveSeed, Random } from './random.js'

export const WORLDS = [
  'stationary',
  'noisy',
  'shift',
  'drift',
  'deceptive',
  'rare',
  'faults',
  'many',
] as const
/**
 * P(pass) = sigmoid(b + style + topic + wrapper + style in wrapper), with standard deviations 0.9, 0.63, 0.63, 0.3
 * and b = 0, except as said here.
 * - stationary: nothing changes
 * - noisy: styles differ little (0.35), and one label in ten is wrong
 * - shift: the best and the worst style swap their effects at half time
 * - drift: every style's effect is multiplied by cos(pi g / G): in the end the order is reversed
 * - deceptive: style 0 is the best on average (0.9, all others at most 0.6); style 1 is poor (-0.9), but gains 3.4 in
 *   wrapper 2, a middling one, and that pair is the best of all; b = -1
 * - rare: b = -3.4; about 6 % pass under an even plan
 * - faults: up to a quarter of a style's jobs end without an answer, and 45 % of the best style's
 * - many: 16 styles, 33 topics in 7 categories, 10 wrappers: 160 pairs for 20 slots
 */
export type WorldName = (typeof WORLDS)[number]

/** A world to learn in: levels by number, and what they lead to. */
export interface World {
  styles: number
  categories: number[]
  topics: number
  wrappers: number
  generations: number
  /** Probability that a job of generation g passes. */
  passRate(g: number, style: number, topic: number, wrapper: number): number
  /** Probability that a job of the style ends without an answer. */
  missing(style: number): number
  /** Probability that a pass is taken for a failure, or the reverse. */
  flip: number
}

/** Builds the world of a seed. Effects are scaled to have the stated standard deviation exactly. */
export function world(name: WorldName, seed: number, generations = 25): World {
  const random = new Random(deriveSeed('world', name, seed))
  const many = name === 'many'
  const [styles, topics, wrappers] = many ? [16, 33, 10] : [8, 10, 3]
  const style = effects(random, styles, name === 'noisy' ? 0.35 : 0.9)
  const topic = effects(random, topics, 0.63)
  const wrapper = effects(random, wrappers, 0.63)
  const pair = Array.from({ length: styles * wrappers }, () => 0.3 * random.normal())
  if (name === 'deceptive') deceive(style, wrapper, pair)
  const base = name === 'rare' ? -3.4 : name === 'deceptive' ? -1 : 0
  const best = style.indexOf(Math.max(...style))
  const worst = style.indexOf(Math.min(...style))
  const lost = Array.from({ length: styles }, () => 0.25 * random.uniform())
  lost[best] = 0.45

  const effect = (g: number, s: number): number => {
    if (name === 'drift') return style[s]! * Math.cos((Math.PI * g) / generations)
    if (name === 'shift' && 2 * g >= generations) {
      if (s === best) return style[worst]!
      if (s === worst) return style[best]!
    }
    return style[s]!
  }
  return {
    styles,
    topics,
    categories: Array.from({ length: topics }, (_, t) => t % (many ? 7 : 5)),
    wrappers,
    generations,
    passRate: (g, s, t, w) =>
      1 / (1 + Math.exp(-(base + effect(g, s) + topic[t]! + wrapper[w]! + pair[s * wrappers + w]!))),
    missing: (s) => (name === 'faults' ? lost[s]! : 0),
    flip: name === 'noisy' ? 0.1 : 0,
  }
}

/** n effects with mean 0 and standard deviation sd. */
function effects(random: Random, n: number, sd: number): number[] {
  const drawn = Array.from({ length: n }, () => random.normal())
  const mean = drawn.reduce((sum, x) => sum + x, 0) / n
  const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n
  return drawn.map((x) => (sd * (x - mean)) / Math.sqrt(variance))
}

function deceive(style: number[], wrapper: number[], pair: number[]): void {
  style.forEach((value, s) => {
    style[s] = s === 0 ? 0.9 : s === 1 ? -0.9 : Math.min(value, 0.6)
  })
  wrapper.sort((a, b) => a - b)
  wrapper.push(...wrapper.splice(1, 1)) // the middle one becomes the last: wrapper 2
  pair.fill(0)
  pair[1 * wrapper.length + 2] = 3.4
}
