import { figures, readRows } from '../data.js'
import { cut, decided, inSentence, program } from '../mined.js'

const CUES = /\b(?:caus(?:e|es|ed|ing)|because|due to|leads? to|results? in)\b/i
const holds = (text, part) => text?.toLowerCase().includes(part.toLowerCase()) ?? false

/**
 * semeval2010: is the marked pair cause and effect? Its labels are the heads of the phrases, so a span is right that
 * holds the head; a sentence whose causes are others counts as false. because: any cause and effect, labelled as
 * clauses. Baseline: a handful of cue words.
 */
export default [
  task('semeval2010', 0.55, (rows, found) => ({
    'cause holds the labelled head, where found': share(rows, found, 'cause'),
    'effect holds the labelled head, where found': share(rows, found, 'effect'),
  })),
  task('because', 0.6, (rows, found) => ({
    'span F1 of causes, where found': span(rows, found, 'cause'),
    'span F1 of effects, where found': span(rows, found, 'effect'),
  })),
]

function task(set, reach, more) {
  return {
    name: `causal/${set}`,
    needs: [`causal/${set}.jsonl`],
    async run(dir) {
      const mine = await program()
      const rows = readRows(dir, `causal/${set}.jsonl`)
      const found = rows.map(({ text }) => inSentence(mine, text, 'causal'))
      return figures(`causal/${set}`, rows.length, {
        ...decided(
          found.map((patterns) => patterns.length > 0),
          rows.map((row) => row.is_causal),
          rows.map((row) => CUES.test(row.text)),
          { f1: reach },
        ),
        ...more(rows, found),
      })
    },
  }
}

function share(rows, found, key) {
  const both = rows
    .map((row, i) => [row, found[i]])
    .filter(([row, patterns]) => row.is_causal && patterns.length > 0)
  return (
    both.filter(([row, patterns]) => patterns.some(({ content }) => holds(content[key], row[key]))).length /
    both.length
  )
}

const span = (rows, found, key) =>
  cut(
    rows.map((row, i) => ({
      found: found[i][0]?.content[key] ?? null,
      gold: row.is_causal ? row[key] : null,
    })),
  )
