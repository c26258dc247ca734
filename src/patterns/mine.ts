import { contentId } from '../record/id.js'
import { PATTERN_KINDS, type Pattern, type PatternKind } from '../record/pattern.js'
import type { Turn } from '../record/turn.js'
import { restsOn } from '../text/rests-on.js'
import { type Document, fieldOf, prepare, sentencesIn } from './document.js'
import { about } from './enrich.js'
import { isInvented } from './invented.js'
import type { FieldSpan, Found } from './miner.js'
import { MINERS } from './miners/index.js'
import { whyNoPair } from './miners/qa-pair.js'

export interface MineOptions {
  /** Which kinds; all by default. */
  kinds?: readonly PatternKind[]
  /** Least confidence reported, 0..1; by default .5, and 0 for Q&A, whose confidence is the share that is worth it. */
  minConfidence?: number
  /** Also turns that `score` called noise. */
  all?: boolean
}

/**
 * The patterns of one turn. The confidence of a Q&A is the share of such ones that a reader would train on; that of
 * another kind is the turn's importance (1 where it was not scored) times how sure the extraction is. Evidence spans are
 * exact. Ids are hashes of kind and content, so one pattern has one id wherever it occurs, and is reported once in a turn;
 * for a whole stream keep a set of ids.
 */
export function mine(turn: Turn, options: MineOptions = {}): Pattern[] {
  const { patterns, topic } = minedIn(turn, options)
  return patterns.map(({ id, found: { kind, content }, rest }) => ({
    schema: 'strom.pattern/1',
    id,
    kind,
    content,
    ...rest,
    ...topic,
  }))
}

/**
 * The same as lines of JSON, beside their ids. What patterns share, and what is JSON already, is not written again.
 * @returns why there are none, where there are none
 */
export function mineLines(turn: Turn, options: MineOptions = {}): { id: string; json: string }[] | string {
  const { patterns, topic, none } = minedIn(turn, options)
  if (patterns.length === 0) return none ?? 'no pattern'
  const shared = JSON.stringify(topic).slice(1)
  return patterns.map(({ id, found, json, rest }) => ({
    id,
    json: `{"schema":"strom.pattern/1","id":"${id}","kind":"${found.kind}","content":${json},${JSON.stringify(rest).slice(1, -1)},${shared}`,
  }))
}

/** A pattern before it is put together: `json` is its content, `rest` the fields after that. */
interface Mined {
  id: string
  found: Found
  json: string
  rest: Rest
}
type Rest = Pick<
  Pattern,
  | 'confidence'
  | 'sources'
  | 'statement'
  | 'evidence'
  | 'language'
  | 'conversation'
  | 'context'
  | 'system'
  | 'quality'
  | 'outcome'
  | 'model'
>
/** What a turn is about, in each of its patterns. */
type Topic = Pick<Turn, 'entities' | 'topics' | 'keywords'>

const LEAST = 0.5

interface MinedTurn {
  patterns: Mined[]
  topic: Topic
  /** Why there are no patterns, where that is known. */
  none?: string | undefined
}

function minedIn(turn: Turn, options: MineOptions): MinedTurn {
  const { kinds = PATTERN_KINDS, minConfidence = LEAST, all = false } = options
  const none = turn.signal === false && !all ? 'noise' : whyNothing(turn)
  if (none) return { patterns: [], topic: {}, none }
  const document = prepare(turn)
  const importance = turn.importance ?? 1
  const invented = isInvented(document)
  const best = new Map<string, Mined>()
  for (const kind of kinds) {
    const isPair = kind === 'qa_pair'
    if (!isPair && (invented || importance < minConfidence)) continue
    for (const found of MINERS[kind]?.(document) ?? []) {
      if (found.spans.at(-1)?.field !== 'assistant') continue
      const confidence = isPair ? found.certainty : Math.round(importance * found.certainty * 1000) / 1000
      if (confidence < (isPair ? (options.minConfidence ?? 0) : minConfidence)) continue
      const json = JSON.stringify(found.content)
      const id = contentId('p', found.kind, normal(json), ...(found.context ?? []))
      const known = best.get(id)
      if (!known || known.rest.confidence < confidence)
        best.set(id, { id, found, json, rest: restOf(document, found, confidence) })
    }
  }
  if (best.size > 0) return { patterns: [...best.values()], topic: topicOf(document) }
  return { patterns: [], topic: {}, none: kinds.includes('qa_pair') ? whyNoPair(document) : undefined }
}

/** Why nothing is mined from a turn: what it did, or what it is about, is not in its two texts. */
function whyNothing({ user, steps, media, missing, context }: Turn): string | undefined {
  if (steps?.some(({ calls }) => calls?.length)) return 'tool calls'
  if (media?.length || missing?.some((name) => ABOUT.has(name))) return 'rests on a file'
  if (missing?.some((name) => SAID.has(name))) return 'a part of the answer is missing'
  const absent = restsOn(user, (context?.length ?? 0) > 0)
  return absent && `rests on a ${absent}`
}
/** What a reader of the conversation saw beside its texts: of the question, of the answer. */
const ABOUT = new Set(['image', 'file'])
const SAID = new Set(['artifact', 'canvas', 'answer'])

/** Always the same fields, undefined where they say nothing: V8 makes and writes them faster so. */
function restOf(document: Document, { spans, context }: Found, confidence: number): Rest {
  const { turn, id, language } = document
  return {
    confidence,
    sources: [id],
    statement: statementOf(document, spans),
    evidence: spans.map(({ field, start, end }) => ({ turn: id, field, start, end })),
    language,
    conversation: turn.conversation,
    context,
    system: turn.system,
    quality: turn.quality,
    outcome: turn.outcome?.value,
    model: turn.model,
  }
}

/** What `enrich` finds, unless the turn says it already. */
function topicOf(document: Document): Topic {
  const { entities, topics, keywords } = document.turn
  return entities && topics && keywords ? { entities, topics, keywords } : about(document)
}

/** Content that differs in case or white space only is one pattern. */
const normal = (json: string) => json.toLowerCase().replace(NOT_ONE_SPACE, ' ')
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
  if (!first || !last || first.start > start) return undefined
  return field.text.slice(first.start, Math.max(last.end, end))
}
