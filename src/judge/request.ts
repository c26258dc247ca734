import type { TextMessage } from '../record/message.js'
import type { Rubric } from '../record/rubric.js'
import { languageOf } from '../text/language.js'
import { tagged } from '../text/tagged.js'
import type { Material, Pair, Subject } from './subject.js'
import { TEXTS } from './texts.js'

/** What is put to a judge. */
export interface JudgeRequest {
  messages: TextMessage[]
  /** JSON Schema of its answer, for servers that can be told. */
  schema: Record<string, unknown>
}

const SAID = ['quote', 'reason', 'score']

/** The criteria of a rubric that can be asked of this material. */
export function criteriaFor(rubric: Rubric, { source }: Material): string[] {
  return Object.entries(rubric.criteria).flatMap(([name, { needs }]) =>
    needs === 'source' && source === undefined ? [] : [name],
  )
}

/** The request for a verdict on an answer. */
export function pointRequest(subject: Subject, rubric: Rubric): JudgeRequest {
  const language = languageFor(subject, subject.answer)
  const names = criteriaFor(rubric, subject)
  const shape = '{"criteria": {NAME: {"quote": TEXT, "reason": TEXT, "score": NUMBER}, ...}}'
  return {
    messages: messages(
      TEXTS[language].point(shape),
      listed(rubric, names, language),
      shared(subject),
      tagged('answer', subject.answer),
    ),
    schema: object({
      criteria: object(
        Object.fromEntries(
          names.map((name) => [
            name,
            object(
              Object.fromEntries(
                SAID.map((part) => [part, { type: part === 'score' ? 'number' : 'string' }]),
              ),
            ),
          ]),
        ),
      ),
    }),
  }
}

/** The request for a verdict on two answers, as they are given: the first and the second. */
export function pairRequest(pair: Pair, rubric: Rubric): JudgeRequest {
  const language = languageFor(pair, pair.a)
  const shape = '{"quote": TEXT, "reason": TEXT, "better": "first" | "second" | "tie"}'
  return {
    messages: messages(
      TEXTS[language].pair(shape),
      listed(rubric, criteriaFor(rubric, pair), language),
      shared(pair),
      tagged('first', pair.a),
      tagged('second', pair.b),
    ),
    schema: object({
      quote: { type: 'string' },
      reason: { type: 'string' },
      better: { type: 'string', enum: ['first', 'second', 'tie'] },
    }),
  }
}

function messages(task: string, ...parts: string[]): TextMessage[] {
  return [
    { role: 'system', content: task },
    { role: 'user', content: parts.filter(Boolean).join('\n\n') },
  ]
}

function listed({ criteria }: Rubric, names: readonly string[], language: 'de' | 'en'): string {
  const lines = names.map((name) => {
    const ask = criteria[name]?.ask ?? ''
    return `- ${name}: ${typeof ask === 'string' ? ask : (ask[language] ?? Object.values(ask)[0])}`
  })
  return [TEXTS[language].criteria, ...lines].join('\n')
}

/** What both kinds of request show: the source, what was said before, the prompt. */
function shared({ source, context, prompt }: Material): string {
  return [
    source === undefined ? '' : tagged('source', source),
    context ? tagged('context', context) : '',
    tagged('prompt', prompt),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function languageFor({ prompt, language }: Material, answer: string): 'de' | 'en' {
  return (language ?? languageOf(`${prompt}\n${answer}`)) === 'de' ? 'de' : 'en'
}

/** An object with all of these and nothing else, as strict servers want it. */
function object(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}
