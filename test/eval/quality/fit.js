/**
 * npm run build && node test/eval/quality/fit.js DIR [-o config/quality.yaml]
 *
 * Fits the weights of quality on PandaLM and OASST (DIR/quality/pandalm.jsonl, oasst.jsonl) and on damaged copies of their
 * preferred answers; the order of words on these and on DIR/chats/oasst.jsonl. Without chance: the same files give the
 * same weights.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadLexicons } from '../../../dist/config/lexicon.js'
import { FEATURES } from '../../../dist/conversation/quality/features.js'
import { eachPair, WIDTH } from '../../../dist/conversation/quality/flow.js'
import { View } from '../../../dist/conversation/quality/view.js'
import { Vocabulary } from '../../../dist/conversation/scoring/vocabulary.js'
import { CLASSES } from '../../../dist/conversation/scoring/word-classes.js'
import { MIN_QUALITY } from '../../../dist/conversation/threshold.js'
import { random } from '../../bench/corpus.js'
import { readRows } from '../data.js'
import { auc } from '../metrics.js'
import { damagedOf, file, pairsOf, preferredOf } from './damages.js'

const FITTED = ['pandalm', 'oasst']
/** How much each kind of damage counts. */
const KINDS = {
  'other prompt': 1,
  'cut in the middle': 0.5,
  'cut between words': 0.5,
  refusal: 1,
  'put off': 1,
  placeholder: 0.5,
  notice: 0.6,
  'asks back': 0.4,
  'other language': 0.4,
  'broken format': 0.3,
  'said eight times': 0.8,
  'words shuffled': 2,
  echo: 0.3,
}
const OTHER = 'other prompt'
const GROUPS = Object.keys(FEATURES)
const NAMES = GROUPS.flatMap((group) => Object.keys(FEATURES[group]).map((name) => ({ group, name })))
const FUNCTIONS = NAMES.map(({ group, name }) => FEATURES[group][name])
const GROUP = NAMES.map(({ group }) => GROUPS.indexOf(group))

function lab(dir, lexicons = loadLexicons()) {
  const order = new Float64Array(WIDTH * WIDTH)
  const common = commonOf(dir)
  const view = new View(new Vocabulary(lexicons), order, common)
  order.set(orderOf(dir, view))
  const reads = (view) => (turn) => {
    view.read(turn)
    return Float64Array.from(FUNCTIONS, (feature) => feature(view))
  }
  const thin = new View(new Vocabulary(lexicons.map(thinned)), order, common)
  return { order, common, features: reads(view), thinFeatures: reads(thin) }
}

const BESIDE = ['dealing', 'declining', 'deferring', 'failure', 'placeholder']
/** A lexicon without half of what it knows of answers that are none: other people word them with words it does not know. */
function thinned(lexicon) {
  const next = random(5)
  const thin = BESIDE.map((name) => [name, lexicon[name]?.filter(() => next() < 0.5)])
  return { ...lexicon, ...Object.fromEntries(thin.filter(([, terms]) => terms)) }
}

