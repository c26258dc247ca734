import type { PatternKind } from '../record/pattern.js'
import type { Span } from '../text/span.js'
import type { Document } from './document.js'

/** A span into one text of a turn: `user`, `assistant` or `context.N`. */
export interface FieldSpan extends Span {
  field: string
}

/** What a miner found, before it becomes a pattern. */
export interface Found {
  kind: PatternKind
  /** Every string in it, or in its arrays, is the text at one of the spans, or a label (a language, a relation). */
  content: Record<string, unknown>
  /** How sure the extraction is, 0..1. */
  certainty: number
  spans: FieldSpan[]
  /** The exchanges before it, where it does not stand alone: question, answer, ... */
  context?: string[]
}

/** Finds the patterns of one kind in a turn. Pure; linear in the text's length. */
export type Miner = (document: Document) => Found[]
