import { loadOutcomeRules } from '../../../dist/config/outcome.js'
import { NextReader } from '../../../dist/conversation/outcome/next.js'
import { figures } from '../data.js'
import { auc } from '../metrics.js'
import { DIALOGUES, file, rowsOf } from '../outcome-data.js'

/**
 * What the person's next message says of the answer, against the satisfaction that annotators saw. The baselines are words
 * of thanks and of refusal, counted.
 */
const GOOD = /\b(?:thanks?|great|perfect|good|nice|love|excellent|awesome|works?)\b/gi
const BAD = /\b(?:wrong|no|not|don't|incorrect|bad|stop|hate|instead|error)\b/gi
const wordRule = ({ next }) => (next.match(GOOD) ?? []).length - (next.match(BAD) ?? []).length

let reader
function read({ next, question, answer }) {
  reader ??= new NextReader(loadOutcomeRules())
  return {
    ...reader.evidence(next, question, answer),
    logOdds: reader.logOdds(reader.features(next, question, answer)),
  }
}

const between = (rows, values, good, bad) => {
  const kept = rows
    .map(({ label }, i) => ({ label, value: values[i] }))
    .filter(({ label }) => label === good || label === bad)
  return auc(
    kept.map(({ value }) => value),
    kept.map(({ label }) => label === good),
  )
}

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length

export default {
  name: 'outcome',
  needs: [...DIALOGUES, 'free_text'].map(file),
  run(dir) {
    const sets = [...DIALOGUES, 'free_text'].map((set) => {
      const rows = rowsOf(dir, set)
      return { set, rows, found: rows.map(read), words: rows.map(wordRule) }
    })
    const dialogues = sets.filter(({ set }) => set !== 'free_text')
    const figure = (each, good, bad) => ({
      value: between(
        each.rows,
        each.found.map(({ logOdds }) => logOdds),
        good,
        bad,
      ),
      baseline: between(each.rows, each.words, good, bad),
    })
    const means = (good, bad, reach) => ({
      value: mean(dialogues.map((each) => figure(each, good, bad).value)),
      baseline: mean(dialogues.map((each) => figure(each, good, bad).baseline)),
      reach,
    })
    const all = dialogues.flatMap(({ rows, found }) =>
      rows.map(({ label }, i) => ({ label, kind: found[i].kind })),
    )
    const precision = (kinds, right, wrong) => {
      const told = all.filter(
        ({ kind, label }) => kinds.includes(kind) && (label === right || label === wrong),
      )
      return { value: told.filter(({ label }) => label === right).length / told.length, reach: 0.8 }
    }
    return [
      ...sets.flatMap((each) =>
        figures(`outcome/${each.set}`, each.rows.length, {
          ...(each.set !== 'free_text' && {
            'AUC accepted : rejected': figure(each, 'accepted', 'rejected'),
          }),
          'AUC neutral : rejected': {
            ...figure(each, 'neutral', 'rejected'),
            ...(each.set === 'free_text' && { reach: 0.7 }),
          },
        }),
      ),
      ...figures('outcome', all.length, {
        'AUC accepted : rejected, mean': means('accepted', 'rejected', 0.8),
        'AUC neutral : rejected, mean': means('neutral', 'rejected', 0.72),
        'precision of accept, of those accepted or rejected': precision(['accept'], 'accepted', 'rejected'),
        'precision of correct, of those accepted or rejected': precision(['correct'], 'rejected', 'accepted'),
        'precision of reject, of those accepted or rejected': precision(['reject'], 'rejected', 'accepted'),
      }),
    ]
  },
}
