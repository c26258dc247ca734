import { comparative } from './english-comparative.js'
import { contrast, difference, framed } from './english-contrast.js'
import { betterName, implied, outdone } from './english-implied.js'
import { preference, unequal } from './english-preference.js'
import type { Rule } from './rule.js'

/** The surest first: a sentence is read by the first that finds something. */
export const ENGLISH_RULES: readonly Rule[] = [
  comparative,
  unequal,
  preference,
  difference,
  framed,
  betterName,
  outdone,
  contrast,
  implied,
]
