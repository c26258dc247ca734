import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Contrast, Range, Rule } from './rule.js'
import { isComparative, isPlainComparative, polarity } from './words.js'

const NEGATION = /^(?:nicht|kein|keine|keinen|nie|kaum|weder)$/

function item(tokens: readonly Token[], start: number, end: number): Range | undefined {
  while (start < end && tokens[start]?.tag === 'det') start++
  return end > start && end - start < 8 && tokens.slice(start, end).some(({ tag }) => tag === 'noun')
    ? [start, end]
    : undefined
}

/** The item after "als" or "zu": its article and a preposition before it are no part of it. */
function itemAfter(tokens: readonly Token[], at: number): Range | undefined {
  const start = tokens[at]?.tag === 'prep' ? at + 1 : at
  return item(tokens, start, nounPhraseEnd(tokens, start, tokens.length, { list: true }))
}

/** Where the main clause of the word at `at` begins: after ", und". */
function clauseStart(tokens: readonly Token[], at: number): number {
  for (let i = at - 1; i > 1; i--)
    if (tokens[i]?.tag === 'conj' && lowerAt(tokens, i - 1) === ',') return i + 1
  return 0
}

/** The end of the noun phrase at `start`: before "schneller", which is no part of it. */
function phraseEnd(tokens: readonly Token[], start: number): number {
  const end = nounPhraseEnd(tokens, start)
  for (let i = start + 1; i < end; i++) if (isPlainComparative(lowerAt(tokens, i))) return i
  return end
}

/** The noun phrase before the verb of the clause, or right after it ("Heute ist Python schneller"). */
function subject(tokens: readonly Token[], before: number): Range | undefined {
  for (let verb = clauseStart(tokens, before); verb < before; verb++) {
    if (!/^(?:aux|verb)$/.test(tokens[verb]?.tag ?? '')) continue
    const start = nounPhraseStart(tokens, verb)
    const left = start < verb && tokens[start - 1]?.tag !== 'prep' ? item(tokens, start, verb) : undefined
    return left ?? item(tokens, verb + 1, nounPhraseEnd(tokens, verb + 1, before))
  }
  return undefined
}

const differ = (tokens: readonly Token[], a: Range, b: Range) =>
  (a[1] <= b[0] || b[1] <= a[0]) &&
  tokens
    .slice(...a)
    .map(({ lower }) => lower)
    .join(' ') !==
    tokens
      .slice(...b)
      .map(({ lower }) => lower)
      .join(' ')

/** "Mit A geht es leichter als mit B": what follows the preposition that the other item follows too. */
function parallel(tokens: readonly Token[], than: number): Range | undefined {
  if (tokens[than + 1]?.tag !== 'prep') return undefined
  for (let i = than - 1; i >= 0; i--)
    if (lowerAt(tokens, i) === lowerAt(tokens, than + 1))
      return item(tokens, i + 1, nounPhraseEnd(tokens, i + 1, than))
  return undefined
}

/** "Ich finde A besser": the noun phrase right before the comparative. */
function object(tokens: readonly Token[], at: number): Range | undefined {
  let start = at
  while (start > 0 && tokens[start - 1]?.tag === 'noun') start--
  return item(tokens, start, at)
}

const isInflected = (lower: string) =>
  isComparative(lower) ||
  isComparative(lower.replace(/e[nsrm]?$/, '')) ||
  lower === 'mehr' ||
  lower === 'weniger'

/** "A ist schneller als B", "A bietet bessere Grafik als B" */
const comparative: Rule = (tokens) => {
  const out: Contrast[] = []
  for (let than = 2; than < tokens.length - 1; than++) {
    if (lowerAt(tokens, than) !== 'als') continue
    let at = than - 1
    while (
      at > Math.max(0, than - 6) &&
      !(isInflected(lowerAt(tokens, at)) && tokens[at]?.tag !== 'noun' && tokens[at]?.tag !== 'det')
    )
      at--
    if (!isInflected(lowerAt(tokens, at)) || tokens[than + 1]?.tag === 'num') continue
    const right = itemAfter(tokens, than + 1)
    const left = parallel(tokens, than) ?? subject(tokens, at) ?? object(tokens, at)
    if (!left || !right || !differ(tokens, left, right)) continue
    const word = lowerAt(tokens, at)
    const sign = polarity(word, '') || polarity(word.replace(/e[nsrm]?$/, ''), '')
    const negated = tokens.slice(0, at).some(({ lower }) => NEGATION.test(lower))
    out.push({
      items: [left, right],
      aspects: [[at, than]],
      winner: sign === 0 || negated ? undefined : sign > 0 ? 0 : 1,
      certainty: 0.85,
    })
  }
  return out
}

/** "Im Vergleich zu B ist A ...", "Im Gegensatz zu B ...", "A ... im Vergleich zu B" */
const framed: Rule = (tokens) => {
  for (let i = 0; i < tokens.length - 2; i++) {
    if (
      !/^(?:vergleich|verglichen|gegensatz|unterschied)$/.test(lowerAt(tokens, i)) ||
      !/^(?:zu[mr]?|mit)$/.test(lowerAt(tokens, i + 1))
    )
      continue
    const other = itemAfter(tokens, i + 2)
    if (!other) continue
    const main = i <= 1 ? item(tokens, other[1] + 1, nounPhraseEnd(tokens, other[1] + 1)) : subject(tokens, i)
    if (main && differ(tokens, main, other))
      return [{ items: [main, other], aspects: plain(tokens), certainty: 0.7 }]
  }
  return []
}

