import { sightOf } from '../dataset/dedup/dedup.js'
import type { Step } from '../stream/batch.js'

/** Looks at each record; holds those with text, as whether one is new depends on those before it. */
export function step(options: Parameters<typeof sightOf>[0]): Step<'any'> {
  const see = sightOf(options)
  return (record, sink) => {
    const sight = see(record)
    if (sight) sink.hold(sight)
    else sink.pass()
  }
}
