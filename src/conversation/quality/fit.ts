import type { Lexicon } from '../../record/lexicon.js'
import type { QualityWeights } from '../../record/quality.js'
import type { Exchange } from '../score.js'
import { Vocabulary } from '../scoring/vocabulary.js'
import { FEATURES, type Group } from './features.js'
import { below, orderOf, slope } from './quality.js'
import { View } from './view.js'

/** What one side of a verdict shows, and what the judge said of it. */
export interface Sample {
  x: Float64Array
  /** The other answer of a pair. */
  y?: Float64Array
  /** 0..1: how good x is, or how sure it is better than y. */
  target: number
  /** Samples of one group (one prompt) stay together when some are held out. */
  group: number
  /** Nobody said it: a copy that is known to be worse, so that its faults go on being faults. It is not measured on. */
  made?: true
}

export interface Learned {
  weights: QualityWeights
  samples: number
  /** How often the better one has the higher quality, each measured by weights that were fitted without its group. */
  before: number
  after: number
}

const GROUPS = ['subject', 'form', 'merit'] as const
const NAMES: readonly { group: Group; name: string }[] = GROUPS.flatMap((group) =>
  Object.keys(FEATURES[group]).map((name) => ({ group, name })),
)
const FUNCTIONS = NAMES.map(
  ({ group, name }) => (FEATURES[group] as Record<string, (view: View) => number>)[name]!,
)
const FORM = GROUPS.indexOf('form')
const GROUP = NAMES.map(({ group }) => GROUPS.indexOf(group))

const FOLDS = 5
/** How strongly weights are held to what they were; the strongest leaves nearly all as it is. */
const HOLDS = [0.01, 0.03, 0.1, 0.3, 1]
/** What holds a whole group, and the base, beside a single weight. */
const LOOSER = 0.1
/** Of the sum of a group: what its base may move by as easily as a weight by its own size. */
const BASE = 3
const ROUNDS = 120
const RATE = 0.05

/** Makes the function that reads off an exchange all that quality rests on. */
export function featureReader(weights: QualityWeights, lexicons: readonly Lexicon[]) {
  const view = new View(new Vocabulary(lexicons), orderOf(weights), weights.common)
  return (exchange: Exchange): Float64Array => {
    view.read(exchange)
    return Float64Array.from(FUNCTIONS, (feature) => feature(view))
  }
}

/**
 * Fits the weights of quality to verdicts: the logistic loss of what a judge said. Verdicts seldom tell of answers that are
 * broken, so the weights of form stay; the others are made larger or smaller and never turned round. A penalty, chosen by
 * cross-validation, holds them to what they were. The mean log-odds stay, so that thresholds keep their meaning. What it is
 * worth is measured on each fifth of the groups, by weights that were fitted to the others. Without chance: the same samples
 * give the same weights.
 */
export function learnQuality(weights: QualityWeights, samples: readonly Sample[]): Learned {
  const start = vectorOf(weights)
  const learn = (rows: readonly Sample[]) => best(start, weights.scale, rows)
  let [before, after, counted] = [0, 0, 0]
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = samples.filter((each) => !each.made && each.group % FOLDS === fold)
    const model = learn(samples.filter((each) => each.group % FOLDS !== fold))
    const [wins, of] = winsOf(start, held)
    before += wins
    after += winsOf(model.w, held)[0]
    counted += of
  }
  const model = learn(samples)
  const level = (w: Float64Array) => mean(samples.map(({ x }) => rank(w, x)))
  const shift = weights.shift + weights.scale * (level(start) - level(model.w))
  return {
    weights: { ...weights, shift: rounded(shift), ...groupsOf(model.w) },
    samples: samples.filter(({ made }) => !made).length,
    before: before / (counted || 1),
    after: after / (counted || 1),
  }
}

/** Fitted as strongly as cross-validation says. */
function best(start: Float64Array, scale: number, rows: readonly Sample[]): Model {
  const inner = FOLDS - 1
  const losses = HOLDS.map((hold) => {
    let sum = 0
    for (let fold = 0; fold < inner; fold++) {
      const inFold = ({ group }: Sample) => Math.floor(group / FOLDS) % inner === fold
      const model = descend(
        start,
        scale,
        rows.filter((each) => !inFold(each)),
        hold,
      )
      sum += lossOf(model, scale, rows.filter(inFold))
    }
    return { hold, sum }
  })
  const { hold } = losses.reduce((a, b) => (b.sum <= a.sum ? b : a))
  return descend(start, scale, rows, hold)
}

interface Model {
  w: Float64Array
  /** Log-odds of a single answer at rank 0; pairs need none. */
  base: number
}

