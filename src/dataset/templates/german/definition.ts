import type { Template } from '../index.js'
import { articleOf, pairOf, statement, text } from '../parts.js'
import { POINTS_BACK } from './wording.js'

const ARTICLE = /(?:^|\s)(eine?|der|die|das) ["'„“*_`]*$/i

/** "Was ist ein Index?", "Was sind Vektoren?" as the sentence itself uses the term. */
function askWhat(term: string, sentence: string): string {
  const at = sentence.indexOf(term)
  if (at >= 0 && /^["'“”*_`)]*\s+sind\b/.test(sentence.slice(at + term.length))) return `Was sind ${term}?`
  const article = articleOf(term, sentence, ARTICLE)
  return article ? `Was ist ${article} ${term}?` : `Was versteht man unter „${term}“?`
}

/** Asks what a term means; the answer is the sentence that defines it. */
export const definition: Template = (pattern) => {
  const term = text(pattern, 'term')
  const sentence = statement(pattern, 'definition')
  return POINTS_BACK.test(term) ? undefined : pairOf(term && askWhat(term, sentence), sentence)
}
