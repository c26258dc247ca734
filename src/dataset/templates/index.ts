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

/** Makes a pair of a pattern, or nothing where the text would not stand alone. */
export type Template = (pattern: Pattern, options: { reasoning: boolean }) => Pair | undefined

/** One template a kind, by language. */
export const TEMPLATES: Record<'en' | 'de', Record<PatternKind, Template>> = { en, de }
