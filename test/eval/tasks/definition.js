import { figures, readRows } from '../data.js'
import { cut, decided, inSentence, program } from '../mined.js'

/** Sentences of textbooks, labelled as defining a term or not. Baseline: "X is a Y". */
export default {
  name: 'definition/deft',
  needs: ['definition/deft.jsonl'],
  async run(dir) {
    const mine = await program()
    const rows = readRows(dir, 'definition/deft.jsonl')
    const found = rows.map(({ text }) => inSentence(mine, text, 'definition'))
    const span = (key, labels) =>
      cut(
        rows.map((row, i) => ({
          found: found[i][0]?.content[key] ?? null,
          gold: row.is_definition && row[labels].length > 0 ? row[labels].join(' ') : null,
        })),
      )
    return figures('definition/deft', rows.length, {
      ...decided(
        found.map((patterns) => patterns.length > 0),
        rows.map((row) => row.is_definition),
        rows.map((row) => /^(?:An? |The )?[\w -]+ (?:is an?|are) /.test(row.text)),
        { precision: 0.75, f1: 0.55 },
      ),
      'span F1 of terms, where found': span('term', 'terms'),
      'span F1 of definitions, where found': span('definition', 'definitions'),
    })
  },
}
