import { lowerAt, type Token } from '../text/tokens.js'

const OPENER =
  /^(?:and|but|or|so|yet|also|however|moreover|furthermore|additionally|therefore|thus|hence|then|well|yes|no|sure|okay|ok|overall|finally|firstly|secondly|unfortunately|fortunately|basically|actually|und|aber|also|doch|allerdings|außerdem|zudem|jedoch|ja|nein|naja|leider|letztlich|denn)$/
const BREAK = /^[;:—–()[\]]$/
/** After a comma, what begins another main clause. */
const CONTRAST = /^(?:but|while|whereas|although|though|however|yet|aber|während|obwohl|jedoch|doch|sondern)$/

/** Where the text of the sentence begins, after "However," and the like and "In addition,". */
export function sentenceStart(tokens: readonly Token[], limit = tokens.length): number {
  let at = 0
  while (at < limit && (tokens[at]?.tag === 'punct' || (OPENER.test(lowerAt(tokens, at)) && at < 3))) at++
  if (
    /^(?:in|for|on)$/.test(lowerAt(tokens, at)) &&
    /^(?:addition|general|fact|example|instance|short|particular|other|summary|conclusion)$/.test(
      lowerAt(tokens, at + 1),
    )
  )
    for (let i = at + 2; i < Math.min(limit, at + 5); i++) if (lowerAt(tokens, i) === ',') return i + 1
  return at
}

/** The start of the main clause that ends before `end`: after the last `;`, `:`, dash or bracket, or ", but". */
export function clauseStart(tokens: readonly Token[], end: number): number {
  let depth = 0
  for (let i = end - 1; i > 0; i--) {
    const { word } = tokens[i] as Token
    if (word === ')' || word === ']') depth++
    else if (word === '(' || word === '[') {
      if (depth === 0) return i + 1
      depth--
    } else if (depth > 0) continue
    else if (BREAK.test(word)) return i + 1
    else if (word === ',' && CONTRAST.test(lowerAt(tokens, i + 1))) return i + 2
  }
  return sentenceStart(tokens, end)
}

/** The end of the clause that begins at `start`: before `;`, a dash, an outer bracket, or ", but". */
export function clauseEnd(tokens: readonly Token[], start: number): number {
  let depth = 0
  for (let i = start; i < tokens.length; i++) {
    const { word } = tokens[i] as Token
    if (word === '(' || word === '[') depth++
    else if (word === ')' || word === ']') {
      if (--depth < 0) return i
    } else if (depth > 0) continue
    else if (/^[;—–]$/.test(word)) return i
    else if (word === ',' && i > start + 1 && opensClause(tokens, i + 1)) return i
  }
  return tokens.length
}

/** ", but ...", ", and it ...", ", so they ..." */
const opensClause = (tokens: readonly Token[], at: number) =>
  CONTRAST.test(lowerAt(tokens, at)) ||
  (/^(?:and|so)$/.test(lowerAt(tokens, at)) && tokens[at + 1]?.tag === 'pron')

/** Does the range hold a finite verb? */
export function hasVerb(tokens: readonly Token[], start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const { tag, lower } = tokens[i] as Token
    if (tag === 'aux' || tag === 'verb') return true
    if (tag === 'pron' && /^(?:it|that|there|he|she|what|who|let|i|you|we|they)['’]/.test(lower)) return true
  }
  return false
}

/** Does a lone noun follow the comma at `i`, and then another comma? */
const isItem = (tokens: readonly Token[], i: number) =>
  tokens[i + 1]?.tag === 'noun' &&
  ((lowerAt(tokens, i + 2) === ',' && tokens[i + 3]?.tag === 'conj') ||
    /^(?:and|or)$/.test(lowerAt(tokens, i + 2)))

/** A verb, or a word in the form of one that the tagger does not know ("it arrives late")? */
export const mayHoldVerb = (tokens: readonly Token[], start: number, end: number) =>
  hasVerb(tokens, start, end) ||
  tokens
    .slice(start + 1, end)
    .some(({ tag, lower, word }) => tag === 'noun' && word === lower && /..(?:[^s]s|ed)$/.test(lower))

/**
 * The comma that ends a subordinate clause opened at `start` ("Because ..., the rest"): the first one after a verb
 * that a new clause follows. -1 where there is none.
 */
export function subordinateEnd(tokens: readonly Token[], start: number): number {
  for (let i = start + 2; i < tokens.length - 2; i++) {
    if (lowerAt(tokens, i) !== ',') continue
    // an aside goes on after its comma
    if (/^(?:such|including|like|especially|particularly)$/.test(lowerAt(tokens, i + 1))) continue
    // "your hand, wrist, and thumb, it is": an item of a list, no clause
    if (isItem(tokens, i)) continue
    if (!mayHoldVerb(tokens, start, i) || tokens[i + 1]?.tag === 'conj' || tokens[i + 1]?.tag === 'wh')
      continue
    if (hasVerb(tokens, i + 1, Math.min(tokens.length, i + 16)) || tokens[i + 1]?.tag === 'noun') return i
  }
  return -1
}
