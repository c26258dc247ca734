import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { bodyEnd } from './english-clause.js'
import { termRange } from './english-term.js'
import { type Definition, define } from './rule.js'

const FUNCTION = new Set(
  'allows begins breaks brings calls carries changes checks collects combines compares connects contains controls converts covers creates describes determines divides explains expresses gives handles helps holds includes keeps lets links maintains makes maps measures moves occurs performs processes produces protects provides reads refers removes represents returns runs seeks sends serves shows stores studies takes tells transfers translates transmits turns uses works'.split(
    ' ',
  ),
)

const doesIt = (token: Token | undefined) =>
  token !== undefined &&
  (FUNCTION.has(token.lower) ||
    (token.tag === 'verb' &&
      /[^s]s$/.test(token.lower) &&
      !/^(?:needs|wants|gets|goes|comes|becomes|seems|looks|likes|says|makes)$/.test(token.lower)))

/** "A compiler translates source code ...": what any X does. */
export function generic(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  if (!/^an?$/.test(lowerAt(tokens, from))) return undefined
  let verb = from + 1
  while (tokens[verb]?.tag === 'noun' && !FUNCTION.has(lowerAt(tokens, verb))) verb++
  const head = tokens[verb - 1]
  if (verb < from + 2 || head?.tag !== 'noun' || !doesIt(tokens[verb])) return undefined
  if (tokens.length - verb < 5) return undefined
  return define(sentence, termRange(tokens, from, verb), [verb, bodyEnd(tokens, verb)], 0.5)
}

/** Fields of study and theories: what they look at, or say, is what they are. */
const FIELD = /..(?:ism|ics|logy|onomy|theory|theories|approach|perspective|economics|hypothesis)$/
export const LOOKS_AT = new Set(
  'focuses focused examines examined studies explains emphasizes emphasized proposes proposed argues suggests deals seeks'.split(
    ' ',
  ),
)

/** "Ecology examines how ...", "Keynesian economics focuses on ..." */
export function field(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  const end = nounPhraseEnd(tokens, from)
  const verb = LOOKS_AT.has(lowerAt(tokens, end))
    ? end
    : LOOKS_AT.has(lowerAt(tokens, end - 1))
      ? end - 1
      : -1
  if (verb <= from || !FIELD.test(lowerAt(tokens, verb - 1)) || tokens.length - verb < 6) return undefined
  return define(sentence, termRange(tokens, from, verb), [verb, bodyEnd(tokens, verb)], 0.55)
}
