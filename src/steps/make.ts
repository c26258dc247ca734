import { PRIVATE_KINDS, type PrivateKind } from '../conversation/redact/match.js'
import type { PrivateText } from '../conversation/redact/redact.js'
import type { Tokens } from '../conversation/redact/tokens.js'
import type { Dedup } from '../dataset/dedup/dedup.js'
import type { Part } from '../stream/batch.js'
import type { Sink } from '../stream/sink.js'
import type { ScoreOptions } from './score.js'

export interface MakeOptions {
  score: ScoreOptions
  /** Put tokens in the place of what is private; `people` are lines of names. */
  redact?: { people: readonly string[]; tokens: Tokens } | undefined
  dedup: Dedup
  /** What dedup has to look at. */
  sight: { near: boolean; texts: boolean }
  /** Mine examples instead of taking whole conversations. */
  examples: boolean
}

/** How many different texts of each kind. */
export type PrivateCounts = Partial<Record<PrivateKind, number>>

/**
 * The commands between import and export, with the same steps that they have in a pipe.
 * @param left what is private and was not redacted is counted here
 */
export async function partsOf(options: MakeOptions, left: PrivateCounts): Promise<Part[]> {
  const { redact, examples, dedup, sight } = options
  const parts: Part[] = []
  const add = (part: Part) => parts.push(part)
  const redactStep = await import('./redact.js')
  const kinds = new Set<PrivateKind>(PRIVATE_KINDS)
  if (redact) {
    const { people, tokens } = redact
    const end = redactStep.endOf(tokens, { check: false, onFound: () => {} })
    add({ command: 'redact', kind: 'any', step: await redactStep.step({ kinds, people, check: false }), end })
  }
  const score = await import('./score.js')
  add({ command: 'score', kind: 'turn', step: score.step(options.score) as Part['step'] })
  if (examples) {
    const [mine, synthesize] = await Promise.all([import('./mine.js'), import('./synthesize.js')])
    add({ command: 'mine', kind: 'turn', step: mine.step({ kinds: ['qa_pair'] }) as Part['step'] })
    add({ command: 'synthesize', kind: 'pattern', step: synthesize.step() as Part['step'] })
  }
  const dedupStep = await import('./dedup.js')
  add({ command: 'dedup', kind: 'any', step: dedupStep.step(sight), ...dedupStep.endOf(dedup) })
  if (!redact) {
    const step = await redactStep.step({ kinds, people: [], check: false })
    add({ command: 'look', kind: 'any', step, end: countInto(left) })
  }
  return parts
}

/** Fields of a turn that repeat other turns, or are in no row. */
const BESIDE = /^(?:context|alternatives|next)\b/

/** Counts each private text once, and passes the record on. */
function countInto(counts: PrivateCounts): (found: PrivateText[], sink: Sink) => void {
  const seen = new Set<string>()
  return (found, sink) => {
    for (const { path, matches } of found) {
      if (BESIDE.test(path)) continue
      for (const { kind, value } of matches) {
        const key = `${kind}\0${value}`
        if (seen.has(key)) continue
        seen.add(key)
        counts[kind] = (counts[kind] ?? 0) + 1
      }
    }
    sink.pass()
  }
}
