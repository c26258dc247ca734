import { enrich } from '../patterns/enrich.js'
import type { Step } from '../stream/batch.js'

/** Adds to each turn what it is about. */
export function step(): Step<'turn'> {
  return (turn, sink) => sink.extend(enrich(turn))
}
