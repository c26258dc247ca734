import * as Flags from '@oclif/core/flags'
import { UsageError } from '../record/errors.js'
import { PATTERN_KINDS, type PatternKind } from '../record/pattern-kinds.js'

/** A flag for a number from 0 to 1. */
export const fraction = Flags.custom<number>({
  helpValue: '0..1',
  parse: async (input, _context, options) => {
    const value = Number(input)
    if (input.trim() === '' || !(value >= 0 && value <= 1))
      throw new UsageError(`--${options.name}=${input}: a number from 0 to 1 is expected`)
    return value
  },
})

/** A flag for a whole number, 0 or more. */
export const count = Flags.custom<number>({
  helpValue: 'N',
  parse: async (input, _context, options) => {
    if (!/^\d{1,15}$/.test(input))
      throw new UsageError(`--${options.name}=${input}: a whole number, 0 or more, is expected`)
    return Number(input)
  },
})

/** A flag for a whole number, 1 or more. */
export const positive = Flags.custom<number>({
  helpValue: 'N',
  parse: async (input, _context, options) => {
    if (!/^\d{1,15}$/.test(input) || Number(input) === 0)
      throw new UsageError(`--${options.name}=${input}: a whole number, 1 or more, is expected`)
    return Number(input)
  },
})

/** A flag for a number, 0 or more, with or without a fraction. */
export const amount = Flags.custom<number>({
  helpValue: 'N',
  parse: async (input, _context, options) => {
    const value = Number(input)
    if (input.trim() === '' || !(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new UsageError(`--${options.name}=${input}: a number, 0 or more, is expected`)
    return value
  },
})

/** A flag for a list of names, given once with commas or several times. */
export function names<T extends string>(known: readonly T[]) {
  return Flags.custom<T>({
    multiple: true,
    multipleNonGreedy: true,
    delimiter: ',',
    options: [...known],
    helpValue: known.join('|'),
  })
}

/** A flag for kinds of pattern, given once with commas or several times; `qa` is short for `qa_pair`. */
export const kinds = Flags.custom<PatternKind>({
  multiple: true,
  multipleNonGreedy: true,
  delimiter: ',',
  options: [...PATTERN_KINDS, 'qa'],
  helpValue: PATTERN_KINDS.join('|'),
  parse: async (input) => (input === 'qa' ? 'qa_pair' : input) as PatternKind,
})
