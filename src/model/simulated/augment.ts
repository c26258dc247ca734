import { SIMULATED_MARK } from '../../record/simulated.js'
import { untagged } from '../../text/tagged.js'
import type { Dice } from './dice.js'
import type { Language } from './request.js'

/** A text of a data set that is to be written again. */
export interface Augment {
  kind: 'augment'
  task: string
  question: string
  answer: string
  language: Language
}

/** Ways to ask again, to say less, and to turn a question round. */
const PHRASES = {
  de: {
    ask: [
      'Ich möchte wissen: ',
      'Eine Frage dazu: ',
      'Bitte sag mir: ',
      'Anders gefragt: ',
      'Kurz gefragt: ',
      'Noch einmal: ',
    ],
    vague: [
      'Das hängt von vielem ab.',
      'Allgemein lässt sich dazu kaum etwas sagen.',
      'Es kommt eben darauf an.',
    ],
    turned: ['Und im umgekehrten Fall: ', 'Und unter anderen Bedingungen: ', 'Und wenn es nicht so ist: '],
    reversed: 'Dann gilt das Gegenteil: ',
  },
  en: {
    ask: [
      'I would like to know: ',
      'A question: ',
      'Please tell me: ',
      'Put another way: ',
      'In short: ',
      'Once more: ',
    ],
    vague: ['That depends on many things.', 'In general little can be said about it.', 'It all depends.'],
    turned: ['And the other way round: ', 'And under other conditions: ', 'And where that is not so: '],
    reversed: 'Then the opposite holds: ',
  },
}
const REFUSAL = { de: 'Dabei kann ich leider nicht helfen.', en: "I'm sorry, but I can't help with that." }

/** Writes a text again, marked; now and then it does not do what it was asked for, as models do. */
export function writeAugmentation(dice: Dice, { task, question, answer, language }: Augment): string {
  const luck = dice.next()
  const mark = (text: string) => `${SIMULATED_MARK} ${text}`
  if (luck < 0.04) return REFUSAL[language]
  if (luck < 0.12) return mark(task === 'negative' ? answer : question)
  const { ask, vague, turned, reversed } = PHRASES[language]
  const part = answer.slice(0, Math.floor(answer.length * (0.3 + 0.5 * dice.next()))).trim()
  if (task === 'negative') return mark(`${part} ... ${dice.pick(vague)}`)
  if (task !== 'contrast') return mark(dice.pick(ask) + question)
  return `Question: ${mark(dice.pick(turned) + question)}\nAnswer: ${mark(reversed + answer)}`
}

/** The request to write a text again, where the messages are one. */
export function augmentIn(text: string, language: Language): Augment | undefined {
  const task = /^Task: (\w+) \(/.exec(text)?.[1]
  const question = untagged('question', text)
  return task && question !== undefined
    ? { kind: 'augment', task, question, answer: untagged('answer', text) ?? '', language }
    : undefined
}
