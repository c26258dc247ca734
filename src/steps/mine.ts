import { setFlagsFromString } from 'node:v8'
import { type MineOptions, mine } from '../patterns/mine.js'
import type { Step } from '../stream/batch.js'

/** Writes the patterns of each turn; the same pattern is written once, over the whole stream. */
export function step(options: MineOptions): Step<'turn'> {
  optimizeLater()
  return (turn, sink) => {
    if (turn.signal === false && !options.all) return sink.reject('noise')
    const patterns = mine(turn, options)
    if (patterns.length === 0) sink.reject('no pattern')
    for (const pattern of patterns) sink.emit(pattern, pattern.id)
  }
}

/**
 * Node 20 optimizes a function after 66 KB of bytecode, with the types seen until then. Rules of many small functions are
 * then compiled again and again: on one core, mining 3 MB takes 2.8 s of CPU so, and 1.8 s with a larger budget. One that
 * is larger still leaves functions slow for long: with 1 MB, 42 MB take a fifth longer.
 */
function optimizeLater(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=350000')
}
