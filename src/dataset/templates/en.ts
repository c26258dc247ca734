import type { PatternKind } from '../../record/pattern.js'
import type { Template } from './index.js'
import { bare, lowerArticle, pairOf, statement, text } from './parts.js'
import { phrased } from './phrased.js'

/** A text that speaks of something said before cannot be asked about on its own. */
const POINTS_BACK = /^(it|its|this|that|these|those|they|their|he|she|his|her|we|you|i|there|which|who|so)\b/i

/** A verb form that makes a clause of a phrase ("the cache is full"), as against a noun phrase ("a full cache"). */
const FINITE =
  /\b(is|are|was|were|has|have|had|does|do|did|can|could|will|would|should|must|may|might|isn't|aren't|doesn't|don't|can't|won't)\b/i

/** Words that join two clauses, as against verbs ("causes") and prepositions ("due to") between noun phrases. */
const JOINS_CLAUSES =
  /\b(because|since|as|so|so that|therefore|thus|hence|that is why|that's why|consequently)\b/i

function isClause(phrase: string, sentence: string): boolean {
  return FINITE.test(phrase) || JOINS_CLAUSES.test(sentence)
}

/** "What is a binary tree?", "What are embeddings?", "What is Docker?" as the sentence itself uses the term. */
function askWhat(term: string, sentence: string): string {
  const at = sentence.indexOf(term)
  const article =
    at > 0 ? /\b(an?|the) $/i.exec(sentence.slice(0, at).replace(/["'“‘*_`]+$/, ''))?.[1] : undefined
  if (article) return `What is ${article.toLowerCase()} ${term}?`
  if (at >= 0 && /^["'”’*_`)]*\s+are\b/.test(sentence.slice(at + term.length))) return `What are ${term}?`
  return /^\p{Lu}/u.test(term) ? `What is ${term}?` : `What does "${term}" mean?`
}

const definition: Template = (pattern) => {
  const term = text(pattern, 'term')
  const sentence = statement(pattern, 'definition')
  return POINTS_BACK.test(term) ? undefined : pairOf(term && askWhat(term, sentence), sentence)
}

interface Related {
  /** The part that the question names. */
  about: 'cause' | 'effect'
  ask(part: string): string
  /** Where the part is a clause. */
  clause?(part: string): string
}
const follows = (cause: string) => `What follows when ${cause}?`
const acts: Related = { about: 'cause', ask: (cause) => `What is the effect of ${cause}?`, clause: follows }

/** What is asked of a cause that is no plain one. */
const RELATED: Partial<Record<string, Related>> = {
  purpose: { about: 'effect', ask: (effect) => `To what end: ${effect}?` },
  condition: { about: 'cause', ask: (cause) => `What happens if ${cause}?` },
  requirement: { about: 'effect', ask: (effect) => `What is needed for this: ${effect}?` },
  degree: { about: 'cause', ask: follows },
  enable: acts,
  prevent: acts,
  change: acts,
}

const causal: Template = (pattern) => {
  const effect = lowerArticle(bare(text(pattern, 'effect')))
  const cause = lowerArticle(bare(text(pattern, 'cause')))
  const sentence = statement(pattern, 'effect')
  const related = RELATED[text(pattern, 'relation')]
  if (related) {
    const asksEffect = related.about === 'effect'
    const part = asksEffect ? effect : cause
    if (!part || POINTS_BACK.test(part)) return undefined
    return pairOf(isClause(part, part) && related.clause ? related.clause(part) : related.ask(part), sentence)
  }
  if (!POINTS_BACK.test(effect)) {
    return pairOf(
      isClause(effect, sentence) ? `Why is it that ${effect}?` : `What causes ${effect}?`,
      sentence,
    )
  }
  if (POINTS_BACK.test(cause)) return undefined
  return pairOf(
    isClause(cause, sentence) ? `What follows when ${cause}?` : `What does ${cause} lead to?`,
    sentence,
  )
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
    steps: (task) => {
      const how = /^(?:how to|to) (.+)$/i.exec(task)
      return how ? `How do I ${how[1]}?` : `What are the steps for this: ${task}?`
    },
    compare: (joined, aspects) => `How do ${joined} compare${aspects ? ` with regard to ${aspects}` : ''}?`,
    analogy: (target) => `Explain ${lowerArticle(target)} with an analogy.`,
    code: (purpose, language) => `Write ${language ? `${language} ` : ''}code for this: ${purpose}.`,
    isRight: (claim) => `Is this right? ${claim}`,
  }),
}
