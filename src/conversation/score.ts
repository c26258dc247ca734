import type { Lexicon } from '../record/lexicon.js'
import type { Why } from '../record/turn.js'
import { INDICATORS, measure } from './indicators.js'
import { Reader } from './reader.js'
import { THRESHOLD } from './threshold.js'
import { Vocabulary } from './vocabulary.js'
import { WEIGHTS } from './weights.js'

/** UTF-16 code units looked at in one text: a text's beginning tells whether it says something. */
const LIMIT = 1000
/** What the weaker side of an exchange adds: one good side makes it worth keeping. */
const SECOND = 0.35
/** Indicators told in `why`. */
const MOST = 6

export interface Exchange {
  user: string
  assistant: string
  context?: readonly string[] | undefined
}

export interface Scored {
  /** 0..1, calibrated: the chance that a person would call the turn signal. */
  importance: number
  signal: boolean
  /** The strongest indicators; weights are in log-odds, so all of them together would give `importance`. */
  why: Why[]
}

/**
 * Makes the function that scores turns: an exchange, or one text where the other side is empty. It looks at the
 * first 1000 characters of each side and of the last text of the context, in one pass over each.
 */
export function scorer(options: {
  threshold?: number
  lexicons: readonly Lexicon[]
}): (turn: Exchange) => Scored {
  const threshold = options.threshold ?? THRESHOLD
  const reader = new Reader(new Vocabulary(options.lexicons), LIMIT)
  const weights = INDICATORS.map((name) => WEIGHTS[name])
  const user = new Float64Array(INDICATORS.length)
  const assistant = new Float64Array(INDICATORS.length)

  /** Evidence becomes log-odds, in place; their sum is returned. */
  const weigh = (values: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      values[i]! *= weights[i]!
      sum += values[i]!
    }
    return sum
  }

  return ({ user: asked, assistant: answered, context }) => {
    reader.forget()
    const before = context?.at(-1)
    if (before) reader.remember(before)
    if (!asked || !answered) {
      reader.read(asked || answered)
      measure(reader, user)
      const logit = weigh(user)
      return result(logit, explain([['', user, 1]]))
    }
    reader.read(asked)
    measure(reader, user)
    const { counts } = reader
    const social = counts.share('greeting') + counts.share('thanks') + counts.share('farewell')
    const small = counts.content === 0 && social > 0
    const a = weigh(user)
    reader.remember(asked)
    reader.read(answered)
    measure(reader, assistant)
    const b = weigh(assistant)
    const first = small || a >= b
    const [forUser, forAssistant] = first ? [1, SECOND] : [SECOND, 1]
    return result(
      a * forUser + b * forAssistant,
      explain([
        ['user: ', user, forUser],
        ['assistant: ', assistant, forAssistant],
      ]),
    )
  }

  function result(logit: number, why: Why[]): Scored {
    const importance = Math.round(1e4 / (1 + Math.exp(-logit))) / 1e4
    return { importance, signal: importance >= threshold, why }
  }
}

/** The strongest contributions by name, the strongest first. */
function explain(sides: readonly (readonly [prefix: string, values: Float64Array, factor: number])[]): Why[] {
  const why: Why[] = []
  for (const [prefix, values, factor] of sides)
    for (let i = 0; i < values.length; i++) {
      const weight = Math.round(values[i]! * factor * 100) / 100
      if (weight >= 0.1 || weight <= -0.1) why.push({ indicator: prefix + INDICATORS[i], weight })
    }
  return why.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight)).slice(0, MOST)
}
