import type { QualityWeights } from '../../record/quality.js'
import type { Why } from '../../record/turn.js'
import type { Exchange } from '../score.js'
import type { Vocabulary } from '../scoring/vocabulary.js'
import { CLASSES } from '../scoring/word-classes.js'
import { FEATURES, type Group } from './features.js'
import { WIDTH } from './flow.js'
import { View } from './view.js'

/** Most reasons told, and the least weight of one. */
const MOST = 3
const LEAST = 0.5

export interface Quality {
  /** 0..1: the higher, the surer that it is an answer to learn from; few right ones lie below `MIN_QUALITY`. */
  quality: number
  /** What speaks for and against it, the strongest first, as shares of log-odds. */
  reasons: Why[]
}

/**
 * Makes the function that tells whether an answer is one to learn from: about what was asked, whole and in order, and
 * not empty of content. One bad side is enough to spoil it, so that a good one does not make up for it: of each of the two
 * sums counts how far it lies below what answers have (a soft minimum), and only then what the answer says.
 */
export function qualityOf(weights: QualityWeights, vocabulary: Vocabulary): (exchange: Exchange) => Quality {
  const view = new View(vocabulary, orderOf(weights), weights.common)
  const [subject, form, merit] = (['subject', 'form', 'merit'] as const).map(
    (group) => new Sum(group, weights),
  )
  const { scale, shift } = weights
  return (exchange) => {
    view.read(exchange)
    const about = subject!.of(view)
    const whole = form!.of(view)
    const says = merit!.of(view)
    const logOdds = scale * (says - below(about) - below(whole)) + shift
    const reasons: Why[] = []
    subject!.explain(scale * slope(about), reasons)
    form!.explain(scale * slope(whole), reasons)
    return { quality: 1 / (1 + Math.exp(-logOdds)), reasons }
  }
}

/** How far a sum lies below 0, softly. */
export const below = (sum: number): number => (sum < -30 ? -sum : Math.log1p(Math.exp(-sum)))
/** How much of a change of the sum counts. */
export const slope = (sum: number): number => 1 / (1 + Math.exp(sum))

/** What the features of a group add up to. */
class Sum {
  private readonly names: readonly string[]
  private readonly features: readonly ((view: View) => number)[]
  private readonly weights: Float64Array
  private readonly parts: Float64Array

  constructor(group: Group, weights: QualityWeights) {
    this.features = Object.values(FEATURES[group])
    this.names = Object.keys(FEATURES[group]).map((name) => `quality: ${name}`)
    this.weights = Float64Array.from(Object.keys(FEATURES[group]), (name) => weights[group][name] ?? 0)
    this.parts = new Float64Array(this.features.length)
  }

  of(view: View): number {
    let sum = 0
    for (let i = 0; i < this.parts.length; i++) {
      this.parts[i] = this.weights[i]! * this.features[i]!(view)
      sum += this.parts[i]!
    }
    return sum
  }

  /** Puts its strongest parts, times a factor, into their places. */
  explain(factor: number, reasons: Why[]): void {
    for (let i = 1; i < this.parts.length; i++) {
      const weight = this.parts[i]! * factor
      if (Math.abs(weight) < LEAST) continue
      reasons.push({ indicator: this.names[i]!, weight: Math.round(weight * 100) / 100 })
    }
    reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    if (reasons.length > MOST) reasons.length = MOST
  }
}

export function orderOf({ order }: QualityWeights): Float64Array {
  const table = new Float64Array(WIDTH * WIDTH)
  CLASSES.forEach((name, row) => {
    order[name]?.forEach((value, column) => {
      table[row * WIDTH + column] = value
    })
  })
  return table
}
