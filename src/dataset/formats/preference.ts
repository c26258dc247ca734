import { History } from '../dialogue/history.js'
import { callsIn, pairsOf, ratedOf } from '../dialogue/preferences.js'
import { trl } from '../trainers/trl.js'
import type { RecordFormat } from './index.js'

/** {"prompt", "chosen", "rejected"} as lists of messages, TRL's conversational preference format. */
export function dpo(): RecordFormat {
  const history = new History('mask')
  return {
    rows: (record) => {
      const rows = pairsOf(record, history).map((pair) => JSON.stringify(trl.pair(pair)))
      return rows.length === 0 && callsIn(record) ? 'tool calls' : rows
    },
    none: 'no preference',
  }
}

/** {"prompt", "completion", "label"}, TRL's unpaired preference format. */
export function kto(): RecordFormat {
  const history = new History('mask')
  return {
    rows: (record) => {
      const rows = ratedOf(record, history).map((rated) => JSON.stringify(trl.rated?.(rated)))
      return rows.length === 0 && callsIn(record) ? 'tool calls' : rows
    },
    none: 'no rating',
  }
}
