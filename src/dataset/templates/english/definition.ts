import type { Template } from '../index.js'
import { bare, pairOf, statement, text } from '../parts.js'
import { inside, isClause, POINTS_BACK, tagged, withArticle } from './wording.js'

const PERSON =
  /^(?:an?|the|one of the)\b[^,.;]{0,40}\b(?:president|king|queen|emperor|general|leader|politician|minister|author|writer|poet|philosopher|journalist|historian|scientist|physicist|chemist|biologist|mathematician|economist|psychologist|engineer|architect|inventor|founder|programmer|researcher|consultant|actor|actress|director|singer|musician|composer|artist|painter|designer|athlete|player|explorer|doctor|lawyer|priest|saint)\b/i
/** A sentence that goes on from the one before. */
const TIED = /^(?:this|these|that|so|however|in this|in that|here|therefore|thus|also|regardless)\b/i
const PLURAL = /(?:[^sui]s|people|children|data|bacteria)$/i

/** Asks what a term means. The answer is the sentence that defines it. */
export const definition: Template = (pattern) => {
  const term = text(pattern, 'term')
  const meaning = bare(text(pattern, 'definition'))
  const sentence = statement(pattern, 'definition')
  if (!term || POINTS_BACK.test(term)) return undefined
  const named = withArticle(inside(term, pattern), sentence)
  const after = sentence.slice(sentence.indexOf(term) + term.length).replace(/^["'”’*_`)]+/, '')
  const verb = /^\s+(is|are|was|were)\b/.exec(after)?.[1]
  const isPhrase = /^(?:det|noun|num)$/.test(tagged(`it ${meaning}`)[1]?.tag ?? '') && !isClause(meaning)
  // "He met X, the author of Y, in Z." says more, and less, than what X is
  if (TIED.test(sentence) || (isPhrase && !verb)) return undefined
  const plural = verb ? /^(?:are|were)$/.test(verb) : PLURAL.test(term) && !/^an?\b/i.test(meaning)
  const be = verb ?? (plural ? 'are' : 'is')
  return pairOf(askWhat(term, named, meaning, be), sentence)
}

function askWhat(term: string, named: string, meaning: string, be: string): string {
  const isName = /^(?:\p{Lu}[\p{L}.'’-]*(?: |$)){2,}$/u.test(term)
  if (isName && PERSON.test(meaning)) return `Who ${be} ${term}?`
  // a word without article or capital may be an adjective or a verb
  const isThing = named !== term || be === 'are' || be === 'were' || /^\p{Lu}/u.test(term)
  return isThing ? `What ${be} ${named}?` : `What does "${term}" mean?`
}
