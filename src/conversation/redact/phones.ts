import type { Match } from './match.js'

/** Long enough for any number with its separators, and no longer: the search stays linear. */
const CANDIDATE = /(?<![\p{L}\d_.,:/=-])(?:\+|\(?00?)?[(\d][\d()/ .\-\u00a0]{5,22}\d(?![\p{L}\d_]|[.,:]\d)/gu
/** Stands before the rest of a longer number, which is none of its own. */
const IN_NUMBER = /\d{3}[ -]$/
/** Digits of the shortest number. */
const SHORTEST = 7
/** A date, a decimal number, a row of single digits, two opening brackets. */
const NO_NUMBER = /^\(?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|^\d+\.\d+$|(?:\b\d[ .-]){4}|\([^(]*\(/
/** Countries whose national numbers are looked for, with how those are written. */
const NATIONAL = [
  { country: 'DE', form: /^\(?0[1-9]/ },
  { country: 'AT', form: /^\(?0[1-9]/ },
  { country: 'CH', form: /^\(?0[1-9]/ },
  { country: 'GB', form: /^\(?0[1-9]/ },
  { country: 'US', form: /^(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$/ },
] as const

/** Loads libphonenumber and finds numbers that it calls valid; international ones, and those of a few countries. */
export async function phoneFinder(): Promise<(text: string) => Match[]> {
  const { parsePhoneNumberFromString: parse } = await import('libphonenumber-js/max')
  const numberIn = (candidate: string): string | undefined => {
    if (NO_NUMBER.test(candidate)) return undefined
    const digits = candidate.replace(/\D/g, '')
    if (digits.length < SHORTEST || digits.length > 15) return undefined
    if (candidate.startsWith('+') || digits.startsWith('00')) {
      // No country's code begins with 0. The library says so too, but at the cost of an exception.
      if (/^(?:00?)?0/.test(digits) && !/^00[1-9]/.test(digits)) return undefined
      const number = parse(`+${digits.replace(/^00/, '')}`)
      return number?.isValid() ? number.number : undefined
    }
    for (const { country, form } of NATIONAL) {
      if (!form.test(candidate)) continue
      const number = parse(candidate, country)
      if (number?.isValid()) return number.number
    }
    return undefined
  }
  return (text) => {
    const found: Match[] = []
    let last = 0
    CANDIDATE.lastIndex = 0
    for (let hit = CANDIDATE.exec(text); hit; hit = CANDIDATE.exec(text)) {
      const { 0: candidate, index } = hit
      // Behind a number another one may stand: without this, each would be found only once the one before it is gone.
      const inNumber = IN_NUMBER.test(text.slice(Math.max(last, index - 4), index))
      const [number, value] = inNumber ? ['', undefined] : firstNumber(candidate, numberIn)
      const end = index + number.length
      if (value) last = end
      if (value) found.push({ start: index, end, kind: 'phone', value })
      // Where it is none, one may begin with the next group of digits.
      CANDIDATE.lastIndex = value ? end : index + 1 + Math.max(0, candidate.slice(1).search(/\D/))
    }
    return found
  }
}

/** The candidate, or its beginning: what follows a number may be another one. */
function firstNumber(
  candidate: string,
  numberIn: (text: string) => string | undefined,
): [text: string, number: string | undefined] {
  for (let text = candidate; ; ) {
    const value = numberIn(text)
    const cut = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\u00a0'))
    if (value || cut < SHORTEST) return [text, value]
    text = text.slice(0, cut).trimEnd()
  }
}
