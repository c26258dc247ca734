import { figures, readRows } from '../data.js'
import { auc } from '../metrics.js'

const SETS = ['hard', 'sgd', 'ami', 'swda', 'molweni', 'german_tweets', 'rasa_de']
const wordCount = (text) => text.split(/\s+/).filter(Boolean).length

/** Signal against noise by label; rows labelled null are neither and left out. */
export default SETS.map((set) => ({
  name: `signal/${set}`,
  needs: [`signal/${set}.jsonl`],
  run(dir) {
    const rows = readRows(dir, `signal/${set}.jsonl`).filter((row) => row.signal !== null)
    const gold = rows.map((row) => row.signal)
    return figures(`signal/${set}`, rows.length, {
      'AUC of word count': auc(
        rows.map((row) => wordCount(row.text)),
        gold,
      ),
    })
  },
}))
