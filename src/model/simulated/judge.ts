import { SIMULATED_MARK } from '../../record/simulated.js'
import { untagged } from '../../text/tagged.js'
import type { Dice } from './dice.js'

/** An answer, or two, that are to be judged. */
export interface Judging {
  kind: 'judge'
  criteria: string[]
  answer: string
  isPair: boolean
}

/** The request for a verdict, where the text is one. */
export function judgingIn(text: string): Judging | undefined {
  if (untagged('prompt', text) === undefined) return undefined
  const [answer, first] = [untagged('answer', text), untagged('first', text)]
  const judged = answer ?? first
  if (judged === undefined) return undefined
  const criteria = [...text.slice(0, text.indexOf('<')).matchAll(/^- ([a-z][a-z0-9_]*):/gm)].map(
    (match) => match[1] ?? '',
  )
  return { kind: 'judge', criteria, answer: judged, isPair: answer === undefined }
}

/** Verdicts that mean nothing, and say so; the words that they quote stand in the answer. */
export function writeVerdict(dice: Dice, { criteria, answer, isPair }: Judging): string {
  const quote = answer.trim().split(/\s+/).slice(0, 6).join(' ')
  const reason = `${SIMULATED_MARK} drawn by lot`
  const said = () => ({ quote, reason, score: Math.round(100 * dice.next()) })
  return JSON.stringify(
    isPair
      ? { quote, reason, better: dice.pick(['first', 'second', 'tie']) }
      : { criteria: Object.fromEntries(criteria.map((name) => [name, said()])) },
  )
}
