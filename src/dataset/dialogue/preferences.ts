import type { Example } from '../../record/example.js'
import type { Tool } from '../../record/step.js'
import type { Alternative, Turn } from '../../record/turn.js'
import { messagesOf } from '../formats/conversation.js'
import { type Rough, type Said, tidy, wellFormed } from './dialogue.js'
import { follows, type History } from './history.js'
import { isCorrected, isIdle, isTakenUp, verdictOf, withoutApology } from './judgement.js'
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
function answersTo(record: Turn | Example, minEvidence: number): Answer[] {
  if (!('assistant' in record)) {
    const { output, rejected } = record as Example
    const good = { text: output, rank: 1, rated: rejected === undefined ? undefined : true }
    return rejected === undefined ? [good] : [good, { text: rejected, rank: 0, rated: false }]
  }
  const { assistant, feedback, outcome, steps, alternatives = [] } = record as Turn
  const verdict = verdictOf({ feedback, outcome }, minEvidence)
  const thumb = verdict === undefined ? undefined : verdict ? 'up' : 'down'
  const answer = ({ assistant: text, feedback: thumb }: Alternative, unrated: number): Answer => ({
    text,
    rank: thumb === 'up' ? 2 : thumb === 'down' ? -1 : unrated,
    rated: thumb && thumb === 'up',
  })
  const own = hasCalls({ steps }) ? [] : [answer({ assistant, feedback: thumb }, 1)]
  return [...own, ...alternatives.filter((other) => !hasCalls(other)).map((other) => answer(other, 0))]
}

/** An outcome weaker than this tells too little for a preference. */
export const MIN_EVIDENCE = 0.6
/** A repair that is much shorter than what it repairs is a part of an answer. */
const LEAST_SHARE = 0.5

/** What people preferred, in a stream of records in which the turns of a conversation follow one another. */
export class Preferences {
  /** The last turn, if the person corrected its answer, with what was asked before. */
  #corrected: { turn: Turn; prompt: Pick<Pair, 'prompt' | 'tools'> } | undefined

  constructor(
    private readonly history: History,
    private readonly minEvidence: number = MIN_EVIDENCE,
  ) {}

  /**
   * The best answer to a question against each that is worse; and the answer that repaired an earlier one, which the person
   * then took up, against that one.
   * @returns empty where there is no choice to learn from; the reason where the record is none to learn from
   */
  pairs(record: Turn | Example): Pair[] | string {
    const prompt = promptOf(record, this.history)
    const repair = this.#repair(record, prompt)
    if (!prompt) return repair
    const answers = answersTo(record, this.minEvidence).filter(({ text }) => text.trim() !== '')
    const best = answers.reduce<Answer | undefined>((a, b) => (a && a.rank >= b.rank ? a : b), undefined)
    if (!best || best.rank < 0) return repair
    const others = answers
      .filter(({ rank, text }) => rank < best.rank && text.trim() !== best.text.trim())
      .map(({ text }) => ({
        conversation: conversationOf(record),
        ...prompt,
        chosen: wellFormed(best.text),
        rejected: wellFormed(text),
      }))
    if (others.length && isIdle(record as Turn, this.minEvidence)) return repair.length ? repair : 'noise'
    return [...repair, ...others]
  }

  /**
   * Every answer that was judged.
   * @returns the reason where the record is none to learn from
   */
  rated(record: Turn | Example): Rated[] | string {
    const prompt = promptOf(record, this.history)
    if (!prompt) return []
    const rated = answersTo(record, this.minEvidence).flatMap(({ text, rated }) =>
      rated === undefined || text.trim() === ''
        ? []
        : [{ conversation: conversationOf(record), ...prompt, completion: wellFormed(text), label: rated }],
    )
    return rated.length && isIdle(record as Turn, this.minEvidence) ? 'noise' : rated
  }

  #repair(record: Turn | Example, prompt: Pick<Pair, 'prompt' | 'tools'> | undefined): Pair[] {
    const before = this.#corrected
    this.#corrected = undefined
    if (!('assistant' in record)) return []
    const turn = record as Turn
    if (prompt && isCorrected(turn, this.minEvidence) && !hasCalls(turn)) this.#corrected = { turn, prompt }
    if (!before || before.turn.conversation !== turn.conversation || !follows(before.turn.index, turn.index))
      return []
    if (hasCalls(turn) || turn.signal === false || !isTakenUp(turn)) return []
    const chosen = withoutApology(turn.assistant)
    const rejected = before.turn.assistant
    if (chosen.length < LEAST_SHARE * rejected.length || chosen.trim() === rejected.trim()) return []
    return [
      {
        conversation: conversationOf(record),
        ...before.prompt,
        chosen: wellFormed(chosen),
        rejected: wellFormed(rejected),
      },
    ]
  }
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
