import type { Example } from '../record/example.js'
import { contentId } from '../record/id.js'
import type { Pattern, PatternKind } from '../record/pattern.js'
import { withHistory } from './formats/conversation.js'
import { type MadeKind, type Pair, TEMPLATES } from './templates/index.js'
import { isAsked, qaPair } from './templates/parts.js'

export interface SynthesizeOptions {
  /** Least confidence of a pattern that is used, 0..1; by default .4, and 0 for Q&A. */
  minConfidence?: number
  /** Which kinds; by default only whole exchanges. */
  kinds?: readonly PatternKind[]
  /** Put entities and topics, which may be the answer's, into `input`. */
  context?: boolean
  /** Keep the steps and reasons that lead to a conclusion or decision. */
  steps?: boolean
  /** System text of every example instead of the conversation's own; none where it is ''. */
  system?: string
  /** With `system`: only where the conversation has none of its own. */
  keepSystem?: boolean
}

/** Why a pattern gives no example. */
export type Refusal = 'kind' | 'low confidence' | 'language' | 'fragment' | 'in the Q&A'

/**
 * Makes a training example of a pattern. Of a Q&A it is the whole exchange, to the letter, with the conversation before it
 * in `messages` where it does not stand alone. Of another kind the instruction reads as a person would ask it, in the
 * language of the conversation, and the output is whole sentences of the answer.
 */
export function synthesize(pattern: Pattern, options: SynthesizeOptions = {}): Example | Refusal {
  const { kinds = ['qa_pair'], context = false, steps = true } = options
  if (!kinds.includes(pattern.kind)) return 'kind'
  const least = options.minConfidence ?? (pattern.kind === 'qa_pair' ? 0 : 0.4)
  if (pattern.confidence < least) return 'low confidence'
  const pair = pattern.kind === 'qa_pair' ? (qaPair(pattern) ?? 'fragment') : pairOf(pattern, steps)
  if (typeof pair === 'string') return pair
  const { instruction, output, rejected } = pair
  const input = context ? topicsOf(pattern) : ''
  const system = systemOf(pattern, options)
  const history = pattern.context ?? []
  return {
    schema: 'strom.example/1',
    id: contentId('e', instruction, input, output, ...history),
    instruction,
    input,
    output,
    ...(system && { system }),
    ...(history.length > 0 && { messages: withHistory(system, history, { instruction, input, output }) }),
    ...(rejected && { rejected }),
    meta: metaOf(pattern),
  }
}

function pairOf(pattern: Pattern, steps: boolean): Pair | Refusal {
  const language = pattern.language ?? 'en'
  if (language !== 'en' && language !== 'de') return 'language'
  // What a person asked has its answer, whole, in the Q&A: a part of it is a worse answer to the same question.
  if (isAsked(pattern)) return 'in the Q&A'
  const pair = TEMPLATES[language][pattern.kind as MadeKind](pattern, { steps })
  if (!pair || startsInTheMiddle(pair.output) || goesOn(pair.output)) return 'fragment'
  return SENTENCE.has(pattern.kind) && (TIED.test(pair.output) || LABELLED.test(pair.output))
    ? 'fragment'
    : pair
}

/** The kinds whose output is a sentence by itself. */
const SENTENCE: ReadonlySet<PatternKind> = new Set(['causal', 'comparison', 'definition', 'analogy'])

function metaOf(pattern: Pattern): Example['meta'] {
  const { kind, confidence, sources, conversation, language, quality, outcome, model } = pattern
  const { entities, topics, keywords } = pattern
  return {
    pattern: kind,
    confidence,
    sources,
    ...(quality !== undefined && { quality }),
    ...(outcome !== undefined && { outcome }),
    ...(model !== undefined && { model }),
    ...(conversation !== undefined && { conversation }),
    ...(language !== undefined && { language }),
    ...(entities?.length && { entities }),
    ...(topics?.length && { topics }),
    ...(keywords?.length && { keywords }),
  }
}

function systemOf(pattern: Pattern, { system, keepSystem }: SynthesizeOptions): string {
  return ((system === undefined || keepSystem) && pattern.system) || system || ''
}

/** The lines that tell a model what the text is about; empty where nothing is known. */
function topicsOf({ entities = [], topics = [] }: Pattern): string {
  const lines = [
    entities.length ? `Entities: ${entities.join(', ')}\n` : '',
    topics.length ? `Topics: ${topics.join(', ')}\n` : '',
  ]
  return lines.join('')
}

/** A sentence that goes on from the one before it, or speaks of the speakers. */
const TIED =
  /^\W*(?:however|on (?:the )?(?:one|other) hand|overall|additionally|in addition|also|similarly|likewise|this|these|that|those|such|it|they|he|she|you|your|i|we|my|as an ai|there(?:fore| are| is)|thus|hence|so|then|but|and|or|instead|moreover|furthermore|finally|(?:in|to) (?:summary|conclusion|sum up|short|such|this|these|that)|as a result|for (?:example|instance|this)|otherwise|conversely|generally speaking|in general|once|first|second|another|other|some|both|the (?:other|latter|former|first|second|above)|jedoch|allerdings|außerdem|zudem|daher|deshalb|somit|dies\w*|sie|er|es|ich|wir|du|zum beispiel|dann|also|insgesamt|andererseits|einerseits|abschließend)\b/i
/** "Build muscle: ...", the label of a list's item. */
const LABELLED = /^[^.:\n]{1,60}: /

/** A lower-case word at the start tells of a torn sentence; a name such as `iPhone`, `npm` or `x = 1` does not. */
function startsInTheMiddle(output: string): boolean {
  return /^\p{Ll}[\p{L}']*[ ,]/u.test(output) && !/^\p{Ll}+\p{Lu}/u.test(output)
}

/** A sentence that ends in a colon announces what is not there. */
function goesOn(output: string): boolean {
  return /:\s*$/.test(output) && !output.includes('\n')
}
