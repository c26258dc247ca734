import type { Ending } from '../record/ending.js'
import type { Lexicon } from '../record/lexicon.js'
import type { QualityWeights } from '../record/quality.js'
import type { Step } from '../record/step.js'
import type { Alternative, Next, Outcome, Why } from '../record/turn.js'
import { qualityOf } from './quality/quality.js'
import { ACKNOWLEDGEMENT, FAREWELL, GREETING, THANKS } from './scoring/counts.js'
import { INDICATORS, measure } from './scoring/indicators.js'
import { Reader } from './scoring/reader.js'
import { Vocabulary } from './scoring/vocabulary.js'
import { WEIGHTS } from './scoring/weights.js'
import { MIN_QUALITY, THRESHOLD } from './threshold.js'

/** UTF-16 code units looked at in one text: a text's beginning tells whether it says something. */
const LIMIT = 200
/** What the other side of an exchange counts for: one good side makes it worth keeping. */
const OTHER = 0.35
/** Log-odds of an exchange whose answer is an error message, the question again, or nothing. */
const NO_ANSWER = -4
/** Most indicators told in `why`, and the least weight of one. */
const MOST = 6
const LEAST = 0.2

export interface Exchange {
  user: string
  assistant: string
  /** Texts before, oldest first. */
  context?: readonly string[] | undefined
  steps?: readonly Step[] | undefined
  next?: Next | undefined
  feedback?: Alternative['feedback'] | undefined
  alternatives?: readonly Alternative[] | undefined
  left?: 'edit' | undefined
  missing?: readonly string[] | undefined
}

export interface Scored {
  /** 0..1, calibrated: the chance that a person would call the turn signal. */
  importance: number
  /** 0..1, of the answer: is it one to learn from? Absent where there is none. */
  quality?: number
  /** Is it important, and if it has an answer, did that end and is it good enough? */
  signal: boolean
  /**
   * The strongest indicators of importance, the strongest first; with all of them, weights sum to its log-odds. Then the
   * strongest of quality.
   */
  why: Why[]
  /** What became of the answer; absent where nothing tells. */
  outcome?: Outcome
}

/** Says what became of an answer, and what that is worth in log-odds of quality. */
export interface Outcomes {
  read: (turn: Exchange) => Outcome | undefined
  weight: number
}

/**
 * Makes the function that scores turns: an exchange, or one text where the other side is empty. It looks at the
 * first 200 characters of each side and the last 200 of the text before, in one pass, so that its time does not
 * grow with longer texts. An exchange is as good as its better side; but after a mere greeting, thanks or
 * farewell the user's side decides, and an answer that is none spoils it.
 */
export function scorer(options: {
  threshold?: number
  minQuality?: number
  lexicons: readonly Lexicon[]
  quality: QualityWeights
  /** Without it nothing is said of what became of the answers. */
  outcomes?: Outcomes | undefined
}): (turn: Exchange) => Scored {
  const threshold = options.threshold ?? THRESHOLD
  const minQuality = options.minQuality ?? MIN_QUALITY
  const vocabulary = new Vocabulary(options.lexicons)
  const reader = new Reader(vocabulary, LIMIT)
  const judge = qualityOf(options.quality, vocabulary)
  const { outcomes } = options
  const { counts } = reader
  const one = new Side('')
  const user = new Side('user: ')
  const assistant = new Side('assistant: ')

  return (turn) => {
    const why: Why[] = []
    const importance = fourDecimals(1 / (1 + Math.exp(-important(turn, why))))
    const ending = endingOf(turn)
    const lacks = turn.missing?.find((what) => what !== 'reasoning')
    const whole = ending === undefined && lacks === undefined
    const outcome = outcomes?.read(turn)
    if (turn.assistant === '')
      return { importance, signal: importance >= threshold && whole, why, ...(outcome && { outcome }) }
    const judged = judge(turn)
    for (const reason of judged.reasons) why.push(reason)
    if (ending) why.push({ indicator: `quality: ended with ${ending}`, weight: NO_ANSWER })
    if (lacks) why.push({ indicator: `quality: ${lacks} missing`, weight: NO_ANSWER })
    const quality = withOutcome(judged.quality, outcome, whole, why)
    const signal = importance >= threshold && quality >= minQuality && whole
    return { importance, quality: sixDecimals(quality), signal, why, ...(outcome && { outcome }) }
  }

  /** Moves the quality by what became of the answer; nothing makes up for a text that is bad or not whole. */
  function withOutcome(quality: number, outcome: Outcome | undefined, whole: boolean, why: Why[]): number {
    const weight = (outcome?.value ?? 0) * (outcomes?.weight ?? 0)
    if (weight === 0 || (weight > 0 && (quality < minQuality || !whole))) return quality
    const kinds = outcome!.evidence.filter(({ value }) => value !== null && value * weight > 0)
    why.push({
      indicator: `quality: outcome (${kinds.map(({ kind }) => kind).join(', ')})`,
      weight: Math.round(weight * 100) / 100,
    })
    return 1 / (1 + (1 / quality - 1) * Math.exp(-weight))
  }

  /** @returns log-odds of importance, with what they consist of in `why` */
  function important(turn: Exchange, why: Why[]): number {
    reader.forget()
    const before = turn.context?.at(-1)
    if (before) reader.remember(before)
    if (turn.user === '' || turn.assistant === '') {
      reader.read(turn.user || turn.assistant)
      const logOdds = one.weigh(reader)
      one.explain(1, why)
      return logOdds
    }

    reader.read(turn.user)
    const asked = user.weigh(reader)
    const { noise } = counts
    const formal = counts.content === 0 && noise[GREETING]! + noise[THANKS]! + noise[FAREWELL]! > 0
    const words = reader.signature
    reader.keep()
    reader.read(turn.assistant)
    const answered = assistant.weigh(reader)
    const repeated = reader.signature === words && turn.assistant.length < 1.1 * turn.user.length + 8
    const empty = reader.asked && counts.tokens > 0 && counts.mass + noise[ACKNOWLEDGEMENT]! === 0
    if (repeated || empty || (counts.error > 0 && answered < 0)) {
      why.push({ indicator: 'assistant: no answer', weight: NO_ANSWER })
      user.explain(OTHER, why)
      return NO_ANSWER + OTHER * asked
    }
    const first = formal || asked > answered
    user.explain(first ? 1 : OTHER, why)
    assistant.explain(first ? OTHER : 1, why)
    return first ? asked + OTHER * answered : answered + OTHER * asked
  }
}

