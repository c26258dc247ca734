import { contentId } from '../record/id.js'
import type { Turn } from '../record/turn.js'
import { type Block, blocks } from '../text/blocks.js'
import { type Language, languageOf } from '../text/language.js'
import { sentences } from '../text/sentences.js'
import type { Span } from '../text/span.js'

/** A sentence and the block it stands in. */
export interface Sentence extends Span {
  block: Block
}

/** One text of a turn. Blocks and sentences are found when first asked for. */
export class Field {
  #blocks: Block[] | undefined
  #sentences: Sentence[] | undefined

  /** @param field `user`, `assistant` or `context.N`, as evidence names it */
  constructor(
    readonly field: string,
    readonly text: string,
    readonly language: Language,
  ) {}

  get blocks(): Block[] {
    this.#blocks ??= blocks(this.text)
    return this.#blocks
  }

  /** Sentences of paragraphs, headings, items and quotes; code and tables have none. */
  get sentences(): Sentence[] {
    this.#sentences ??= this.blocks
      .filter((block) => block.kind !== 'code' && block.kind !== 'table')
      .flatMap((block) =>
        sentences(this.text, block.inner.start, block.inner.end).map((span) => ({ ...span, block })),
      )
    return this.#sentences
  }
}

/** A turn made ready for the miners: its texts, oldest first (context, then user, then assistant). */
export interface Document {
  turn: Turn
  /** Id of the turn, or one derived from its texts. */
  id: string
  /** The language most of the turn is in. */
  language: Language
  /** Texts with something in them whose author was not a runtime. */
  fields: Field[]
}

/** A turn as a document. A text whose language does not show takes the turn's, and that is English by default. */
export function prepare(turn: Turn): Document {
  const texts: [string, string][] = (turn.context ?? []).map((text, i) => [`context.${i}`, text])
  if (turn.authors?.user !== 'injected') texts.push(['user', turn.user])
  if (turn.authors?.assistant !== 'injected') texts.push(['assistant', turn.assistant])
  const declared = turn.language?.slice(0, 2).toLowerCase()
  const language: Language =
    declared === 'en' || declared === 'de'
      ? declared
      : (languageOf(turn.assistant) ?? languageOf(turn.user) ?? (declared ? 'other' : 'en'))
  return {
    turn,
    id: turn.id ?? contentId('t', turn.user, turn.assistant),
    language,
    fields: texts
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => new Field(name, text, languageOf(text) ?? language)),
  }
}

/** The field of a name, if the document has it. */
export function fieldOf(document: Document, name: string): Field | undefined {
  return document.fields.find((field) => field.field === name)
}
