import { type Dedup, type Sight, sightOf } from '../dataset/dedup/dedup.js'
import { WholeConversations } from '../dataset/dedup/whole.js'
import type { Step } from '../stream/batch.js'
import type { Sink } from '../stream/sink.js'

/** Looks at each record; holds those with text, as whether one is new depends on those before it. */
export function step(options: Parameters<typeof sightOf>[0]): Step<'any'> {
  const see = sightOf(options)
  return (record, sink) => {
    const sight = see(record)
    if (sight) sink.hold(sight)
    else sink.pass()
  }
}

/** Decides of each record that was held, in their order, whether it is new; call `finish` after the last. */
export function endOf(dedup: Dedup): {
  end: (sight: Sight, sink: Sink) => void
  finish: (sink: Sink) => void
} {
  const conversations = new WholeConversations(dedup)
  return {
    end: (sight, sink) => conversations.decide(sight, sink),
    finish: (sink) => conversations.end(sink),
  }
}
