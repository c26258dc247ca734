import { type MineOptions, mine } from '../patterns/mine.js'
import type { Step } from '../stream/batch.js'

/** Writes the patterns of each turn; the same pattern is written once, over the whole stream. */
export function step(options: MineOptions): Step<'turn'> {
  return (turn, sink) => {
    if (turn.signal === false && !options.all) return sink.reject('noise')
    const patterns = mine(turn, options)
    if (patterns.length === 0) sink.reject('no pattern')
    for (const pattern of patterns) sink.emit(pattern, pattern.id)
  }
}
