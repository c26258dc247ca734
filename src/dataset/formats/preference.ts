import { History } from '../dialogue/history.js'
import { callsIn, Preferences } from '../dialogue/preferences.js'
import { trl } from '../trainers/trl.js'
import type { RecordFormat } from './index.js'

/** {"prompt", "chosen", "rejected"} as lists of messages, TRL's conversational preference format. */
export function dpo(minEvidence?: number): RecordFormat {
  const preferences = new Preferences(new History('mask'), minEvidence)
  return {
    rows: (record) => {
      const pairs = preferences.pairs(record)
      if (typeof pairs === 'string') return pairs
      return pairs.length === 0 && callsIn(record)
        ? 'tool calls'
        : pairs.map((pair) => JSON.stringify(trl.pair(pair)))
    },
    none: 'no preference',
  }
}

/** {"prompt", "completion", "label"}, TRL's unpaired preference format. */
export function kto(minEvidence?: number): RecordFormat {
  const preferences = new Preferences(new History('mask'), minEvidence)
  return {
    rows: (record) => {
      const rated = preferences.rated(record)
      if (typeof rated === 'string') return rated
      return rated.length === 0 && callsIn(record)
        ? 'tool calls'
        : rated.map((each) => JSON.stringify(trl.rated?.(each)))
    },
    none: 'no rating',
  }
}