/** A word that so many texts of a hundred have tells little of a subject. */
const COMMON = 0.5
/** The words that most texts have, German ones from the German texts among them. */
function commonOf(dir) {
  const texts = textsOf(dir)
  const counts = new Map()
  for (const text of texts)
    for (const word of new Set(
      text
        .toLowerCase()
        .replaceAll('’', "'")
        .match(/[\p{L}']{3,}/gu) ?? [],
    ))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= (COMMON / 100) * texts.size)
    .map(([word]) => word)
    .sort()
    .join(' ')
}

function textsOf(dir) {
  const texts = new Set(FITTED.flatMap((set) => readRows(dir, file(set)).flatMap(({ a, b }) => [a, b])))
  for (const { messages } of readRows(dir, 'chats/oasst.jsonl'))
    for (const { content } of messages) texts.add(content)
  return texts
}

/** Pointwise mutual information of neighbours by class, smoothed, to one decimal, at most 3 either way. */
function orderOf(dir, view) {
  const texts = textsOf(dir)
  const [pairs, first, second] = [
    new Float64Array(WIDTH * WIDTH),
    new Float64Array(WIDTH),
    new Float64Array(WIDTH),
  ]
  let n = 0
  for (const text of texts) {
    view.answer.read(text)
    eachPair(view.answer, (before, after) => {
      pairs[before * WIDTH + after]++
      first[before]++
      second[after]++
      n++
    })
  }
  return pairs.map((count, i) => {
    const expected = (first[Math.floor(i / WIDTH)] * second[i % WIDTH]) / n
    if (expected === 0) return 0
    return Math.round(10 * Math.max(-3, Math.min(3, Math.log((count + 2) / (expected + 2))))) / 10
  })
}

const below = (sum) => (sum < -30 ? -sum : Math.log1p(Math.exp(-sum)))

/** What a turn's features add up to in each group. */
function sumsOf(weights, x) {
  const sums = [0, 0, 0]
  for (let i = 0; i < x.length; i++) sums[GROUP[i]] += weights[i] * x[i]
  return sums
}
const rankOf = ([about, whole, says]) => says - below(about) - below(whole)
const rank = (weights, x) => rankOf(sumsOf(weights, x))

/**
 * Logistic regression of one group by Newton's method, with a penalty on the squares of all weights but that of `base`.
 * @param points {x, y, weight}
 */
function regression(group, points, penalty, without = []) {
  const columns = NAMES.flatMap((name, i) => (name.group === group && !without.includes(i) ? [i] : []))
  const scale = columns.map((i) =>
    NAMES[i].name === 'base'
      ? 1
      : Math.sqrt(points.reduce((sum, { x }) => sum + x[i] ** 2, 0) / points.length) || 1,
  )
  const rows = points.map(({ x, y, weight }) => ({ x: columns.map((i, k) => x[i] / scale[k]), y, weight }))
  const weights = columns.map(() => 0)
  for (let round = 0; round < 40; round++) {
    const system = columns.map(() => new Float64Array(columns.length + 1))
    for (const { x, y, weight } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + weights[k] * value, 0)))
      x.forEach((value, k) => {
        if (value === 0) return
        for (let j = 0; j < x.length; j++) system[k][j] += weight * p * (1 - p) * value * x[j]
        system[k][x.length] += weight * (p - y) * value
      })
    }
    columns.forEach((i, k) => {
      const free = NAMES[i].name === 'base'
      system[k][k] += free ? 1e-6 : penalty
      if (!free) system[k][columns.length] += penalty * weights[k]
    })
    const step = solved(system)
    step.forEach((value, k) => {
      weights[k] -= value
    })
    if (Math.max(...step.map(Math.abs)) < 1e-7) break
  }
  // What is a sign of damage never speaks for an answer.
  const wrong = columns.filter((i, k) => group === 'form' && NAMES[i].name !== 'base' && weights[k] > 0)
  if (wrong.length > 0) return regression(group, points, penalty, [...without, ...wrong])
  return new Map(columns.map((i, k) => [i, weights[k] / scale[k]]))
}

/** Gaussian elimination; the matrix is symmetric and positive. */
function solved(system) {
  const n = system.length
  for (let i = 0; i < n; i++)
    for (let row = i + 1; row < n; row++) {
      const factor = system[row][i] / system[i][i]
      for (let k = i; k <= n; k++) system[row][k] -= factor * system[i][k]
    }
  const out = Array(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    let value = system[i][n]
    for (let k = i + 1; k < n; k++) value -= system[i][k] * out[k]
    out[i] = value / system[i][i]
  }
  return out
}

/**
 * First each group by itself: the subject tells true answers from those to other prompts, the form from all other damage,
 * merit the preferred answer from the other one. Then five numbers by which the three are put together.
 * @param rows by answer: {true, KIND: features}
 * @param choices [good, bad] features of pairs that people judged
 */
