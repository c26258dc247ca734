import type { TextMessage } from '../../record/message.js'
import { languageOf } from '../../text/language.js'
import { type Augment, augmentIn } from './augment.js'
import { type Judging, judgingIn } from './judge.js'
import { styleOf } from './prompt-phrases.js'
import type { Factors } from './world.js'

export type Language = 'de' | 'en'

/** A field the request asks for, as its text describes it. */
export interface AskedField {
  heading: string
  description: string
  /** Words. */
  length: number
}

/** What a conversation asks of the model, read from its text as a model reads it. */
export type Request =
  | { kind: 'prompt'; language: Language; topic: string; style: string }
  | { kind: 'answer'; language: Language; fields: AskedField[]; factors: Factors; again: boolean }
  | Augment
  | Judging
  | { kind: 'chat'; language: Language; text: string }

export function readRequest(messages: readonly TextMessage[]): Request {
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  const [first = '', last = first] = [users[0], users.at(-1)]
  const language = languageOf(last) === 'de' ? 'de' : 'en'
  const topic = /^(?:Thema|Topic): (.+)$/m.exec(last)?.[1]
  const style = /^(?:Stil|Style) \(([^)\n]+)\)/m.exec(last)?.[1]
  if (topic && style && messages[0]?.role === 'system') {
    const german = /^Sprache: Deutsch$/m.test(last)
    return { kind: 'prompt', language: german ? 'de' : 'en', topic, style }
  }
  const augment = messages[0]?.role === 'system' ? augmentIn(last, language) : undefined
  if (augment) return augment
  const judging = judgingIn(last)
  if (judging) return judging
  const fields = askedFields(last)
  if (fields.length < 2) return { kind: 'chat', language, text: last }
  const factors = {
    style: styleOf(first),
    topic: /„([^“\n]{1,120})“|“([^”\n]{1,120})”/.exec(first)?.slice(1).find(Boolean),
    wrapper: fields.map(({ heading }) => heading).join('|'),
  }
  return { kind: 'answer', language, fields, factors, again: messages.at(-2)?.role === 'assistant' }
}

/** Lines that name a field: numbered or marked as a heading; those with a length, where any has one. */
function askedFields(text: string): AskedField[] {
  const lines = text.split('\n').flatMap((line) => {
    const found = /^(?:\d{1,2}[.)]|#{1,6})\s+(?:\*\*)?([^:*\n]{2,50})(?:\*\*)?(?::(?:\*\*)?\s*(.*))?$/.exec(
      line.slice(0, 600),
    )
    if (!found?.[1]) return []
    const length = Number(/\((?:etwa|about) (\d{1,4}) /.exec(found[2] ?? '')?.[1] ?? 0)
    return [{ heading: found[1].trim(), description: (found[2] ?? '').replace(/ \([^()]*\)$/, ''), length }]
  })
  const withLength = lines.filter(({ length }) => length > 0)
  const fields = withLength.length ? withLength : lines
  return fields.map((field) => ({ ...field, length: field.length || 45 }))
}
