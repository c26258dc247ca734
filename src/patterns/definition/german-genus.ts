import { lowerAt, type Token } from '../../text/tokens.js'
import { ARTICLE, DIFFERENTIA, INDEFINITE, JUDGING, VAGUE } from './german-words.js'

/** How sure is it that a definition begins at `at`: "ein Verfahren, das ...", "Stoffe, die ..."? 0 for no. */
export function genus(tokens: readonly Token[], at: number): number {
  const first = tokens[at]
  if (!first || tokens.length - at < 4 || !/^(?:det|noun|adj)$/.test(first.tag)) return 0
  const start = ARTICLE.test(first.lower) ? at + 1 : at
  if (first.tag === 'det' && start === at) return 0
  if (JUDGING.has(lowerAt(tokens, start))) return 0
  let head = start
  while (
    tokens[head]?.tag === 'adj' ||
    tokens[head]?.tag === 'adv' ||
    (tokens[head]?.tag === 'conj' && head > start)
  )
    head++
  if (tokens[head]?.tag !== 'noun') return 0
  while (tokens[head + 1]?.tag === 'noun') head++
  const noun = lowerAt(tokens, head)
  const differs = DIFFERENTIA.test(lowerAt(tokens, head + 1))
  if (VAGUE.has(noun) && !/^(?:teil|mensch|menschen|person)$/.test(noun)) return 0
  if (!differs) return INDEFINITE.test(first.lower) && head - start >= 1 ? 0.5 : 0
  return INDEFINITE.test(first.lower) ? 0.85 : 0.65
}

/** Before a contrast, or the end of the sentence. */
export function bodyEnd(tokens: readonly Token[], at: number): number {
  for (let i = at + 4; i < tokens.length - 1; i++) {
    if (lowerAt(tokens, i) === ';') return i
    if (
      lowerAt(tokens, i) === ',' &&
      /^(?:während|aber|sondern|obwohl|jedoch|doch|weil|sodass)$/.test(lowerAt(tokens, i + 1))
    )
      return i
  }
  return tokens.length
}

/** Does what is said end in a noun, before its first comma? "sehr wichtig", "zum Thema geworden" say no kind. */
export function endsInNoun(tokens: readonly Token[], at: number, end: number): boolean {
  let last = at
  while (last < end && !/^[,;.!:(]$/.test(tokens[last]?.word ?? '')) last++
  const token = tokens[last - 1]
  return (
    token !== undefined && (token.word !== token.lower || token.tag === 'num' || !/\p{L}/u.test(token.word))
  )
}
