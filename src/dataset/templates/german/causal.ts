import { tagGerman } from '../../../text/german.js'
import { tokenize } from '../../../text/tokens.js'
import type { Template } from '../index.js'
import { bare, isQuestion, pairOf, statement, text } from '../parts.js'
import { inside, POINTS_BACK } from './wording.js'

/** What ties a clause to the one before; its verb comes next. */
const LINK =
  /^(?:deshalb|daher|darum|deswegen|außerdem|dann|somit|folglich|also|zudem|dadurch|damit|hierdurch) (?=\p{Ll})/iu
const SUBORDINATE = /(?:^|[\s,])(?:dass|weil|da|wenn|damit|ob|obwohl|sodass)\s+$/i

/** Asks for the cause; for what follows where the effect cannot be asked about. */
export const causal: Template = (pattern) => {
  const effect = bare(text(pattern, 'effect')).replace(LINK, '')
  const cause = bare(text(pattern, 'cause'))
  const sentence = statement(pattern, 'effect')
  if (isQuestion(sentence)) return undefined
  const relation = text(pattern, 'relation')
  if (!POINTS_BACK.test(effect) && (!relation || relation === 'purpose')) {
    const before = sentence.slice(0, Math.max(sentence.indexOf(effect), 0))
    return pairOf(effect && ask(relation ? 'Wozu' : 'Warum', effect, SUBORDINATE.test(before)), sentence)
  }
  return POINTS_BACK.test(cause) ? undefined : pairOf(cause && `Welche Folge hat das: ${cause}?`, sentence)
}

/** "Warum schmeckt der Teig besser?" of "Der Teig schmeckt besser", where the place of the verb is sure. */
function ask(word: 'Warum' | 'Wozu', clause: string, subordinate: boolean): string {
  const whole = `${word === 'Wozu' ? 'Wozu dient das' : 'Was ist der Grund dafür'}: ${clause}?`
  if (subordinate) return word === 'Wozu' ? whole : `Was ist der Grund dafür, dass ${inside(clause)}?`
  const tokens = tagGerman(tokenize(clause, 0, clause.length))
  const at = tokens.findIndex(({ tag }) => tag === 'verb' || tag === 'aux')
  const verb = tokens[at]
  if (!verb || verb.word !== verb.lower) return whole
  if (at === 0) return `${word} ${clause}?`
  const subject = tokens.slice(0, at)
  if (at > 8 || !subject.every(({ tag }) => /^(?:det|adj|noun|num|prep|pron)$/.test(tag))) return whole
  return `${[word, verb.word, inside(clause.slice(0, verb.start).trim()), clause.slice(verb.end).trim()].filter(Boolean).join(' ')}?`
}
