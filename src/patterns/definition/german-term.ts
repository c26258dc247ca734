import { lowerAt, type Token } from '../../text/tokens.js'
import { ARTICLE, JUDGING, OPENS, PARTICULAR, QUOTE, VAGUE } from './german-words.js'
import type { Range } from './rule.js'

/** A term: a noun phrase without its article. Undefined where it is a pointer. */
export function termRange(tokens: readonly Token[], start: number, end: number): Range | undefined {
  while (start < end && QUOTE.test(tokens[start]?.word ?? '')) start++
  if (
    start === 0 &&
    OPENS.test(lowerAt(tokens, 0)) &&
    !tokens.slice(1, end).some(({ tag }) => tag === 'noun')
  )
    return undefined
  if (PARTICULAR.test(lowerAt(tokens, start)) && (lowerAt(tokens, start) !== 'das' || end - start < 2))
    return undefined
  if (ARTICLE.test(lowerAt(tokens, start))) start++
  if (
    /^(?:begriff|ausdruck|wort|abkürzung|terminus|konzept)$/.test(lowerAt(tokens, start)) &&
    end - start > 1
  ) {
    start++
    if (ARTICLE.test(lowerAt(tokens, start))) start++
  }
  while (start < end && QUOTE.test(tokens[start]?.word ?? '')) start++
  const bracket = tokens.findIndex(({ word }, i) => i > start && i < end && /^[,(]$/.test(word))
  if (bracket > 0) end = bracket
  while (end > start && tokens[end - 1]?.tag === 'punct') end--
  if (end <= start || end - start > 7) return undefined
  let last = ''
  for (let i = start; i < end; i++) {
    const { tag, lower } = tokens[i] as Token
    if (/^(?:verb|aux|pron|wh|sub|adv)$/.test(tag)) return undefined
    if (tag === 'noun' && (last === '' || tokens[i - 1]?.tag !== 'prep')) last ||= lower
  }
  const first = tokens[start] as Token
  if (
    last === '' ||
    first.tag === 'prep' ||
    first.word.length < 2 ||
    VAGUE.has(last) ||
    JUDGING.has(first.lower)
  )
    return undefined
  return [start, end]
}
