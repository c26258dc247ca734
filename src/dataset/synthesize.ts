import type { Example } from '../record/example.js'
import { contentId } from '../record/id.js'
import type { Pattern } from '../record/pattern.js'
import { TEMPLATES } from './templates/index.js'

export interface SynthesizeOptions {
  /** Least confidence of a pattern that is used, 0..1. */
  minConfidence?: number
  /** Put entities and topics into `input`. */
  context?: boolean
  /** Keep the steps and reasons that lead to a conclusion or decision. */
  reasoning?: boolean
  /** System text of every example; a plain one where it is not given, none where it is ''. */
  system?: string
  /** Take the conversation's own system text where it has one. It may hold what a person wrote of himself. */
  keepSystem?: boolean
}

/** Why a pattern gives no example. */
export type Refusal = 'low confidence' | 'language' | 'fragment'

const DEFAULT_SYSTEM = { en: 'You are a helpful assistant.', de: 'Du bist ein hilfreicher Assistent.' }

/**
 * Makes a training example of a pattern. The instruction reads as a person would ask it, in the language of the
 * conversation; the output is text of the conversation, in whole sentences.
 */
export function synthesize(pattern: Pattern, options: SynthesizeOptions = {}): Example | Refusal {
  const { minConfidence = 0.4, context = true, reasoning = true, system, keepSystem = false } = options
  if (pattern.confidence < minConfidence) return 'low confidence'
  const language = pattern.language === 'de' ? 'de' : 'en'
  // A question and its answer are used word for word; every other kind needs a template in its language.
  if (pattern.kind !== 'qa_pair' && (pattern.language ?? 'en') !== language) return 'language'
  const pair = TEMPLATES[language][pattern.kind](pattern, { reasoning })
  if (!pair || startsInTheMiddle(pair.output) || goesOn(pair.output)) return 'fragment'
  const { instruction, output, rejected } = pair
  const input = context ? contextOf(pattern) : ''
  return {
    schema: 'strom.example/1',
    id: contentId('e', instruction, input, output),
    instruction,
    input,
    output,
    ...withSystem((keepSystem && pattern.system) || (system ?? DEFAULT_SYSTEM[language])),
    ...(rejected && { rejected }),
    meta: {
      pattern: pattern.kind,
      confidence: pattern.confidence,
      sources: pattern.sources,
      ...(pattern.conversation !== undefined && { conversation: pattern.conversation }),
      ...(pattern.language !== undefined && { language: pattern.language }),
    },
  }
}

function withSystem(system: string): { system?: string } {
  return system ? { system } : {}
}

/** The lines that tell a model what the text is about; empty where nothing is known. */
function contextOf({ entities = [], topics = [] }: Pattern): string {
  const lines = [
    entities.length ? `Entities: ${entities.join(', ')}\n` : '',
    topics.length ? `Topics: ${topics.join(', ')}\n` : '',
  ]
  return lines.join('')
}

/** A lower-case word at the start tells of a torn sentence; a name such as `iPhone`, `npm` or `x = 1` does not. */
function startsInTheMiddle(output: string): boolean {
  return /^\p{Ll}[\p{L}']*[ ,]/u.test(output) && !/^\p{Ll}+\p{Lu}/u.test(output)
}

/** A sentence that ends in a colon announces what is not there. */
function goesOn(output: string): boolean {
  return /:\s*$/.test(output) && !output.includes('\n')
}
