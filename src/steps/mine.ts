import { setFlagsFromString } from 'node:v8'
import { type MineOptions, mineLines } from '../patterns/mine.js'
import type { Step } from '../stream/batch.js'

/** Writes the patterns of each turn; the same pattern is written once, over the whole stream. */
export function step(options: MineOptions): Step<'turn'> {
  let warmUp = WARM_UP_TURNS
  optimizeAfter(1_000_000)
  return (turn, sink) => {
    if (--warmUp === 0) optimizeAfter(67_584)
    const patterns = mineLines(turn, options)
    if (typeof patterns === 'string') return sink.reject(patterns)
    for (const { json, id } of patterns) sink.write(json, id)
  }
}

/**
 * Node 20 optimizes a function after so many bytes of bytecode (67,584 where nothing is said), with the types seen until
 * then. Rules of many small functions are then compiled again and again. A larger budget at first halves the CPU time of
 * mining 3 MB; keeping it would cost a tenth of the speed on a long stream.
 */
function optimizeAfter(bytes: number): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString(`--interrupt-budget=${bytes}`)
}
const WARM_UP_TURNS = 2000
