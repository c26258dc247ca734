import type { Span } from '../../text/span.js'
import type { Sentence } from '../document.js'
import { rangeSpan } from '../extract.js'

/** A term and what it means, in one sentence or two neighbours of a field. */
export interface Definition {
  term: Span
  /** In the same sentence, or in the one before it. */
  definition: Span
  certainty: number
}

/** Token indexes, end exclusive. */
export type Range = readonly [start: number, end: number]

/** Looks at one sentence; `before` is the sentence before it in the same block. */
export type Rule = (sentence: Sentence, before: Sentence | undefined) => Definition | undefined

/** The definition of two token ranges of a sentence, if both hold words. */
export function define(
  sentence: Sentence,
  term: Range | undefined,
  definition: Range,
  certainty: number,
): Definition | undefined {
  const termSpan = term && rangeSpan(sentence, ...term)
  const definitionSpan = rangeSpan(sentence, ...definition)
  return (
    termSpan &&
    definitionSpan && { term: withQuote(sentence.text, termSpan), definition: definitionSpan, certainty }
  )
}

/** `flashbulb memory" effect` begins inside quotes: the opening one belongs to it. */
function withQuote(text: string, { start, end }: Span): Span {
  const quotes = text.slice(start, end).split('"').length - 1
  return quotes % 2 === 1 && text[start - 1] === '"' ? { start: start - 1, end } : { start, end }
}