/** How the answer's last own step ended, where that is not as it should. */
function endingOf({ steps }: Exchange): Ending | undefined {
  const stop = steps?.findLast(({ from }) => from === undefined)?.stop
  return stop === 'ok' ? undefined : stop
}

/** So many that hardly two answers share a value: a curator sorts by it. */
const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6
const fourDecimals = (value: number): number => Math.round(value * 1e4) / 1e4

/** One side of an exchange: what each indicator adds to its log-odds. */
class Side {
  private readonly names: readonly string[]
  private readonly weights = INDICATORS.map((name) => WEIGHTS[name])
  private readonly values = new Float64Array(INDICATORS.length)

  constructor(prefix: string) {
    this.names = INDICATORS.map((name) => prefix + name)
  }

  /** @returns log-odds that the text that was read last is signal */
  weigh(reader: Reader): number {
    const { values, weights } = this
    measure(reader, values)
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      values[i]! *= weights[i]!
      sum += values[i]!
    }
    return sum
  }

  /** Puts its indicators, times a factor, into their places in `why`. */
  explain(factor: number, why: Why[]): void {
    const { values, names } = this
    for (let i = 0; i < values.length; i++) {
      const weight = values[i]! * factor
      const size = Math.abs(weight)
      if (size < LEAST) continue
      let at = Math.min(why.length, MOST - 1)
      if (why.length === MOST && Math.abs(why[at]!.weight) >= size) continue
      for (; at > 0 && Math.abs(why[at - 1]!.weight) < size; at--) why[at] = why[at - 1]!
      why[at] = { indicator: names[i]!, weight: Math.round(weight * 100) / 100 }
    }
  }
}

/**
 * What `JSON.stringify` makes of it behind the first brace, in a fraction of the time: there are few different numbers
 * and indicators.
 */
export function scoredJson({ importance, quality, signal, why, outcome }: Scored): string {
  let list = ''
  for (const { indicator, weight } of why)
    list += `${list ? ',' : ''}{"indicator":${quoted(indicator)},"weight":${decimal(weight)}}`
  const rated = quality === undefined ? '' : `"quality":${quality},`
  const became = outcome ? `,"outcome":${JSON.stringify(outcome)}` : ''
  return `"importance":${decimal(importance)},${rated}"signal":${signal},"why":[${list}]${became}}`
}

const QUOTED = new Map<string, string>()
function quoted(text: string): string {
  let json = QUOTED.get(text)
  if (json === undefined) {
    json = JSON.stringify(text)
    QUOTED.set(text, json)
  }
  return json
}

/** Importance has four decimals, weights have two: a few thousand numbers, found by a whole number. */
const DECIMALS = new Map<number, string>()
function decimal(value: number): string {
  const key = Math.round(value * 1e4)
  let text = DECIMALS.get(key)
  if (text === undefined) {
    text = String(value)
    DECIMALS.set(key, text)
  }
  return text
}
