import { contentId } from '../record/id.js'
import type { Turn } from '../record/turn.js'
import { type Block, blocks } from '../text/blocks.js'
import { tagEnglish } from '../text/english.js'
import { tagGerman } from '../text/german.js'
import { type Language, languageOf } from '../text/language.js'
import { sentences } from '../text/sentences.js'
import type { Span } from '../text/span.js'
import { type Token, tokenize } from '../text/tokens.js'
import { bitOf, type CueKind, cueBits } from './cues.js'

/** Longer sentences are no sentences (logs, data, minified code): miners pass them over. */
export const MAX_SENTENCE = 1200

/** A sentence that begins so is what somebody else says. */
const QUOTES = new Set(['"', '“', '„', '«', '»'])

/** A sentence and where it stands. Its tokens are found and tagged when first asked for. */
export class Sentence implements Span {
  #tokens: Token[] | undefined

  constructor(
    readonly field: Field,
    /** Position among the sentences of the field. */
    readonly index: number,
    readonly block: Block,
    readonly start: number,
    readonly end: number,
  ) {}

  get text(): string {
    return this.field.text
  }

  get tokens(): Token[] {
    if (!this.#tokens) {
      const tokens = tokenize(this.text, this.start, this.end)
      this.#tokens = this.field.language === 'de' ? tagGerman(tokens) : tagEnglish(tokens)
    }
    return this.#tokens
  }
}

/** One text of a turn. Blocks and sentences are found when first asked for. */
export class Field {
  #blocks: Block[] | undefined
  #sentences: Sentence[] | undefined
  #cues: Uint32Array | undefined

  #language: Language | undefined

  /**
   * @param field `user`, `assistant` or `context.N`, as evidence names it
   * @param fallback the language where the text does not show one
   * @param known the language where it was found out already
   */
  constructor(
    readonly field: string,
    readonly text: string,
    private readonly fallback: Language,
    known?: Language,
  ) {
    this.#language = known
  }

  get language(): Language {
    this.#language ??= languageOf(this.text) ?? this.fallback
    return this.#language
  }

  get blocks(): Block[] {
    this.#blocks ??= blocks(this.text)
    return this.#blocks
  }

  /** Sentences of paragraphs, headings, items and quotes; code and tables have none. */
  get sentences(): Sentence[] {
    if (!this.#sentences) {
      this.#sentences = []
      for (const block of this.blocks) {
        if (block.kind === 'code' || block.kind === 'table') continue
        for (const { start, end } of sentences(this.text, block.inner.start, block.inner.end))
          this.#sentences.push(new Sentence(this, this.#sentences.length, block, start, end))
      }
    }
    return this.#sentences
  }

  /**
   * The sentences worth a closer look for patterns of a kind: they hold a cue word and are neither verse, overlong nor
   * quoted. None in languages that the rules do not know.
   */
  cued(kind: CueKind): Sentence[] {
    if (this.language === 'other') return []
    this.#cues ??= cueBits(this.text, this.sentences, MAX_SENTENCE)
    const bits = this.#cues
    const bit = bitOf(kind)
    return this.sentences.filter(
      ({ index, block, start }) =>
        ((bits[index] ?? 0) & bit) !== 0 && block.kind !== 'quote' && !QUOTES.has(this.text[start] ?? ''),
    )
  }
}

/** A turn made ready for the miners: its texts, oldest first (context, then user, then assistant). */
export interface Document {
  turn: Turn
  /** Id of the turn, or one derived from its texts. */
  id: string
  /** The language most of the turn is in. */
  language: Language
  /** Texts with something in them: of a person's question, and of an answer that no runtime put in. */
  fields: Field[]
}

/** A turn as a document. A text whose language does not show takes the turn's, and that is English by default. */
export function prepare(turn: Turn): Document {
  const texts: [string, string][] = (turn.context ?? []).map((text, i) => [`context.${i}`, text])
  if ((turn.authors?.user ?? 'human') === 'human') texts.push(['user', turn.user])
  if (turn.authors?.assistant !== 'injected') texts.push(['assistant', turn.assistant])
  const declared = turn.language?.slice(0, 2).toLowerCase()
  const answered = languageOf(turn.assistant)
  const language: Language =
    declared === 'en' || declared === 'de'
      ? declared
      : (answered ?? languageOf(turn.user) ?? (declared ? 'other' : 'en'))
  return {
    turn,
    id: turn.id ?? contentId('t', turn.user, turn.assistant),
    language,
    fields: texts
      .filter(([, text]) => /\S/.test(text))
      .map(([name, text]) => new Field(name, text, language, name === 'assistant' ? answered : undefined)),
  }
}

/** The field of a name, if the document has it. */
export function fieldOf(document: Document, name: string): Field | undefined {
  return document.fields.find((field) => field.field === name)
}

/** The sentences that share text with start..end. Binary search, so that asking for each of many spans stays cheap. */
export function sentencesIn(field: Field, start: number, end: number): Sentence[] {
  const { sentences } = field
  let low = 0
  for (let high = sentences.length; low < high; ) {
    const middle = (low + high) >> 1
    if (sentences[middle]!.end <= start) low = middle + 1
    else high = middle
  }
  let to = low
  while (to < sentences.length && sentences[to]!.start < end) to++
  return sentences.slice(low, to)
}
