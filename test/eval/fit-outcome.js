/**
 * node test/eval/fit-outcome.js DIR: fits the weights of config/outcome.yaml and prints them.
 *
 * Logistic regression on outcome/ab_redial and outcome/free_text (their licences permit it), each label of each set with the
 * same weight, with a Gaussian prior around values set by hand: the sets are small, and of another kind of talk than most.
 */
import { loadOutcomeRules } from '../../dist/config/outcome.js'
import { NextReader } from '../../dist/conversation/outcome/next.js'
import { rowsOf } from './outcome-data.js'

const PRIOR = {
  thanks: 0.9,
  praise: 1,
  takes: 1.1,
  yes: 0.3,
  bye: 0.4,
  no: -0.4,
  dislike: -1.4,
  fails: -1.8,
  wrong: -1.8,
  confused: -1.6,
  corrects: -1.2,
  other: -0.7,
  seeks: -0.5,
  complaint: -1.5,
  but: -0.4,
  negation: -0.7,
  again: -0.9,
  emphasis: -0.3,
}
/** Inverse variance of the prior. */
const TRUST = 4
/** All rows of one label in one set weigh as much as so many. */
const ROWS = 30
const TARGET = { accepted: 1, neutral: 0.5, rejected: 0 }
const STEPS = 4000
const RATE = 0.01

const dir = process.argv[2]
if (dir === undefined) {
  console.error('usage: node test/eval/fit-outcome.js DIR')
  process.exitCode = 64
} else {
  const reader = new NextReader(loadOutcomeRules())
  const names = Object.keys(PRIOR)
  const data = ['ab_redial', 'free_text'].flatMap((set) =>
    rowsOf(dir, set).map((row) => {
      const features = reader.features(row.next, row.question, row.answer)
      return {
        group: `${set} ${row.label}`,
        target: TARGET[row.label],
        x: names.map((name) => features[name] ?? 0),
      }
    }),
  )
  const sizes = count(data)
  const weights = names.map((name) => PRIOR[name])
  let bias = 0
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => TRUST * (PRIOR[names[i]] - weight))
    let gradientOfBias = 0
    for (const { group, target, x } of data) {
      const logOdds = x.reduce((sum, value, i) => sum + value * weights[i], bias)
      const error = ((target - 1 / (1 + Math.exp(-logOdds))) * ROWS) / sizes.get(group)
      gradientOfBias += error
      x.forEach((value, i) => {
        gradient[i] += error * value
      })
    }
    gradient.forEach((slope, i) => {
      weights[i] += RATE * slope
    })
    bias += RATE * gradientOfBias
  }
  console.log('weights:')
  names.forEach((name, i) => {
    console.log(`  ${name}: ${weights[i].toFixed(2)}`)
  })
}

function count(data) {
  const sizes = new Map()
  for (const { group } of data) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return sizes
}
