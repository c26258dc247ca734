import type { Pattern } from '../../record/pattern.js'
import { pointsBack } from '../../text/points-back.js'
import type { MadeKind, Template } from './index.js'
import { isQuestion, list, pairOf, sourceFrom, statement, text } from './parts.js'

/** How a language asks for what a pattern holds. */
export interface Phrases {
  /** A text that speaks of something said before cannot be asked about on its own. */
  pointsBack: RegExp
  and: string
  whatToDo: string
  whatFollows: string
  /** How a question begins: one that a person left without its question mark. */
  opensRequest: RegExp
  /** A phrase as it is written inside a sentence. */
  inside(phrase: string, pattern: Pattern): string
  /** For steps that somebody introduced with this sentence; undefined where it does not name a task. */
  steps(sentence: string): string | undefined
  compare(items: readonly string[], joined: string, aspects: readonly string[]): string
  analogy(target: string): string
  /** For code that somebody introduced with this sentence; undefined where it does not say what it is for. */
  code(sentence: string, language: string): string | undefined
  isRight(claim: string): string
}

/** A task that asks what something is has its answer in a Q&A pattern; its steps alone do not answer it. */
const ASKS_WHAT =
  /^(what (is|are|was|were) (?!(?:the|a) (?:best|easiest|right|good|simplest|fastest)\b)|was (ist|sind|war)|who|wer|why|warum|wieso)\b/i

/** Names of programming languages where they are not just written as in a code fence. */
const LANGUAGES: Record<string, string> = {
  bash: 'Bash',
  c: 'C',
  cpp: 'C++',
  cs: 'C#',
  csharp: 'C#',
  css: 'CSS',
  dockerfile: 'Docker',
  gdscript: 'GDScript',
  go: 'Go',
  html: 'HTML',
  java: 'Java',
  javascript: 'JavaScript',
  js: 'JavaScript',
  json: 'JSON',
  kotlin: 'Kotlin',
  latex: 'LaTeX',
  lean: 'Lean',
  lua: 'Lua',
  matlab: 'MATLAB',
  php: 'PHP',
  py: 'Python',
  python: 'Python',
  r: 'R',
  ruby: 'Ruby',
  rust: 'Rust',
  scala: 'Scala',
  sql: 'SQL',
  swift: 'Swift',
  ts: 'TypeScript',
  typescript: 'TypeScript',
  xml: 'XML',
  yaml: 'YAML',
}

/** The templates that differ between languages in nothing but their phrases. */
export function phrased(phrases: Phrases): Omit<Record<MadeKind, Template>, 'definition' | 'causal'> {
  const join = (items: readonly string[]) =>
    items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${phrases.and} ${items.at(-1)}`

  /** What a person asked for, as it was asked; undefined where it needs what was said before. */
  const asked = (request: string) => {
    if (!request || pointsBack(request)) return undefined
    const whole = request.charAt(0).toUpperCase() + request.slice(1)
    if (/[.?!…]$/.test(whole)) return phrases.opensRequest.test(whole) ? whole.replace(/\.$/, '?') : whole
    return `${whole}${phrases.opensRequest.test(whole) ? '?' : '.'}`
  }

  return {
    reasoning_chain: (pattern, { steps }) => {
      const premise = standing(text(pattern, 'premise'))
      if (phrases.pointsBack.test(premise)) return undefined
      const instruction = isQuestion(premise) ? premise : premise && `${premise}\n\n${phrases.whatFollows}`
      const conclusion = text(pattern, 'conclusion')
      const [first = ''] = list(pattern, 'steps')
      const output = steps ? sourceFrom(pattern, first) : conclusion
      return output?.includes(conclusion) ? pairOf(instruction, output) : undefined
    },

    decision: (pattern, { steps }) => {
      const context = text(pattern, 'context')
      const instruction = isQuestion(context) ? context : context && `${context}\n\n${phrases.whatToDo}`
      const decision = text(pattern, 'decision')
      return pairOf(instruction, steps ? sourceFrom(pattern, decision) : decision)
    },

    comparison: (pattern) => {
      const items = list(pattern, 'items')
      if (items.length < 2 || items.some((item) => phrases.pointsBack.test(item))) return undefined
      const named = items.map((item) => phrases.inside(item, pattern))
      return pairOf(
        phrases.compare(named, join(named), list(pattern, 'aspects')),
        statement(pattern, 'comparison'),
      )
    },

    procedure: (pattern) => {
      const task = text(pattern, 'task')
      if (ASKS_WHAT.test(task)) return undefined
      const request = isQuestion(task) ? asked(task) : task && phrases.steps(task)
      const [first = ''] = list(pattern, 'steps')
      return pairOf(request ?? '', sourceFrom(pattern, first))
    },

    analogy: (pattern) => {
      const target = text(pattern, 'target')
      if (phrases.pointsBack.test(target)) return undefined
      return pairOf(target && phrases.analogy(phrases.inside(target, pattern)), statement(pattern, 'source'))
    },

    code: (pattern) => {
      const purpose = text(pattern, 'purpose')
      const language = text(pattern, 'language')
      const fenced = `\`\`\`${language}\n${text(pattern, 'code')}\n\`\`\``
      const request = isQuestion(purpose)
        ? asked(purpose)
        : purpose && phrases.code(purpose, LANGUAGES[language.toLowerCase()] ?? language)
      return pairOf(request ?? '', fenced)
    },

    correction: (pattern) => {
      const wrong = text(pattern, 'wrong')
      return pairOf(wrong && phrases.isRight(wrong), pattern.statement, wrong)
    },
  }
}

/** Without the word that ties it to the sentence before. */
function standing(premise: string): string {
  const rest = premise.replace(
    /^(?:however|moreover|furthermore|additionally|in addition|for example|for instance|also|similarly|jedoch|außerdem|zum beispiel|zudem),\s+/i,
    '',
  )
  return rest === premise ? premise : rest.charAt(0).toUpperCase() + rest.slice(1)
}
