import { pairsOf, ratedOf } from '../dialogue/preferences.js'
import { trl } from '../trainers/trl.js'
import type { RecordFormat } from './index.js'

/** {"prompt", "chosen", "rejected"} as lists of messages, TRL's conversational preference format. */
export const dpo: RecordFormat = {
  rows: (record) => pairsOf(record).map((pair) => JSON.stringify(trl.pair(pair))),
  none: 'no preference',
}

/** {"prompt", "completion", "label"}, TRL's unpaired preference format. */
export const kto: RecordFormat = {
  rows: (record) => ratedOf(record).map((rated) => JSON.stringify(trl.rated?.(rated))),
  none: 'no rating',
}
