import { mine } from '../../../dist/patterns/mine.js'
import { figures, readRows } from '../data.js'
import { classification, f1 } from '../metrics.js'

const words = (text) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
const chains = (user, assistant) => mine({ user, assistant }, { kinds: ['reasoning_chain'] })

/** Paragraphs of essays: do they argue? Baseline: at least three sentences, as all of them are from essays. */
const essays = ['en', 'de'].map((language) => ({
  name: `reasoning/aaec_${language}`,
  needs: [`reasoning/aaec_${language}.jsonl`],
  run(dir) {
    const rows = readRows(dir, `reasoning/aaec_${language}.jsonl`)
    const gold = rows.map((row) => row.is_argument)
    const found = rows.map((row) => chains('', row.text))
    const {
      precision,
      recall,
      f1: measure,
    } = classification(
      found.map((patterns) => patterns.length > 0),
      gold,
    )
    const baseline = classification(
      rows.map((row) => (row.text.match(/[.!?](?:\s|$)/g) ?? []).length >= 3),
      gold,
    )
    const longer = rows.flatMap((row, i) => (row.n_premises >= 2 ? [found[i].length > 0] : []))
    const conclusions = found.flatMap((patterns, i) => patterns.map((pattern) => [pattern, rows[i]]))
    const claims = conclusions.filter(([pattern, row]) => {
      const text = words(pattern.content.conclusion)
      return row.components.some((one) => one.type !== 'Premise' && sameText(text, words(one.text)))
    })
    return figures(`reasoning/aaec_${language}`, rows.length, {
      precision: { value: precision, baseline: baseline.precision },
      recall: { value: recall, baseline: baseline.recall },
      F1: { value: measure, baseline: baseline.f1 },
      'recall, a claim with two premises or more': longer.filter(Boolean).length / longer.length,
      'conclusions that hold a claim': claims.length / conclusions.length,
    })
  },
}))

const sameText = (a, b) => a.includes(b) || b.includes(a)

/** Worked problems: is a chain found, are its steps the labelled ones, does the conclusion hold the result? */
const problems = {
  name: 'reasoning/gsm8k',
  needs: ['reasoning/gsm8k.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'reasoning/gsm8k.jsonl')
    let [found, hits, all, labelled, results, alarms] = [0, 0, 0, 0, 0, 0]
    for (const row of rows) {
      const patterns = chains(row.question, row.answer)
      const gold = new Set(row.steps.map(words))
      const steps = patterns.flatMap(({ content }) => [...content.steps, content.conclusion]).map(words)
      if (patterns.length > 0) found++
      if (patterns.some(({ content }) => words(content.conclusion).includes(words(row.final)))) results++
      if (chains('', row.question).length > 0) alarms++
      hits += steps.filter((step) => gold.has(step)).length
      all += steps.length
      labelled += row.steps.length
    }
    return figures('reasoning/gsm8k', rows.length, {
      recall: found / rows.length,
      'precision of steps': hits / all,
      'recall of steps': hits / labelled,
      'F1 of steps': f1(hits / all, hits / labelled),
      'conclusions with the result': results / rows.length,
      'chains in the questions': alarms / rows.length,
    })
  },
}

/** Facts that no word joins, and the same with the answer as a conclusion. */
const facts = {
  name: 'reasoning/strategyqa',
  needs: ['reasoning/strategyqa.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'reasoning/strategyqa.jsonl')
    const share = (text) =>
      rows.filter((row) => chains(row.question, text(row)).length > 0).length / rows.length
    return figures('reasoning/strategyqa', rows.length, {
      'recall, facts alone': share((row) => row.facts.join(' ')),
      'recall, facts and conclusion': share(
        (row) => `${row.facts.join(' ')} So the answer is ${row.answer ? 'yes' : 'no'}.`,
      ),
    })
  },
}

export default [...essays, problems, facts]
