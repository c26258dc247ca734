import type { PatternKind } from '../../record/pattern.js'
import { causal, POINTS_BACK } from './english/causal.js'
import { compare } from './english/comparison.js'
import { codeRequest, stepsRequest } from './english/request.js'
import { inside, withArticle } from './english/wording.js'
import type { Template } from './index.js'
import { pairOf, statement, text } from './parts.js'
import { phrased } from './phrased.js'

/** "What is a binary tree?", "What are embeddings?", "What is Docker?" as the sentence itself uses the term. */
function askWhat(term: string, lowered: string, sentence: string): string {
  const withOne = withArticle(term, sentence)
  if (withOne !== term) return `What is ${withOne}?`
  const at = sentence.indexOf(term)
  if (at >= 0 && /^["'”’*_`)]*\s+are\b/.test(sentence.slice(at + term.length))) return `What are ${lowered}?`
  return /^\p{Lu}/u.test(term) ? `What is ${lowered}?` : `What does "${term}" mean?`
}

const definition: Template = (pattern) => {
  const term = text(pattern, 'term')
  const sentence = statement(pattern, 'definition')
  if (POINTS_BACK.test(term)) return undefined
  return pairOf(term && askWhat(term, inside(term, pattern), sentence), sentence)
}

/** English templates. */
export const en: Record<PatternKind, Template> = {
  definition,
  causal,
  ...phrased({
    pointsBack: POINTS_BACK,
    and: 'and',
    whatToDo: 'What should be done?',
    whatFollows: 'What follows from this, step by step?',
    opensRequest: /^(?:how|what|which|who|where|when|why|can|could|would|will|do|does|did|is|are|should)\b/i,
    inside: (phrase, pattern) => withArticle(inside(phrase, pattern), statement(pattern, '')),
    steps: stepsRequest,
    compare,
    analogy: (target) => `Explain ${target} with an analogy.`,
    code: codeRequest,
    isRight: (claim) => `Is this right? ${claim}`,
  }),
}
