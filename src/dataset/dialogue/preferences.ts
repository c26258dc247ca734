import type { Example } from '../../record/example.js'
import type { Tool } from '../../record/step.js'
import type { Alternative, Turn } from '../../record/turn.js'
import { messagesOf } from '../formats/conversation.js'
import { type Rough, type Said, tidy, wellFormed } from './dialogue.js'
import type { History } from './history.js'
import { hasCalls } from './steps.js'
import { toolsOf } from './tools.js'

/** Two answers to the same question, of which one is better. */
export interface Pair {
  conversation: string
  prompt: Said[]
  /** What the model could call before. */
  tools?: Tool[]
  chosen: string
  rejected: string
}

/** An answer that is known to be good or bad. */
export interface Rated {
  conversation: string
  prompt: Said[]
  tools?: Tool[]
  completion: string
  label: boolean
}

interface Answer {
  text: string
  /** What the person thought of it; more is better. */
  rank: number
  rated: boolean | undefined
}

/** Does a question have answers that are more than texts, which are no preference that a trainer takes? */
export function callsIn(record: Turn | Example): boolean {
  const { alternatives = [], ...turn } = record as Turn
  return hasCalls(turn) || alternatives.some(hasCalls)
}

/** Thumbs count most; of answers without, the one the conversation went on with is the one that was preferred. */
function answersTo(record: Turn | Example): Answer[] {
  if (!('assistant' in record)) {
    const { output, rejected } = record as Example
    const good = { text: output, rank: 1, rated: rejected === undefined ? undefined : true }
    return rejected === undefined ? [good] : [good, { text: rejected, rank: 0, rated: false }]
  }
  const { assistant, feedback, steps, alternatives = [] } = record as Turn
  const answer = ({ assistant: text, feedback: thumb }: Alternative, unrated: number): Answer => ({
    text,
    rank: thumb === 'up' ? 2 : thumb === 'down' ? -1 : unrated,
    rated: thumb && thumb === 'up',
  })
  const own = hasCalls({ steps }) ? [] : [answer({ assistant, feedback }, 1)]
  return [...own, ...alternatives.filter((other) => !hasCalls(other)).map((other) => answer(other, 0))]
}

/**
 * The best answer against each that is worse; empty where there is no choice to learn from.
 * @param history the conversation before each turn
 */
export function pairsOf(record: Turn | Example, history: History): Pair[] {
  const prompt = promptOf(record, history)
  if (!prompt) return []
  const answers = answersTo(record).filter(({ text }) => text.trim() !== '')
  const best = answers.reduce<Answer | undefined>((a, b) => (a && a.rank >= b.rank ? a : b), undefined)
  if (!best || best.rank < 0) return []
  return answers
    .filter(({ rank, text }) => rank < best.rank && text.trim() !== best.text.trim())
    .map(({ text }) => ({
      conversation: conversationOf(record),
      ...prompt,
      chosen: wellFormed(best.text),
      rejected: wellFormed(text),
    }))
}

/** Every answer that a person judged. */
export function ratedOf(record: Turn | Example, history: History): Rated[] {
  const prompt = promptOf(record, history)
  if (!prompt) return []
  return answersTo(record).flatMap(({ text, rated }) =>
    rated === undefined || text.trim() === ''
      ? []
      : [{ conversation: conversationOf(record), ...prompt, completion: wellFormed(text), label: rated }],
  )
}

function promptOf(record: Turn | Example, history: History): Pick<Pair, 'prompt' | 'tools'> | undefined {
  const asked: Rough[] =
    'assistant' in record
      ? [
          ...history.before(record as Turn),
          { role: 'user', content: (record as Turn).user },
          { role: 'assistant', content: '-' },
        ]
      : (messagesOf(record as Example) as Rough[])
  const messages = tidy(asked)
  if (typeof messages === 'string') return undefined
  const prompt = messages.slice(0, -1)
  const tools = toolsOf((record as Turn).tools ?? [], prompt)
  return { prompt, ...(tools.length && { tools }) }
}

function conversationOf(record: Turn | Example): string {
  const own = record.id ?? ''
  return ('meta' in record ? (record as Example).meta.conversation : (record as Turn).conversation) ?? own
}
