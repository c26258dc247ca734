import type { PatternKind } from '../../record/pattern.js'
import type { Template } from './index.js'
import { bare, chain, decided, isQuestion, list, numbered, pairOf, qaPair, statement, text } from './parts.js'

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

function lowerArticle(phrase: string): string {
  return phrase.replace(/^(The|A|An|Your|Our|My) /, (article) => article.toLowerCase())
}

function and(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
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

const causal: Template = (pattern) => {
  const effect = lowerArticle(bare(text(pattern, 'effect')))
  const cause = lowerArticle(bare(text(pattern, 'cause')))
  const sentence = statement(pattern, 'effect')
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

const procedure: Template = (pattern) => {
  const task = bare(text(pattern, 'task'))
  const steps = numbered(list(pattern, 'steps'))
  if (!task || isQuestion(task)) return pairOf(task, steps)
  const how = /^(?:how to|to) (.+)$/i.exec(task)
  return pairOf(how ? `How do I ${how[1]}?` : `What are the steps for this: ${task}?`, steps)
}

const decision: Template = (pattern, { reasoning }) => {
  const context = text(pattern, 'context')
  const instruction = isQuestion(context) ? context : context && `${context}\n\nWhat should be done?`
  return pairOf(instruction, decided(pattern, reasoning))
}

const comparison: Template = (pattern) => {
  const items = list(pattern, 'items')
  const aspects = list(pattern, 'aspects')
  if (items.length < 2 || items.some((item) => POINTS_BACK.test(item))) return undefined
  const by = aspects.length ? ` with regard to ${and(aspects)}` : ''
  return pairOf(`How do ${and(items.map(lowerArticle))} compare${by}?`, statement(pattern, 'comparison'))
}

const reasoningChain: Template = (pattern, { reasoning }) => {
  const premise = text(pattern, 'premise')
  const instruction = isQuestion(premise)
    ? premise
    : premise && `${premise}\n\nWhat follows from this, step by step?`
  return pairOf(instruction, chain(pattern, reasoning))
}

const analogy: Template = (pattern) => {
  const target = text(pattern, 'target')
  if (POINTS_BACK.test(target)) return undefined
  return pairOf(target && `Explain ${lowerArticle(target)} with an analogy.`, statement(pattern, 'source'))
}

const code: Template = (pattern) => {
  const purpose = text(pattern, 'purpose')
  const language = text(pattern, 'language')
  const fenced = `\`\`\`${language}\n${text(pattern, 'code')}\n\`\`\``
  if (isQuestion(purpose)) return pairOf(purpose, fenced)
  return pairOf(purpose && `Write ${language ? `${language} ` : ''}code for this: ${bare(purpose)}.`, fenced)
}

const correction: Template = (pattern) => {
  const wrong = text(pattern, 'wrong')
  const right = [text(pattern, 'right'), text(pattern, 'why')].filter(Boolean).join(' ')
  return pairOf(wrong && `Is this right? ${wrong}`, right, wrong)
}

/** English templates. */
export const en: Record<PatternKind, Template> = {
  qa_pair: qaPair,
  reasoning_chain: reasoningChain,
  causal,
  decision,
  comparison,
  procedure,
  definition,
  analogy,
  code,
  correction,
}