const plain = (tokens: readonly Token[]): Range[] =>
  tokens.flatMap(({ lower, tag }, i): Range[] =>
    tag !== 'noun' && isPlainComparative(lower) ? [[i, i + 1]] : [],
  )

/** "Der Unterschied zwischen A und B ist ...", "A unterscheidet sich von B ..." */
const difference: Rule = (tokens) => {
  for (let i = 0; i < tokens.length - 4; i++) {
    if (/^unterschiede?n?$/.test(lowerAt(tokens, i)) && lowerAt(tokens, i + 1) === 'zwischen') {
      const middle = nounPhraseEnd(tokens, i + 2)
      const left = item(tokens, i + 2, middle)
      const right =
        lowerAt(tokens, middle) === 'und'
          ? item(tokens, middle + 1, nounPhraseEnd(tokens, middle + 1))
          : undefined
      if (left && right && differ(tokens, left, right) && tokens.length - right[1] > 3)
        return [{ items: [left, right], aspects: plain(tokens), certainty: 0.75 }]
    }
    if (
      /^unterscheide[nt]$/.test(lowerAt(tokens, i)) &&
      lowerAt(tokens, i + 1) === 'sich' &&
      /^vo[nm]$/.test(lowerAt(tokens, i + 2))
    ) {
      const left = subject(tokens, i + 1)
      const right = itemAfter(tokens, i + 3)
      if (left && right && differ(tokens, left, right))
        return [{ items: [left, right], aspects: [], certainty: 0.7 }]
    }
  }
  return []
}

/** "A ist B überlegen", "lieber A als B", "A gegenüber B bevorzugen", "A ist nicht so schnell wie B" */
const preference: Rule = (tokens) => {
  for (let i = 1; i < tokens.length; i++) {
    const lower = lowerAt(tokens, i)
    let pair: [Range | undefined, Range | undefined] | undefined
    let winner: 0 | 1 = 0
    if (/^(?:überlegen|unterlegen)$/.test(lower)) {
      const start = nounPhraseStart(tokens, skipAdverbs(tokens, i))
      pair = [subject(tokens, start), item(tokens, start, skipAdverbs(tokens, i))]
      if (lower === 'unterlegen') winner = 1
    } else if (lower === 'lieber') {
      const end = nounPhraseEnd(tokens, i + 1)
      if (lowerAt(tokens, end) === 'als') pair = [item(tokens, i + 1, end), itemAfter(tokens, end + 1)]
    } else if (/^bevorzug(?:e|t|en|te|ten)$/.test(lower)) {
      const end = nounPhraseEnd(tokens, i + 1)
      if (lowerAt(tokens, end) === 'gegenüber') pair = [item(tokens, i + 1, end), itemAfter(tokens, end + 1)]
    } else if (lower === 'so' && NEGATION.test(lowerAt(tokens, i - 1)) && lowerAt(tokens, i + 2) === 'wie') {
      pair = [subject(tokens, i), itemAfter(tokens, i + 3)]
      winner = 1
    }
    const [left, right] = pair ?? []
    if (!left || !right || !differ(tokens, left, right)) continue
    const negated = winner === 0 && tokens.slice(0, i).some(({ lower: word }) => NEGATION.test(word))
    return [
      {
        items: [left, right],
        aspects: lower === 'so' ? [[i + 1, i + 2]] : [],
        winner: negated ? undefined : winner,
        certainty: 0.75,
      },
    ]
  }
  return []
}

/** The index after the last word that is no adverb: "klar überlegen". */
function skipAdverbs(tokens: readonly Token[], at: number): number {
  while (at > 1 && /^(?:adv|adj|verb)$/.test(tokens[at - 1]?.tag ?? '')) at--
  return at
}

/** "Anders als B ist A ..." */
const unlike: Rule = (tokens) => {
  if (lowerAt(tokens, 0) !== 'anders' || lowerAt(tokens, 1) !== 'als') return []
  const other = itemAfter(tokens, 2)
  const verb = other?.[1] ?? 0
  if (!other || !/^(?:aux|verb)$/.test(tokens[verb]?.tag ?? '')) return []
  const main = item(tokens, verb + 1, nounPhraseEnd(tokens, verb + 1))
  return main && differ(tokens, main, other)
    ? [{ items: [main, other], aspects: plain(tokens), certainty: 0.7 }]
    : []
}

/** "A ist ..., während B ... ist" */
const contrast: Rule = (tokens) => {
  for (let i = 3; i < tokens.length - 3; i++) {
    if (lowerAt(tokens, i) !== 'während' || lowerAt(tokens, i - 1) !== ',') continue
    const left = subject(tokens, i)
    const right = item(tokens, i + 1, phraseEnd(tokens, i + 1))
    if (left && right && left[0] <= 2 && differ(tokens, left, right))
      return [{ items: [left, right], aspects: plain(tokens), certainty: 0.6 }]
  }
  return []
}

const RULES: readonly Rule[] = [comparative, preference, difference, framed, unlike, contrast]

/** The comparisons of a German sentence: what the first rule finds that finds any. */
export function german(tokens: readonly Token[]): Contrast[] {
  for (const rule of RULES) {
    const found = rule(tokens)
    if (found.length > 0) return found
  }
  return []
}
