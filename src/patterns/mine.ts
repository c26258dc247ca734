import { contentId } from '../record/id.js'
import { PATTERN_KINDS, type Pattern, type PatternKind } from '../record/pattern.js'
import type { Turn } from '../record/turn.js'
import { type Document, prepare } from './document.js'
import type { Found } from './miner.js'
import { MINERS } from './miners/index.js'

export { Seen } from './seen.js'

export interface MineOptions {
  /** Which kinds; all by default. */
  kinds?: readonly PatternKind[]
  /** Least confidence reported, 0..1. */
  minConfidence?: number
  /** Also turns that `score` called noise. */
  all?: boolean
}

/**
 * The patterns of one turn. Confidence is the turn's importance (1 where it was not scored) times how sure the
 * extraction is. Evidence spans are exact. Ids are hashes of kind and content, so one pattern has one id wherever it
 * occurs, and is reported once in a turn; for a whole stream keep a `Seen`.
 */
export function mine(turn: Turn, options: MineOptions = {}): Pattern[] {
  const { kinds = PATTERN_KINDS, minConfidence = 0.5, all = false } = options
  if (turn.signal === false && !all) return []
  const importance = turn.importance ?? 1
  if (importance < minConfidence) return []
  const document = prepare(turn)
  const patterns = new Map<string, Pattern>()
  for (const kind of kinds) {
    for (const found of MINERS[kind]?.(document) ?? []) {
      const confidence = Math.round(importance * found.certainty * 1000) / 1000
      if (confidence < minConfidence) continue
      const pattern = patternOf(document, found, confidence)
      const known = patterns.get(pattern.id)
      if (!known || known.confidence < confidence) patterns.set(pattern.id, pattern)
    }
  }
  return [...patterns.values()]
}

function patternOf(document: Document, found: Found, confidence: number): Pattern {
  const { turn, id } = document
  return {
    schema: 'strom.pattern/1',
    id: contentId('p', found.kind, JSON.stringify(found.content)),
    kind: found.kind,
    content: found.content,
    confidence,
    sources: [id],
    evidence: found.spans.map((span) => ({ turn: id, ...span })),
    ...(turn.entities && { entities: turn.entities }),
    ...(turn.topics && { topics: turn.topics }),
    ...(turn.keywords && { keywords: turn.keywords }),
    language: document.language,
    ...(turn.conversation !== undefined && { conversation: turn.conversation }),
    ...(turn.system !== undefined && { system: turn.system }),
  }
}
