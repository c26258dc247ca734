import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { EFFECT_NOUNS } from './english-effects.js'

/** What must follow a verb for its subject to be a cause, by the index of the token after it. */
export type ObjectTest = (tokens: readonly Token[], at: number) => boolean

const USER = /^(?:you|your|us|me|users?|developers?|one)$/
/** What software lets its user do is a feature, no effect. */
export const notTheUser: ObjectTest = (tokens, at) =>
  !USER.test(lowerAt(tokens, tokens[at]?.tag === 'det' && !USER.test(lowerAt(tokens, at)) ? at + 1 : at))

/** "the team to finish early" */
export const toDo: ObjectTest = (tokens, at) => {
  const end = tokens[at]?.tag === 'pron' ? at + 1 : nounPhraseEnd(tokens, at, tokens.length, { list: true })
  return end > at && lowerAt(tokens, end) === 'to' && !/^(?:det|prep|num)$/.test(tokens[end + 1]?.tag ?? '')
}
export const othersToDo: ObjectTest = (tokens, at) => notTheUser(tokens, at) && toDo(tokens, at)

/** "them happy", "the system more efficient", "it an important concept" */
export const changed: ObjectTest = (tokens, at) => {
  if (/^(?:it|them|us|him|her|you|me|people|things|life)$/.test(lowerAt(tokens, at))) return true
  const end = nounPhraseEnd(tokens, at)
  return (
    end > at &&
    /^(?:more|less|better|worse|an?|easier|harder|faster|slower|cheaper)$/.test(lowerAt(tokens, end))
  )
}
export const someone: ObjectTest = (tokens, at) => /^(?:it|them|us|him|her|you|me)$/.test(lowerAt(tokens, at))
/** "lets plants grow"; "let us see" lets nobody do anything */
export const someoneElse: ObjectTest = (tokens, at) =>
  notTheUser(tokens, at) && lowerAt(tokens, at - 1) !== 'let' && nounPhraseEnd(tokens, at) > at
export const isThe: ObjectTest = (tokens, at) => lowerAt(tokens, at) === 'the'

/** "produces irritation": an effect, not a product. */
export const anEffect: ObjectTest = (tokens, at) => {
  const end = nounPhraseEnd(tokens, at)
  return end > at && EFFECT_NOUNS.has(lowerAt(tokens, end - 1))
}

/** "people from falling", "the skin from the sun" */
export const fromDoing: ObjectTest = (tokens, at) => {
  const end = tokens[at]?.tag === 'pron' ? at + 1 : nounPhraseEnd(tokens, at)
  return end > at && lowerAt(tokens, end) === 'from' && lowerAt(tokens, end + 1).endsWith('ing')
}
