import { lowerAt, type Token } from '../../text/tokens.js'
import { VAGUE } from './english-words.js'

const PARTICIPLE_OPENER =
  /^(?:following|including|according|regarding|based|given|due|depending|compared|starting|unlike|like)$/

/** Token index after an opening such as "However," or "In psychology,"; 0 where there is none. */
export function opening(tokens: readonly Token[]): number {
  const first = tokens[0]
  if (!first) return 0
  const comma = (limit: number) => {
    for (let i = 1; i < Math.min(tokens.length, limit); i++) if (tokens[i]?.lower === ',') return i + 1
    return 0
  }
  if (first.tag === 'prep' || PARTICIPLE_OPENER.test(first.lower)) return comma(12)
  if (first.tag === 'sub') return comma(30)
  let at = 0
  while (at < 3 && (tokens[at]?.tag === 'conj' || tokens[at]?.tag === 'adv')) at++
  if (at === 0 && tokens[1]?.lower === ',' && VAGUE.has(first.lower)) at = 1
  if (at > 0 && /^(?:prep|sub)$/.test(tokens[at]?.tag ?? '')) {
    // "Also, as a beginner, ..."
    for (let i = at + 1; i < Math.min(tokens.length, at + 12); i++) if (tokens[i]?.lower === ',') return i + 1
  }
  return tokens[at]?.lower === ',' ? at + 1 : at
}

const CLAUSE = new Set(['while', 'whereas', 'because', 'since', 'but', 'where'])

/** Where clauses of the sentence may begin: after its opening, after `;`, `:`, a bracket, "that", ", and". */
export function clauseStarts(tokens: readonly Token[]): number[] {
  const starts = [opening(tokens)]
  const first = starts[0] ?? 0
  for (let i = first + 1; i < tokens.length - 4; i++) {
    const { word, lower, tag } = tokens[i] as Token
    if (tag === 'punct') {
      if (word === ';' || word === ':' || word === '(') starts.push(i + 1)
    } else if (
      lower === 'that' &&
      (tag === 'sub' || tag === 'pron') &&
      (tokens[i - 1]?.tag === 'verb' ||
        /^(?:recall|note|remember|notice|agree)$/.test(lowerAt(tokens, i - 1)))
    )
      starts.push(i + 1)
    else if (tag === 'conj' && tokens[i - 1]?.lower === ',') starts.push(i + 1)
    else if (CLAUSE.has(lower)) starts.push(i + 1)
  }
  return starts
}

/** Where what is said of the term ends: before a contrast or a new main clause, or with the sentence. */
export function bodyEnd(tokens: readonly Token[], at: number): number {
  let depth = 0
  for (let i = at; i < tokens.length - 1; i++) {
    const { word, lower } = tokens[i] as Token
    if (word === '(') depth++
    else if (word === ')' && --depth < 0) return i
    if (i < at + 2) continue
    if (word === ';') return i
    if (lower !== ',') continue
    const next = lowerAt(tokens, i + 1)
    if (/^(?:while|whereas|but|so|although|though|because|since|however)$/.test(next)) return i
    if (tokens[i + 1]?.tag === 'pron' || (next === 'and' && tokens[i + 2]?.tag === 'pron')) return i
  }
  return tokens.length
}