function weigh(rows, choices) {
  const kinds = Object.keys(KINDS)
  const formKinds = kinds.filter((kind) => kind !== OTHER)
  const all = formKinds.reduce((sum, kind) => sum + KINDS[kind], 0)
  const groups = {
    subject: regression(
      'subject',
      rows.flatMap((row) => [
        { x: row.true, y: 1, weight: 1 },
        { x: row[OTHER], y: 0, weight: 1 },
      ]),
      1,
    ),
    form: regression(
      'form',
      rows.flatMap((row) => [
        { x: row.true, y: 1, weight: all },
        ...formKinds.map((kind) => ({ x: row[kind], y: 0, weight: KINDS[kind] })),
      ]),
      1,
    ),
    merit: regression(
      'merit',
      choices.map(([good, bad]) => ({ x: good.map((value, i) => value - bad[i]), y: 1, weight: 1 })),
      2,
    ),
  }
  const alone = NAMES.map(({ group }, i) => groups[group].get(i) ?? 0)
  const { subject, form, merit } = put(alone, rows, choices)
  const weights = alone.map((weight, i) => {
    const { group, name } = NAMES[i]
    if (group === 'merit') return merit * weight
    const { slope, start } = group === 'subject' ? subject : form
    return slope * (name === 'base' ? weight - start : weight)
  })
  return { weights, ...calibrated(rows, weights) }
}

/** Where subject and form begin to count, how steeply, and what merit counts beside them: tried one by one. */
function put(alone, rows, choices) {
  const sums = (kind) => rows.map((row) => sumsOf(alone, row[kind]))
  const [truth, other, cut] = ['true', OTHER, 'cut in the middle'].map(sums)
  const bad = CAUGHT.map(sums)
  const pairs = choices.map((pair) => pair.map((x) => sumsOf(alone, x)))
  let best
  for (const from of [0, 0.5, 1, 1.5, 2])
    for (const steep of [0.7, 1, 1.4, 2])
      for (const start of [-2, -1.5, -1, -0.5, 0])
        for (const slope of [1, 2, 3, 5])
          for (const merit of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]) {
            const value = ([about, whole, says]) =>
              merit * says - below(steep * (about - from)) - below(slope * (whole - start))
            const good = truth.map(value)
            const first = pairs.reduce((sum, [a, b]) => sum + (value(a) > value(b) ? 1 : 0), 0) / pairs.length
            const least = leastOf(good, rows)
            const kept = bad.map((some) => some.filter((x) => value(x) >= least).length / some.length)
            const gain =
              AIMS(area(good, other.map(value)), area(good, cut.map(value)), first) -
              kept.reduce((sum, share) => sum + Math.max(0, share - 0.02), 0)
            if (!best || gain > best.gain)
              best = { gain, subject: { start: from, slope: steep }, form: { start, slope }, merit }
          }
  return best
}

/** Must be told from true answers, of which so many may be lost. */
const CAUGHT = [
  'refusal',
  'put off',
  'notice',
  'asks back',
  'placeholder',
  'words shuffled',
  'said eight times',
]
const LOST = 0.025
const SHORT_LOST = 0.05
const SHORT = Math.log1p(20)
const LENGTH = NAMES.findIndex(({ name }) => name === 'length')
/** The value that all but few of the true answers reach, and all but few of the short ones. */
const leastOf = (values, rows) =>
  Math.min(
    quantile(values, LOST),
    quantile(
      values.filter((_, i) => rows[i].true[LENGTH] < SHORT),
      SHORT_LOST,
    ),
  )
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]

/** What is wanted of the three: each of them, not the one for the other. */
const AIMS = (other, cut, first) =>
  4 * Math.min(0, other - 0.91) + Math.min(0, cut - 0.86) + 6 * Math.min(0, first - 0.72)

function area(good, bad) {
  return auc([...good, ...bad], [...good.map(() => true), ...bad.map(() => false)])
}

