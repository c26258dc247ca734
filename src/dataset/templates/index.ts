import type { Pattern, PatternKind } from '../../record/pattern.js'
import { de } from './de.js'
import { en } from './en.js'

/** What a pattern becomes: a request, and the text that answers it. */
export interface Pair {
  instruction: string
  output: string
  /** A worse answer to the same request. */
  rejected?: string
}

/** A kind that needs a request to be made up: all but the Q&A. */
export type MadeKind = Exclude<PatternKind, 'qa_pair'>

/**
 * Makes a pair of a pattern, or nothing where the text would not stand alone. Its output is text of the source, to the
 * letter.
 */
export type Template = (pattern: Pattern, options: { steps: boolean }) => Pair | undefined

/** One template a kind, by language. */
export const TEMPLATES: Record<'en' | 'de', Record<MadeKind, Template>> = { en, de }