/**
 * Adam (D. Kingma and J. Ba, 2015) on the loss of all rows at once. What moves: the logarithm of each weight's factor, that
 * of each group, and the bases themselves.
 */
function descend(start: Float64Array, scale: number, rows: readonly Sample[], hold: number): Model {
  const n = start.length
  const size = n + GROUPS.length + 1 // each weight, each group, the base of single answers
  const [move, m, v] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const [slopes, gradient] = [new Float64Array(n), new Float64Array(size)]
  const w = Float64Array.from(start)
  const last = size - 1
  move[last] = -scale * mean(rows.map(({ x }) => rank(start, x)))
  for (let round = 1; round <= ROUNDS; round++) {
    slopes.fill(0)
    gradient.fill(0)
    for (const { x, y, target } of rows) {
      const error = (sigmoid(oddsOf({ w, base: move[last]! }, scale, { x, y })) - target) / rows.length
      addSlope(w, x, error * scale, slopes)
      if (y) addSlope(w, y, -error * scale, slopes)
      else gradient[last]! += error
    }
    for (let i = 0; i < n; i++) {
      if (GROUP[i] === FORM) continue
      const isBase = NAMES[i]!.name === 'base'
      const slope = slopes[i]! * (isBase ? BASE : w[i]!)
      gradient[i] = slope + hold * (isBase ? LOOSER : 1) * move[i]!
      if (!isBase) gradient[n + GROUP[i]!]! += slope
    }
    for (let g = 0; g < GROUPS.length; g++) gradient[n + g]! += hold * LOOSER * move[n + g]!
    for (let i = 0; i < size; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * gradient[i]!
      v[i] = 0.999 * v[i]! + 0.001 * gradient[i]! ** 2
      move[i]! -= (RATE * (m[i]! / (1 - 0.9 ** round))) / (Math.sqrt(v[i]! / (1 - 0.999 ** round)) + 1e-8)
    }
    for (let i = 0; i < n; i++)
      w[i] =
        NAMES[i]!.name === 'base'
          ? start[i]! + BASE * move[i]!
          : start[i]! * Math.exp(move[i]! + move[n + GROUP[i]!]!)
  }
  return { w, base: move[last]! }
}

function addSlope(w: Float64Array, x: Float64Array, factor: number, slopes: Float64Array): void {
  const [about, whole] = sumsOf(w, x)
  const each = [slope(about), slope(whole), 1]
  for (let i = 0; i < x.length; i++) slopes[i]! += factor * each[GROUP[i]!]! * x[i]!
}

function oddsOf({ w, base }: Model, scale: number, { x, y }: Pick<Sample, 'x' | 'y'>): number {
  return y ? scale * (rank(w, x) - rank(w, y)) : scale * rank(w, x) + base
}

function lossOf(model: Model, scale: number, rows: readonly Sample[]): number {
  return rows.reduce((sum, row) => {
    const odds = oddsOf(model, scale, row)
    return sum + row.target * below(odds) + (1 - row.target) * below(-odds)
  }, 0)
}

/** As `qualityOf` ranks answers. */
function rank(w: Float64Array, x: Float64Array): number {
  const [about, whole, says] = sumsOf(w, x)
  return says - below(about) - below(whole)
}

function sumsOf(w: Float64Array, x: Float64Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) sums[GROUP[i]!]! += w[i]! * x[i]!
  return sums
}

/** How often the better one is ranked first, equal ones counting half: in a pair, or among single answers (AUC); and of how many. */
function winsOf(w: Float64Array, rows: readonly Sample[]): [wins: number, of: number] {
  let [wins, of, bad, good] = [0, 0, 0, 0]
  const single: { value: number; target: number }[] = []
  for (const { x, y, target } of rows) {
    if (!y) single.push({ value: rank(w, x), target })
    else if (target !== 0.5) {
      const lead = (rank(w, x) - rank(w, y)) * (target - 0.5)
      wins += lead > 0 ? 1 : lead === 0 ? 0.5 : 0
      of++
    }
  }
  for (const { target } of single.sort((a, b) => a.value - b.value)) {
    wins += target * bad + 0.5 * target * (1 - target)
    bad += 1 - target
    good += target
  }
  return [wins, of + good * bad]
}

function vectorOf(weights: QualityWeights): Float64Array {
  return Float64Array.from(NAMES, ({ group, name }) => weights[group][name] ?? 0)
}

function groupsOf(w: Float64Array): Pick<QualityWeights, Group> {
  const groups: Pick<QualityWeights, Group> = { subject: {}, form: {}, merit: {} }
  NAMES.forEach(({ group, name }, i) => {
    groups[group][name] = rounded(w[i]!)
  })
  return groups
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / (list.length || 1)
const rounded = (value: number): number => Math.round(value * 1000) / 1000
