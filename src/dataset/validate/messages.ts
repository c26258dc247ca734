import type { CallRules } from './calls.js'
import { checkParts, checkText, isObject, type Report, typeName } from './shape.js'

/** How a trainer wants a list of messages. */
export interface MessageRules {
  /** Keys of role and text. */
  keys: readonly [role: string, text: string]
  /** What each role it knows stands for. */
  roles: Readonly<Record<string, 'system' | 'user' | 'assistant' | 'tool'>>
  /** Other keys that a message may have; anything may be there where it is missing. */
  otherKeys?: readonly string[]
  /** Are more keys than those refused, or only not looked at? */
  moreKeys?: 'error' | 'warning'
  /** A key that keeps an answer out of training, and the values it may have. */
  mask?: { key: string; values: readonly unknown[]; off: unknown }
  /** Who speaks last. */
  last: 'assistant' | 'user' | 'any'
  /** How calls look; without it none is looked for. */
  calls?: CallRules
  /** Kinds of parts that a content may be a list of: questions all, other messages texts only. */
  parts?: readonly string[]
  /** Is the order of speakers checked by the trainer, or only bad practice? */
  alternate: 'error' | 'warning'
}

/** OpenAI's names, and those of Axolotl, TRL, Together and Fireworks. */
export const ROLES = { system: 'system', user: 'user', assistant: 'assistant', tool: 'tool' } as const
export const SHAREGPT_ROLES = {
  system: 'system',
  human: 'user',
  gpt: 'assistant',
  observation: 'tool',
  function_call: 'assistant',
} as const

/** Checks a list of messages. @returns how many answers there are to train on */
export function checkMessages(value: unknown, field: string, rules: MessageRules, report: Report): void {
  if (!Array.isArray(value)) {
    report(field, `${typeName(value)} where a list of messages is expected`, 'write a list')
    return
  }
  if (value.length === 0) {
    report(field, 'no messages', 'leave the row out')
    return
  }
  const speakers = value.map((message, i) => checkMessage(message, `${field}[${i}]`, rules, report))
  checkOrder(speakers, field, rules, report)
  if (rules.last !== 'assistant') return
  if (!speakers.includes('assistant')) {
    if (speakers.every((speaker) => speaker !== undefined))
      report(field, 'no answer to train on', 'add a message of the assistant, or leave the row out')
  } else if (rules.mask) checkMask(value, speakers, field, rules.mask, report)
}

type Speaker = MessageRules['roles'][string] | undefined

function checkMessage(message: unknown, field: string, rules: MessageRules, report: Report): Speaker {
  const [roleKey, textKey] = rules.keys
  if (!isObject(message)) {
    report(
      field,
      `${typeName(message)} where a message is expected`,
      `write {"${roleKey}": ..., "${textKey}": ...}`,
    )
    return undefined
  }
  const role = message[roleKey]
  const speaker = typeof role === 'string' && Object.hasOwn(rules.roles, role) ? rules.roles[role] : undefined
  if (speaker === undefined)
    report(
      `${field}.${roleKey}`,
      role === undefined ? 'missing' : `unknown role ${JSON.stringify(role)?.slice(0, 40)}`,
      `use one of ${Object.keys(rules.roles).join(', ')}`,
    )
  const text = message[textKey]
  const called =
    isObject(message.function_call) || (Array.isArray(message.tool_calls) && message.tool_calls.length > 0)
  if (rules.parts && Array.isArray(text))
    checkParts(text, `${field}.${textKey}`, speaker === 'user' ? rules.parts : ['text'], report)
  else if (!(called && (text === null || text === undefined)))
    checkText(text, `${field}.${textKey}`, report, { mayBeEmpty: called || speaker === 'tool' })
  const { mask, otherKeys } = rules
  if (mask && message[mask.key] !== undefined) {
    if (!mask.values.includes(message[mask.key]))
      report(
        `${field}.${mask.key}`,
        `${JSON.stringify(message[mask.key])?.slice(0, 40)} is not ${mask.values.join(' or ')}`,
        `write ${mask.values.join(' or ')}, without quotes`,
      )
    else if (mask.key === 'weight' && speaker !== 'assistant')
      report(`${field}.weight`, 'only answers have a weight', 'remove it')
  }
  if (otherKeys) {
    const known = [roleKey, textKey, ...(mask ? [mask.key] : []), ...otherKeys]
    for (const key of Object.keys(message)) {
      if (!known.includes(key))
        report(
          `${field}.${key}`,
          rules.moreKeys === 'warning' ? 'a key the trainer does not look at' : 'a key the trainer refuses',
          `keep only ${known.join(', ')}`,
          rules.moreKeys === 'warning' ? 'file' : undefined,
        )
    }
  }
  return speaker
}

function checkOrder(
  speakers: Speaker[],
  field: string,
  { alternate, last, calls }: MessageRules,
  report: Report,
): void {
  const warning = alternate === 'warning' ? true : undefined
  const at = (i: number) => `${field}[${i}]`
  const start = speakers[0] === 'system' ? 1 : 0
  for (let i = start; i < speakers.length; i++) {
    const [before, speaker] = [i > start ? speakers[i - 1] : undefined, speakers[i]]
    if (speaker === 'system') report(at(i), 'a system message that is not the first', 'move it to the front')
    if (i === start && speaker === 'assistant')
      report(at(i), 'begins with an answer', 'remove it, or put the question before it', warning)
    if (before && before === speaker && speaker !== 'tool')
      report(at(i), `two ${speaker} messages in a row`, 'join them to one', warning)
    if (speaker === 'tool' && !calls && before !== 'assistant' && before !== 'tool')
      report(at(i), 'a tool result that no call asked for', 'put the call before it', warning)
  }
  const end = speakers.at(-1)
  if (end && last !== 'any' && end !== last && (last === 'user' || speakers.includes('assistant')))
    report(
      at(speakers.length - 1),
      `ends with a ${end} message, not with the ${last}'s`,
      `end with the ${last}'s message`,
    )
}

function checkMask(
  messages: readonly unknown[],
  speakers: readonly Speaker[],
  field: string,
  { key, off }: NonNullable<MessageRules['mask']>,
  report: Report,
): void {
  const answers = messages.filter((_, i) => speakers[i] === 'assistant')
  if (answers.every((message) => isObject(message) && message[key] === off))
    report(field, `every answer is masked with "${key}": ${off}`, 'leave the row out')
}
