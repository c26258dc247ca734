import type { Cell, Effect, Statistics } from '../record/analysis.js'
import type { Counts } from './counts.js'
import { compare, type Level, type Levels, OTHER, scored } from './levels.js'
import { Model } from './model.js'
import { deriveSeed, Random } from './random.js'

/** Draws from the posterior that P(best) is counted in. */
const DRAWS = 2000
/** Standard deviations to both sides of a mean that hold 90 %. */
const NINETY = 1.6449
/** A pair with fewer scored jobs is not reported. */
const LEAST_JOBS = 3

/** What each level did, best first: by factor style, topic, wrapper. */
export function effectsOf(
  counts: Counts,
  statistics: Statistics,
): { effects: Record<string, Effect[]>; cells: Cell[]; model: Model } {
  const model = new Model(statistics)
  const best = chancesToBeBest(model)
  const of = (
    names: readonly string[],
    levels: Levels,
    chances: Float64Array,
    contrast: (i: number) => Float64Array,
  ) =>
    names
      .map((name, i): Effect => {
        const { mean, sd } = model.combination(contrast(i))
        const level =
          levels.get(name) ?? sumOf([...levels.values()].filter((each) => !names.includes(each.name)))
        return { level: name, ...estimate(mean, sd, -1, 1), ...figures(level), p_best: round(chances[i]!) }
      })
      .sort((a, b) => b.mean - a.mean || compare(a.level, b.level))
  const effects = {
    style: of(model.styles, counts.styles, best.style, (i) => styleContrast(model, i)),
    topic: of(model.topics, counts.topics, best.topic, (i) => topicContrast(model, i)),
    wrapper: of(model.wrappers, counts.wrappers, best.wrapper, (i) => wrapperContrast(model, i)),
  }
  return { effects, cells: cellsOf(model, counts), model }
}

/** Column weights of "style i in an average wrapper, against the average style". */
function styleContrast(model: Model, i: number): Float64Array {
  const c = new Float64Array(model.size)
  const [styles, wrappers] = [model.styles.length, model.wrappers.length]
  for (let s = 0; s < styles; s++) {
    const weight = (s === i ? 1 : 0) - 1 / styles
    c[model.styleAt + s] = weight
    for (let w = 0; w < wrappers; w++) c[model.cell(s, w)] = weight / wrappers
  }
  return c
}

function wrapperContrast(model: Model, i: number): Float64Array {
  const c = new Float64Array(model.size)
  const [styles, wrappers] = [model.styles.length, model.wrappers.length]
  for (let w = 0; w < wrappers; w++) {
    const weight = (w === i ? 1 : 0) - 1 / wrappers
    c[model.wrapperAt + w] = weight
    for (let s = 0; s < styles; s++) c[model.cell(s, w)] = weight / styles
  }
  return c
}

function topicContrast(model: Model, i: number): Float64Array {
  const c = new Float64Array(model.size)
  for (let t = 0; t < model.topics.length; t++)
    c[model.topicAt + t] = (t === i ? 1 : 0) - 1 / model.topics.length
  return c
}

/** How often each level is the best of its factor in draws from the posterior. The seed is fixed: no two runs differ. */
function chancesToBeBest(model: Model) {
  const random = new Random(deriveSeed('chances to be best'))
  const effects = new Float64Array(model.size)
  const chances = {
    style: new Float64Array(model.styles.length),
    topic: new Float64Array(model.topics.length),
    wrapper: new Float64Array(model.wrappers.length),
  }
  const [styles, wrappers] = [model.styles.length, model.wrappers.length]
  const credit = (table: Float64Array, value: (i: number) => number) => {
    let [place, most] = [0, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < table.length; i++) {
      const v = value(i)
      if (v > most) [place, most] = [i, v]
    }
    table[place] = table[place]! + 1 / DRAWS
  }
  for (let draw = 0; draw < DRAWS; draw++) {
    model.draw(random, 1, effects)
    credit(chances.topic, (t) => effects[model.topicAt + t]!)
    credit(chances.style, (s) => {
      let cells = 0
      for (let w = 0; w < wrappers; w++) cells += effects[model.cell(s, w)]!
      return effects[model.styleAt + s]! + cells / wrappers
    })
    credit(chances.wrapper, (w) => {
      let cells = 0
      for (let s = 0; s < styles; s++) cells += effects[model.cell(s, w)]!
      return effects[model.wrapperAt + w]! + cells / styles
    })
  }
  return chances
}

/** Pass rate of each style in each wrapper, on an average topic. */
function cellsOf(model: Model, counts: Counts): Cell[] {
  const cells: Cell[] = []
  for (const { style, wrapper, n, pass } of counts.pairs.values()) {
    const [s, w] = [model.styles.indexOf(style), model.wrappers.indexOf(wrapper)]
    if (n < LEAST_JOBS || s < 0 || w < 0) continue
    const c = new Float64Array(model.size)
    c[0] = 1
    for (let t = 0; t < model.topics.length; t++) c[model.topicAt + t] = 1 / model.topics.length
    c[model.styleAt + s] = 1
    c[model.wrapperAt + w] = 1
    c[model.cell(s, w)] = 1
    const { mean, sd } = model.combination(c)
    cells.push({ style, wrapper, n, pass, ...estimate(mean, sd, 0, 1) })
  }
  return cells.sort((a, b) => b.mean - a.mean || compare(a.style, b.style) || compare(a.wrapper, b.wrapper))
}

function estimate(mean: number, sd: number, low: number, high: number) {
  const within = (x: number) => round(Math.min(high, Math.max(low, x)))
  const interval: [number, number] = [within(mean - NINETY * sd), within(mean + NINETY * sd)]
  return { mean: within(mean), interval }
}

function figures(level: Level) {
  const { pass, fail, missing, tokens, cost } = level
  return {
    n: scored(level),
    pass,
    fail,
    missing,
    tokens_per_pass: pass && tokens ? Math.round(tokens / pass) : null,
    cost_per_pass: pass && cost !== null ? Number((cost / pass / 1e9).toPrecision(6)) : null,
  }
}

/** The levels that stand together as `(other)`. */
function sumOf(levels: readonly Level[]): Level {
  const sum: Level = {
    name: OTHER,
    pass: 0,
    fail: 0,
    missing: 0,
    tokens: 0,
    cost: 0,
    latest: { generation: 0, jobs: 0 },
  }
  for (const level of levels) {
    sum.pass += level.pass
    sum.fail += level.fail
    sum.missing += level.missing
    sum.tokens += level.tokens
    sum.cost = sum.cost === null || level.cost === null ? null : sum.cost + level.cost
  }
  return sum
}

function round(x: number): number {
  return Math.round(10_000 * x) / 10_000 + 0
}
