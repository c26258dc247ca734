import type { PatternKind } from '../../record/pattern.js'
import type { Template } from './index.js'
import {
  bare,
  chain,
  decided,
  isQuestion,
  list,
  lowerArticle,
  numbered,
  pairOf,
  qaPair,
  statement,
  text,
} from './parts.js'

/** How a language asks for what a pattern holds. */
export interface Phrases {
  /** A text that speaks of something said before cannot be asked about on its own. */
  pointsBack: RegExp
  and: string
  whatToDo: string
  whatFollows: string
  steps(task: string): string
  compare(items: string, aspects: string): string
  analogy(target: string): string
  code(purpose: string, language: string): string
  isRight(claim: string): string
}

/** A task that asks what something is has its answer in a Q&A pattern; its steps alone do not answer it. */
const ASKS_WHAT = /^(what (is|are|was|were)|was (ist|sind|war)|who|wer|why|warum|wieso)\b/i

/** The templates that differ between languages in nothing but their phrases. */
export function phrased(phrases: Phrases): Omit<Record<PatternKind, Template>, 'definition' | 'causal'> {
  const join = (items: readonly string[]) =>
    items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${phrases.and} ${items.at(-1)}`

  return {
    qa_pair: qaPair,

    reasoning_chain: (pattern, { reasoning }) => {
      const premise = text(pattern, 'premise')
      const instruction = isQuestion(premise) ? premise : premise && `${premise}\n\n${phrases.whatFollows}`
      return pairOf(instruction, chain(pattern, reasoning))
    },

    decision: (pattern, { reasoning }) => {
      const context = text(pattern, 'context')
      const instruction = isQuestion(context) ? context : context && `${context}\n\n${phrases.whatToDo}`
      return pairOf(instruction, decided(pattern, reasoning))
    },

    comparison: (pattern) => {
      const items = list(pattern, 'items')
      if (items.length < 2 || items.some((item) => phrases.pointsBack.test(item))) return undefined
      return pairOf(
        phrases.compare(join(items.map(lowerArticle)), join(list(pattern, 'aspects'))),
        statement(pattern, 'comparison'),
      )
    },

    procedure: (pattern) => {
      const task = bare(text(pattern, 'task'))
      if (ASKS_WHAT.test(task)) return undefined
      return pairOf(isQuestion(task) ? task : task && phrases.steps(task), numbered(list(pattern, 'steps')))
    },

    analogy: (pattern) => {
      const target = text(pattern, 'target')
      if (phrases.pointsBack.test(target)) return undefined
      return pairOf(target && phrases.analogy(target), statement(pattern, 'source'))
    },

    code: (pattern) => {
      const purpose = text(pattern, 'purpose')
      const language = text(pattern, 'language')
      const fenced = `\`\`\`${language}\n${text(pattern, 'code')}\n\`\`\``
      return pairOf(isQuestion(purpose) ? purpose : purpose && phrases.code(bare(purpose), language), fenced)
    },

    correction: (pattern) => {
      const wrong = text(pattern, 'wrong')
      const right = [text(pattern, 'right'), text(pattern, 'why')].filter(Boolean).join(' ')
      return pairOf(wrong && phrases.isRight(wrong), right, wrong)
    },
  }
}
