import { type MessageRules, ROLES } from '../validate/messages.js'
import type { Limits, Shape } from '../validate/shape.js'
import { conversation, openaiPreference } from '../validate/shapes.js'
import { answer, roleContent, weighted } from './messages.js'
import type { Trainer } from './trainer.js'

const MASK = { key: 'weight', values: [0, 1], off: 0 } as const

/** What OpenAI, Together and Fireworks have in common: `messages` with `weight`, and OpenAI's preference rows. */
export function hosted(options: {
  rules?: Partial<MessageRules>
  shapes?: Shape[]
  check?: Shape['check']
  limits: Limits
  config: Trainer['config']
}): Trainer {
  const rules: MessageRules = {
    keys: ['role', 'content'],
    roles: ROLES,
    mask: MASK,
    last: 'assistant',
    alternate: 'error',
    ...options.rules,
  }
  const withCheck = (shape: Shape): Shape => ({
    ...shape,
    check(row, report) {
      shape.check(row, report)
      options.check?.(row, report)
    },
  })
  return {
    masks: true,
    rows: ({ messages }) => [{ messages: messages.map(weighted) }],
    pair: ({ prompt, chosen, rejected }) => ({
      input: { messages: prompt.map(roleContent) },
      preferred_output: [answer(chosen)],
      non_preferred_output: [answer(rejected)],
    }),
    config: options.config,
    shapes: [openaiPreference(rules), conversation('messages', rules), ...(options.shapes ?? [])].map(
      withCheck,
    ),
    limits: options.limits,
  }
}
