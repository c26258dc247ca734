import { figures, readRows } from '../data.js'
import { decided, inSentence, program } from '../mined.js'

const names = (item, name) => item.toLowerCase().includes(name.toLowerCase())

/**
 * Sentences with two marked names, labelled as comparing those two or not. `F1 of the pair`: a comparison of these two
 * was found, as different items. The first rows ask only whether any comparison was found, so that one of other things
 * counts as false. Baseline: "than".
 */
export default {
  name: 'comparison/compsent',
  needs: ['comparison/compsent.jsonl'],
  async run(dir) {
    const mine = await program()
    const rows = readRows(dir, 'comparison/compsent.jsonl')
    const found = rows.map(({ text }) => inSentence(mine, text, 'comparison'))
    const gold = rows.map((row) => row.is_comparison)
    const simple = rows.map(({ text }) => /\bthan\b/i.test(text))
    const pairs = rows.map((row, i) => found[i].find(({ content }) => isPair(content.items, row)))
    const pair = decided(
      pairs.map((pattern) => pattern !== undefined),
      gold,
      simple,
      { f1: 0.78 },
    )
    const won = rows.flatMap((row, i) => {
      const winner = row.is_comparison && pairs[i]?.content.winner
      return winner ? [names(winner, row.label === 'BETTER' ? row.item_a : row.item_b)] : []
    })
    return figures('comparison/compsent', rows.length, {
      ...decided(
        found.map((patterns) => patterns.length > 0),
        gold,
        simple,
      ),
      ...Object.fromEntries(Object.entries(pair).map(([name, value]) => [`${name} of the pair`, value])),
      'winner right, where named': won.filter(Boolean).length / won.length,
    })
  },
}

const isPair = (items, { item_a, item_b }) =>
  items.some((one) => names(one, item_a) && items.some((other) => other !== one && names(other, item_b)))
