import { mine } from '../../../dist/patterns/mine.js'
import { figures, readRows } from '../data.js'
import { classification, f1 } from '../metrics.js'

const MARK = /^[ \t]*(?:\d+[.)]|[-*+•])[ \t]+/gm
const words = (text) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

/** The texts as they are; without numbers and bullets; and all in one line besides. */
const FORMS = {
  '': (text) => text,
  '-stripped': (text) => text.replace(MARK, ''),
  '-one-line': (text) => text.replace(MARK, '').replace(/\n+/g, ' '),
}
const REACH = { '': 0.92, '-stripped': 0.75 }

/** Recipes: is the section a procedure, and are its steps found? Baseline: a text with a numbered line is one. */
export default Object.entries(FORMS).map(([suffix, form]) => ({
  name: `procedure/recipes${suffix}`,
  needs: ['procedure/recipes.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'procedure/recipes.jsonl')
    const gold = rows.map((row) => row.is_procedure)
    const texts = rows.map(({ text }) => form(text))
    const found = texts.map((assistant) => mine({ user: '', assistant }, { kinds: ['procedure'] }))
    const {
      precision,
      recall,
      f1: measure,
    } = classification(
      found.map((patterns) => patterns.length > 0),
      gold,
    )
    const baseline = classification(
      texts.map((text) => /^[ \t]*\d+[.)] /m.test(text)),
      gold,
    )
    const steps = stepMeasures(rows, found)
    return figures(`procedure/recipes${suffix}`, rows.length, {
      precision,
      recall,
      F1: { value: measure, baseline: baseline.f1, reach: REACH[suffix] },
      'precision of steps': steps.precision,
      'recall of steps': steps.recall,
      'F1 of steps': f1(steps.precision, steps.recall),
    })
  },
}))

/** A step counts as found where its words are exactly those of a labelled one. */
function stepMeasures(rows, found) {
  let [hits, all, labelled] = [0, 0, 0]
  for (const [i, row] of rows.entries()) {
    if (!row.is_procedure) continue
    const gold = new Set(row.steps.map((step) => words(step.replace(MARK, ''))))
    const steps = found[i].flatMap((pattern) => pattern.content.steps.map(words))
    hits += steps.filter((step) => gold.has(step)).length
    all += steps.length
    labelled += row.steps.length
  }
  return { precision: hits / all, recall: hits / labelled }
}
