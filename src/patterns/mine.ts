import { contentId } from '../record/id.js'
import { PATTERN_KINDS, type Pattern, type PatternKind } from '../record/pattern.js'
import type { Turn } from '../record/turn.js'
import { type Document, fieldOf, prepare, sentencesIn } from './document.js'
import { about } from './enrich.js'
import type { FieldSpan, Found } from './miner.js'
import { MINERS } from './miners/index.js'

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
 * occurs, and is reported once in a turn; for a whole stream keep a set of ids.
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
  if (patterns.size === 0) return []
  const { entities, topics, keywords } = enriched(document)
  return [...patterns.values()].map((pattern) => ({ ...pattern, entities, topics, keywords }))
}

/** What `enrich` finds, unless the turn says it already. */
function enriched(document: Document): Pick<Turn, 'entities' | 'topics' | 'keywords'> {
  const { turn } = document
  return turn.entities && turn.topics && turn.keywords ? turn : about(document)
}

function patternOf(document: Document, found: Found, confidence: number): Pattern {
  const { turn, id } = document
  return {
    schema: 'strom.pattern/1',
    id: contentId('p', found.kind, normal(found.content)),
    kind: found.kind,
    content: found.content,
    confidence,
    sources: [id],
    ...statementOf(document, found.spans),
    evidence: found.spans.map((span) => ({ turn: id, ...span })),
    language: document.language,
    ...(turn.conversation !== undefined && { conversation: turn.conversation }),
    ...(turn.system !== undefined && { system: turn.system }),
  }
}

/** Content that differs in case or white space only is one pattern. */
const normal = (content: Record<string, unknown>) =>
  JSON.stringify(content).toLowerCase().replace(NOT_ONE_SPACE, ' ')
/** A single blank is itself already: most of them cost no replacement. */
const NOT_ONE_SPACE = /\s{2,}|[^\S ]|\\[nrt]/g

/** The whole sentences that the evidence lies in, where it lies in sentences of one text. */
function statementOf(document: Document, spans: readonly FieldSpan[]): { statement?: string } {
  const field = fieldOf(document, spans[0]?.field ?? '')
  if (!field || spans.some((span) => span.field !== field.field)) return {}
  let [start, end] = [Number.POSITIVE_INFINITY, 0]
  for (const span of spans) {
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  const covered = sentencesIn(field, start, end)
  const [first, last] = [covered[0], covered.at(-1)]
  if (!first || !last || first.start > start || last.end < end) return {}
  return { statement: field.text.slice(first.start, last.end) }
}
