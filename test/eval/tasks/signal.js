import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadLexicons } from '../../../dist/config/lexicon.js'
import { scorer } from '../../../dist/conversation/score.js'
import { THRESHOLD } from '../../../dist/conversation/threshold.js'
import { figures, readRows } from '../data.js'
import { auc, calibration, caughtAtKept } from '../metrics.js'

/**
 * Signal against noise by label. A row is one text and the text before it; rows labelled null are left out.
 * The baseline scores a text by its number of words, as high as it goes.
 */
const SETS = {
  hard: { AUC: 0.85, keep: 0.9 },
  sgd: { AUC: 0.97, keep: 0.97, caught: 0.9 },
  ami: { AUC: 0.97, keep: 0.97, caught: 0.9 },
  swda: { keep: 0.97 },
  molweni: { keep: 0.9 },
  german_tweets: { keep: 0.95, caught: 0.85 },
  rasa_de: { keep: 0.95, caught: 0.85 },
}
const file = (set) => `signal/${set}.jsonl`
const words = ({ text, user = text, assistant = '' }) =>
  `${user} ${assistant}`.split(/\s+/).filter(Boolean).length
const share = (list, test) => (list.length === 0 ? null : list.filter(test).length / list.length)

let score
/** Importance of a row, as `strom score` gives it. */
function importance(row) {
  score ??= scorer({ lexicons: loadLexicons() })
  const { text, user = text, assistant = '', context_prev } = row
  return score({ user, assistant, context: row.context ?? (context_prev ? [context_prev] : []) }).importance
}

const labelled = (dir, set) => readRows(dir, file(set)).filter((row) => typeof row.signal === 'boolean')

function measure(dir, set, { AUC, keep, caught } = { keep: 0.95 }) {
  const rows = labelled(dir, set)
  const gold = rows.map((row) => row.signal)
  const scores = rows.map(importance)
  const baseline = rows.map(words)
  const kept = scores.filter((_, i) => gold[i])
  const dropped = scores.filter((_, i) => !gold[i])
  return figures(`signal/${set}`, rows.length, {
    AUC: { value: auc(scores, gold), baseline: auc(baseline, gold), reach: AUC },
    [`noise caught at signal kept ${keep * 100} %`]: {
      value: caughtAtKept(scores, gold, keep).caught,
      baseline: caughtAtKept(baseline, gold, keep).caught,
      reach: caught,
    },
    [`signal kept at ${THRESHOLD}`]: share(kept, (value) => value >= THRESHOLD),
    [`noise caught at ${THRESHOLD}`]: share(dropped, (value) => value < THRESHOLD),
    'calibration error': calibration(scores, gold).error,
  })
}

const sets = Object.entries(SETS).map(([set, reach]) => ({
  name: `signal/${set}`,
  needs: [file(set)],
  run: (dir) => measure(dir, set, reach),
}))

/** Files of one's own beside these: rows {text, context_prev?, signal} or {user, assistant, context?, signal}. */
const own = {
  name: 'signal/own',
  run(dir) {
    const folder = join(dir, 'signal')
    const files = existsSync(folder) ? readdirSync(folder) : []
    return files
      .map((name) => name.replace(/\.jsonl$/, ''))
      .filter((set) => !(set in SETS) && !/^questions_/.test(set))
      .flatMap((set) => measure(dir, set))
  },
}

const summary = {
  name: 'signal/ami in_summary',
  needs: [file('ami')],
  run(dir) {
    const rows = readRows(dir, file('ami'))
    const gold = rows.map((row) => row.in_summary)
    const value = auc(rows.map(importance), gold)
    const baseline = auc(rows.map(words), gold)
    return figures('signal/ami in_summary', rows.length, { AUC: { value, baseline, reach: 0.86 } })
  },
}

const questions = ['questions_de', 'questions_en'].map((set) => ({
  name: `signal/${set}`,
  needs: [file(set)],
  run(dir) {
    const rows = readRows(dir, file(set)).filter((row) => row.is_question)
    const kept = share(rows.map(importance), (value) => value >= THRESHOLD)
    return figures(`signal/${set}`, rows.length, { [`questions kept at ${THRESHOLD}`]: kept })
  },
}))

/** Of all rows scored 0.7, are 70 % signal? All sets together, noise and signal as they come. */
const calibrated = {
  name: 'signal/calibration',
  needs: Object.keys(SETS).map(file),
  run(dir) {
    const rows = Object.keys(SETS).flatMap((set) => labelled(dir, set))
    const { bands, error } = calibration(
      rows.map(importance),
      rows.map((row) => row.signal),
    )
    return [
      ...bands.map(({ from, to, n, share: value, mean }) => ({
        task: 'signal/calibration',
        n,
        figure: `share of signal where scored ${from.toFixed(1)} to ${to.toFixed(1)} (baseline: mean score)`,
        value,
        baseline: mean,
      })),
      ...figures('signal/calibration', rows.length, { 'calibration error': error }),
    ]
  },
}

export default [...sets, own, summary, ...questions, calibrated]
