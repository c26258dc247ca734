import type { Example } from '../../record/example.js'
import { contentId } from '../../record/id.js'
import { bareText } from '../../text/bare.js'
import { readsAsRefusal } from '../../text/refusal.js'
import { contrastFault, negativeFault, questionFault, sameText } from './check.js'
import { type AugmentRequest, type Exchange, exchangeOf } from './request.js'

/** What a model answered to a request. `class` is `ok` where the back end found nothing wrong with it. */
export interface Answered {
  text: string
  class: string
  model: string
}

/** New examples of one request, or why there is none, with what the model wrote. */
export type Augmented = { examples: Example[] } | { reason: string; text: string }

/** Makes new examples of what a model wrote, and compares those of one source with each other. */
export class Augmenter {
  readonly #exchange: Exchange
  readonly #names: string[]
  readonly #texts: string[] = []

  constructor(private readonly source: Example) {
    this.#exchange = exchangeOf(source)
    this.#names = entitiesOf(source.input)
  }

  /** The model's text is checked as any stranger's: what does not do what was asked for is not used. */
  add(request: AugmentRequest, answer: Answered): Augmented {
    const { kind } = request
    const text = bareText(answer.text, LABELS)
    if (answer.class !== 'ok') return { reason: answer.class, text }
    if (kind === 'contrast') return this.#contrast(request, answer)
    const question = kind !== 'negative'
    const fault = question
      ? questionFault(this.#exchange, text, this.#names)
      : negativeFault(this.#exchange, text)
    if (fault) return { reason: fault, text }
    if (this.#isRepeated(text)) return { reason: 'repeated', text }
    const made = question
      ? this.#example(request, answer, { ...this.#exchange, question: text }, this.source.rejected)
      : this.#example(request, answer, this.#exchange, text)
    return { examples: [made] }
  }

  /** The new question with its own answer, and the old one, each against the answer of the other. */
  #contrast(request: AugmentRequest, answer: Answered): Augmented {
    const whole = answer.text.trim()
    const parts = /^(?:\*\*)?question:(?:\*\*)?([\s\S]*?)\n\s*(?:\*\*)?answer:(?:\*\*)?([\s\S]*)$/i.exec(
      whole,
    )
    if (!parts) return { reason: readsAsRefusal(whole) ? 'refused' : 'malformed', text: whole }
    const asked = { question: (parts[1] ?? '').trim(), answer: (parts[2] ?? '').trim() }
    const fault = contrastFault(this.#exchange, asked)
    if (fault) return { reason: fault, text: whole }
    if (this.#isRepeated(asked.question)) return { reason: 'repeated', text: whole }
    const old = this.#exchange
    return {
      examples: [
        this.#example(request, answer, asked, old.answer),
        this.#example(request, answer, old, asked.answer),
      ],
    }
  }

  #isRepeated(text: string): boolean {
    const repeated = this.#texts.some((other) => sameText(other, text))
    this.#texts.push(text)
    return repeated
  }

  #example(
    { kind, way }: AugmentRequest,
    { model }: Answered,
    { question, answer }: Exchange,
    rejected?: string,
  ): Example {
    const { source } = this
    const { pattern, confidence, sources, conversation, language } = source.meta
    const messages = source.messages && replaced(source.messages, this.#exchange, { question, answer })
    const instruction = question === this.#exchange.question ? source.instruction : question
    // Where the model wrote the answer too, nobody knows how sure it is.
    const sure = answer === source.output ? confidence : undefined
    // The answer of the source to its own question is in the source: it is not to be trained on twice.
    const repeats = answer === source.output && question === this.#exchange.question
    return {
      schema: 'strom.example/1',
      id: contentId('e', instruction, source.input, answer, ...(rejected === undefined ? [] : [rejected])),
      instruction,
      input: source.input,
      output: answer,
      ...(source.system && { system: source.system }),
      ...(messages && { messages }),
      ...(rejected !== undefined && { rejected }),
      meta: {
        ...(pattern !== undefined && { pattern }),
        ...(sure !== undefined && { confidence: sure }),
        ...(sources && { sources }),
        // With its source it stays on one side of a split.
        conversation: conversation ?? source.id,
        ...(language !== undefined && { language }),
        generated: true,
        augmentation: kind,
        way,
        augmented_from: source.id,
        model,
        ...(repeats && { use: 'preference' as const }),
      },
    }
  }
}

const LABELS = 'paraphrase|variation|question|answer|frage|antwort|new (?:question|text)|rephrased'

/** A conversation with another last exchange. */
function replaced(messages: NonNullable<Example['messages']>, old: Exchange, next: Exchange) {
  const at = messages.findLastIndex(({ role }) => role === 'user')
  return messages.map((message, i) => {
    if (i === at) return { ...message, content: next.question }
    return i > at && message.content === old.answer ? { ...message, content: next.answer } : message
  })
}

/** The names that the context of an example lists. */
function entitiesOf(input: string): string[] {
  const list = /^Entities: (.*)$/m.exec(input.slice(0, 10_000))?.[1] ?? ''
  return list.split(', ').filter(Boolean)
}
