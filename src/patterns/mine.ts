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
  const best = new Map<string, Sure>()
  for (const kind of kinds) {
    for (const found of MINERS[kind]?.(document) ?? []) {
      const confidence = Math.round(importance * found.certainty * 1000) / 1000
      if (confidence < minConfidence) continue
      const id = contentId('p', found.kind, normal(found.content))
      const known = best.get(id)
      if (!known || known.confidence < confidence) best.set(id, { found, confidence })
    }
  }
  if (best.size === 0) return []
  // what `enrich` finds, unless the turn says it already
  const topic = turn.entities && turn.topics && turn.keywords ? turn : about(document)
  return Array.from(best, ([id, sure]) => patternOf(document, id, sure, topic))
}

interface Sure {
  found: Found
  confidence: number
}

/** All patterns have the same fields in the same order, undefined where they say nothing: V8 makes and writes them faster. */
function patternOf(
  document: Document,
  id: string,
  { found, confidence }: Sure,
  { entities, topics, keywords }: Pick<Turn, 'entities' | 'topics' | 'keywords'>,
): Pattern {
  const { turn, language } = document
  return {
    schema: 'strom.pattern/1',
    id,
    kind: found.kind,
    content: found.content,
    confidence,
    sources: [document.id],
    statement: statementOf(document, found.spans),
    evidence: found.spans.map(({ field, start, end }) => ({ turn: document.id, field, start, end })),
    language,
    conversation: turn.conversation,
    system: turn.system,
    entities,
    topics,
    keywords,
  }
}

/** Content that differs in case or white space only is one pattern. */
const normal = (content: Record<string, unknown>) =>
  JSON.stringify(content).toLowerCase().replace(NOT_ONE_SPACE, ' ')
/** A single blank is itself already: most of them cost no replacement. */
const NOT_ONE_SPACE = /\s{2,}|[^\S ]|\\[nrt]/g

/** The whole sentences that the evidence lies in, where it lies in sentences of one text. */
function statementOf(document: Document, spans: readonly FieldSpan[]): string | undefined {
  const field = fieldOf(document, spans[0]?.field ?? '')
  if (!field || spans.some((span) => span.field !== field.field)) return undefined
  let [start, end] = [Number.POSITIVE_INFINITY, 0]
  for (const span of spans) {
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  const covered = sentencesIn(field, start, end)
  const [first, last] = [covered[0], covered.at(-1)]
  if (!first || !last || first.start > start || last.end < end) return undefined
  return field.text.slice(first.start, last.end)
}
