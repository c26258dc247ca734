import type { PatternKind } from '../../record/pattern.js'
import type { Template } from './index.js'
import { bare, chain, decided, isQuestion, list, numbered, pairOf, qaPair, statement, text } from './parts.js'

/** A text that speaks of something said before cannot be asked about on its own. */
const POINTS_BACK =
  /^(es|das|dies|diese[rsmn]?|jene[rsmn]?|er|sie|ihr|ihre|sein|seine|wir|du|ich|dort|da|welche[rsmn]?|so|man)(?![\p{L}])/iu

function and(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} und ${items.at(-1)}`
}

/** "Was ist ein Index?", "Was sind Vektoren?" as the sentence itself uses the term. */
function askWhat(term: string, sentence: string): string {
  const at = sentence.indexOf(term)
  const article =
    at > 0
      ? /(?:^|\s)(eine?|der|die|das) $/i.exec(sentence.slice(0, at).replace(/["'„“*_`]+$/, ''))?.[1]
      : undefined
  if (at >= 0 && /^["'“”*_`)]*\s+sind\b/.test(sentence.slice(at + term.length))) return `Was sind ${term}?`
  if (article) return `Was ist ${article.toLowerCase()} ${term}?`
  return `Was versteht man unter „${term}“?`
}

const definition: Template = (pattern) => {
  const term = text(pattern, 'term')
  const sentence = statement(pattern, 'definition')
  return POINTS_BACK.test(term) ? undefined : pairOf(term && askWhat(term, sentence), sentence)
}

/** German clauses change their word order inside another sentence, so cause and effect are quoted as they are. */
const causal: Template = (pattern) => {
  const effect = bare(text(pattern, 'effect'))
  const cause = bare(text(pattern, 'cause'))
  const sentence = statement(pattern, 'effect')
  if (!POINTS_BACK.test(effect)) return pairOf(effect && `Was ist der Grund dafür: ${effect}?`, sentence)
  return POINTS_BACK.test(cause) ? undefined : pairOf(cause && `Welche Folge hat das: ${cause}?`, sentence)
}

const procedure: Template = (pattern) => {
  const task = bare(text(pattern, 'task'))
  return pairOf(
    isQuestion(task) ? task : task && `Welche Schritte sind dafür nötig: ${task}?`,
    numbered(list(pattern, 'steps')),
  )
}

const decision: Template = (pattern, { reasoning }) => {
  const context = text(pattern, 'context')
  const instruction = isQuestion(context) ? context : context && `${context}\n\nWas soll getan werden?`
  return pairOf(instruction, decided(pattern, reasoning))
}

const comparison: Template = (pattern) => {
  const items = list(pattern, 'items')
  const aspects = list(pattern, 'aspects')
  if (items.length < 2 || items.some((item) => POINTS_BACK.test(item))) return undefined
  const by = aspects.length ? ` im Hinblick auf ${and(aspects)}` : ''
  return pairOf(`Vergleiche ${and(items)}${by}.`, statement(pattern, 'comparison'))
}

const reasoningChain: Template = (pattern, { reasoning }) => {
  const premise = text(pattern, 'premise')
  const instruction = isQuestion(premise)
    ? premise
    : premise && `${premise}\n\nWas folgt daraus, Schritt für Schritt?`
  return pairOf(instruction, chain(pattern, reasoning))
}

const analogy: Template = (pattern) => {
  const target = text(pattern, 'target')
  if (POINTS_BACK.test(target)) return undefined
  return pairOf(target && `Womit lässt sich ${target} vergleichen?`, statement(pattern, 'source'))
}

const code: Template = (pattern) => {
  const purpose = text(pattern, 'purpose')
  const language = text(pattern, 'language')
  const fenced = `\`\`\`${language}\n${text(pattern, 'code')}\n\`\`\``
  if (isQuestion(purpose)) return pairOf(purpose, fenced)
  return pairOf(purpose && `Schreibe ${language ? `${language}-` : ''}Code dafür: ${bare(purpose)}.`, fenced)
}

const correction: Template = (pattern) => {
  const wrong = text(pattern, 'wrong')
  const right = [text(pattern, 'right'), text(pattern, 'why')].filter(Boolean).join(' ')
  return pairOf(wrong && `Stimmt das? ${wrong}`, right, wrong)
}

/** German templates. */
export const de: Record<PatternKind, Template> = {
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