/** How steeply a rank makes log-odds of a true answer where half of the answers are damaged; moved so that few true ones are lost. */
function calibrated(rows, weights) {
  const points = rows.flatMap((row) =>
    Object.keys(KINDS).flatMap((kind) => [
      { value: rank(weights, row.true), y: 1, weight: KINDS[kind] },
      { value: rank(weights, row[kind]), y: 0, weight: KINDS[kind] },
    ]),
  )
  let [scale, shift] = [0.5, 0]
  for (let round = 0; round < 100; round++) {
    let [a, b, aa, ab, bb] = [0, 0, 0, 0, 0]
    for (const { value, y, weight } of points) {
      const p = 1 / (1 + Math.exp(-scale * value - shift))
      const [e, h] = [(p - y) * weight, p * (1 - p) * weight]
      a += e * value
      b += e
      aa += h * value * value
      ab += h * value
      bb += h
    }
    const det = aa * bb - ab * ab
    const clip = (step) => Math.max(-0.5, Math.min(0.5, step))
    scale -= clip((bb * a - ab * b) / det)
    shift -= clip((aa * b - ab * a) / det)
  }
  return { scale, shift: shiftFor(rows, weights, scale) }
}

/** The barest true answers, one word each, lie side by side: the line is drawn below them. */
const MARGIN = 0.09
/** Of the true answers all but few lie at or above the least quality of an answer that is signal. */
const shiftFor = (rows, weights, scale) =>
  MARGIN +
  Math.log(MIN_QUALITY / (1 - MIN_QUALITY)) -
  scale *
    leastOf(
      rows.map((row) => rank(weights, row.true)),
      rows,
    )

const rounded = (value) => Number(value.toFixed(3))

/** As `config/quality.yaml` holds them. */
function document({ weights, scale, shift }, { order, common }) {
  const group = (wanted) =>
    Object.fromEntries(
      NAMES.flatMap(({ group, name }, i) => (group === wanted ? [[name, rounded(weights[i])]] : [])),
    )
  return {
    scale: rounded(scale),
    shift: rounded(shift),
    ...Object.fromEntries(GROUPS.map((name) => [name, group(name)])),
    common,
    order: Object.fromEntries(
      CLASSES.map((name, row) => [name, [...order.slice(row * WIDTH, (row + 1) * WIDTH)]]),
    ),
  }
}

/** Without answers that are broken themselves, though people preferred them to worse ones. */
const sound = (row) => row.true[NAMES.findIndex(({ name }) => name === 'repetition')] < 0.3

function rowsOf(dir, set, { features, thinFeatures }, wanted) {
  const turns = preferredOf(dir, set).filter(wanted)
  return [features, thinFeatures].flatMap((read, i) =>
    damagedOf(turns, 'fit', 1 + 10 * i).map((row) =>
      Object.fromEntries(Object.entries(row).map(([kind, turn]) => [kind, read(turn)])),
    ),
  )
}

/** @param wanted which turns are fitted on; all by default */
export function fitted(dir, wanted = () => true) {
  const tables = lab(dir)
  const rows = FITTED.flatMap((set) => rowsOf(dir, set, tables, wanted)).filter(sound)
  const choices = FITTED.flatMap((set) =>
    pairsOf(dir, set)
      .filter(({ good }) => wanted(good))
      .map(({ good, bad }) => [tables.features(good), tables.features(bad)]),
  )
  return document(weigh(rows, choices), tables)
}

const HEAD = `# Weights of quality, made by test/eval/quality/fit.js of PandaLM and OASST (both Apache-2.0) and damaged copies of their
# answers; what each feature is says src/conversation/quality/features.ts.
`

function yaml(document) {
  let text = HEAD
  for (const [key, value] of Object.entries(document)) {
    if (typeof value !== 'object') text += `${key}: ${value}\n`
    else {
      text += `\n${key}:\n`
      for (const [name, entry] of Object.entries(value))
        text += `  ${name}: ${Array.isArray(entry) ? `[${entry.join(', ')}]` : entry}\n`
    }
  }
  return text
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', short: 'o' } },
  })
  const [dir] = positionals
  if (dir === undefined) {
    console.error('usage: node test/eval/quality/fit.js DIR [-o config/quality.yaml]')
    process.exitCode = 64
  } else {
    const text = yaml(fitted(dir))
    if (values.out) writeFileSync(values.out, text)
    else process.stdout.write(text)
  }
}
